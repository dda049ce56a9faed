package io.stormdb.workloads.vector;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the server whether searches go through the index, and judges the answers. */
final class PlanProbe {

  private static final int ALL = 100;

  private final Options options;
  private final boolean isIndexWanted;
  private final Map<String, String> settings;
  private boolean usedIndexBefore;

  /**
   * Prepares to ask.
   *
   * @param isIndexWanted whether the run means to use the index
   * @param settings those of the sessions of workers
   */
  PlanProbe(Options options, boolean isIndexWanted, Map<String, String> settings) {
    this.options = options;
    this.isIndexWanted = isIndexWanted;
    this.settings = settings;
  }

  /** Looks at the plan before the run. */
  void look(LoadedData data, Connection connection) throws SQLException {
    usedIndexBefore = usesIndex(data, connection, ALL, Map.of());
  }

  /** Looks again after the run, and returns whether the plan was the intended one both times. */
  Finding findingOfSearch(LoadedData data, Connection connection) throws SQLException {
    boolean after = usesIndex(data, connection, ALL, Map.of());
    return new Finding(
        "plan of a search",
        "",
        isIndexWanted
            ? "uses the index before and after the run"
            : "uses no index before and after the run",
        "before: " + word(usedIndexBefore) + ", after: " + word(after),
        usedIndexBefore == isIndexWanted && after == isIndexWanted
            ? Verdict.PASS
            : Verdict.INVALID);
  }

  /**
   * Returns what the plan of a search with a filter is. Whether an index is worth it there is for
   * the planner to decide, but readers have to know.
   */
  Finding findingOfFiltered(String name, int percent, LoadedData data, Connection connection)
      throws SQLException {
    boolean usesIndex = usesIndex(data, connection, percent, Map.of());
    return new Finding(
        "plan of " + name,
        "",
        "says whether its latency is that of the index",
        usesIndex ? "after: index" : "after: no index; its latency is that of reading rows",
        usesIndex ? Verdict.PASS : Verdict.NOT_APPLICABLE);
  }

  private static String word(boolean usesIndex) {
    return usesIndex ? "index" : "no index";
  }

  /**
   * Returns whether the plan of a search uses the index.
   *
   * @param connection in autocommit; its settings are as before when this returns
   * @param percent of the rows that the filter of the search leaves
   * @param more settings than those of all sessions
   */
  boolean usesIndex(LoadedData data, Connection connection, int percent, Map<String, String> more)
      throws SQLException {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(more);
    Object query = new Queries(data, options).bindable(0);
    connection.setAutoCommit(false);
    try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)");
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN " + Search.text(percent, options))) {
      for (Map.Entry<String, String> setting : all.entrySet()) {
        set.setString(1, setting.getKey());
        set.setString(2, setting.getValue());
        set.execute();
      }
      for (int i = 1; i <= Search.binds(options); i++) {
        explain.setObject(i, query);
      }
      boolean found = false;
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          found |= lines.getString(1).contains(VectorSchema.INDEX);
        }
      }
      return found;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
