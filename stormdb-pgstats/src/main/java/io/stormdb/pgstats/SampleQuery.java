package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One statement that reads all views that are sampled: one way there and back, and one transaction,
 * however many there are.
 */
final class SampleQuery {

  private static final List<CatalogQuery> VIEWS =
      List.of(
          Snapshot.DATABASE,
          Snapshot.CHECKPOINTS,
          Snapshot.WAL,
          Snapshot.POSITION,
          Snapshot.IO,
          Snapshot.SLRU,
          Snapshot.ARCHIVER,
          Snapshot.REPLICATION,
          Snapshot.PROCESSES);

  /** Begins the columns of a view. */
  private static final String MARK = "view ";

  private final List<CatalogQuery> views;
  private final Map<String, String> missing;
  private final String sql;

  private SampleQuery(List<CatalogQuery> views, Map<String, String> missing, Server server) {
    this.views = views;
    this.missing = Map.copyOf(missing);
    this.sql = sql(views, server);
  }

  /** Says whether a view can be read. */
  interface Trial {
    /** Returns why not, or an empty text if it can. */
    String whyNot(CatalogQuery view) throws SQLException;
  }

  /** Finds out what can be read, so that what cannot does not take the rest along. */
  static SampleQuery of(Server server, Trial trial) throws SQLException {
    List<CatalogQuery> readable = new ArrayList<>();
    Map<String, String> missing = new HashMap<>();
    for (CatalogQuery view : VIEWS) {
      String why = trial.whyNot(view);
      if (why.isEmpty()) {
        readable.add(view);
      } else {
        missing.put(view.name(), why);
      }
    }
    return new SampleQuery(readable, missing, server);
  }

  private static String sql(List<CatalogQuery> views, Server server) {
    StringBuilder columns =
        new StringBuilder("SELECT /* stormdb:stats */ ").append(ServerEpoch.COLUMNS);
    StringBuilder from = new StringBuilder(" FROM (SELECT 1) one");
    for (int i = 0; i < views.size(); i++) {
      columns.append(", %1$s AS \"%2$s%1$s\", v%1$s.*".formatted(i, MARK));
      from.append(" LEFT JOIN (").append(views.get(i).sql(server)).append(") v" + i + " ON true");
    }
    return columns.append(from).toString();
  }

  /** Returns why some views are not read, by their names. */
  Map<String, String> missing() {
    return missing;
  }

  /**
   * Reads everything.
   *
   * @param waits what the sessions of the load have been seen doing so far
   */
  Sample read(Connection connection, Counters waits) throws SQLException {
    long started = System.nanoTime();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      long ended = System.nanoTime();
      row.next();
      Map<String, Observed<Counters>> seen = new HashMap<>();
      seen.put(WaitSampler.NAME, new Observed.Seen<>(waits));
      String autovacuum = "";
      ResultSetMetaData columns = row.getMetaData();
      int from = firstMark(columns);
      for (CatalogQuery view : views) {
        int to = from + 1;
        while (to <= columns.getColumnCount() && !columns.getColumnLabel(to).startsWith(MARK)) {
          if (columns.getColumnLabel(to).equals(ProcessesView.AUTOVACUUM)) {
            autovacuum = Objects.requireNonNullElse(row.getString(to), "");
          }
          to++;
        }
        seen.put(
            view.name(),
            new Observed.Seen<>(Counters.ofRow(row, from + 1, to, ProcessesView.AUTOVACUUM)));
        from = to;
      }
      return new Sample(
          // the server looked at some moment in between
          started + (ended - started) / 2, ServerEpoch.ofRow(row), seen, autovacuum);
    }
  }

  private static int firstMark(ResultSetMetaData columns) throws SQLException {
    int column = 1;
    while (column <= columns.getColumnCount() && !columns.getColumnLabel(column).startsWith(MARK)) {
      column++;
    }
    return column;
  }
}
