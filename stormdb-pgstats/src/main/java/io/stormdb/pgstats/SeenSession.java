package io.stormdb.pgstats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as it was seen at one moment.
 *
 * @param pid the process of the server that served it; 0 for a prepared transaction, which has none
 * @param application its {@code application_name}; blank if it has none
 * @param state as in {@code pg_stat_activity}; blank if the user may not see it
 * @param statement the statement that it was running, or had run last, without values; empty if the
 *     user may not see it
 * @param name the load's name for that statement; empty if it is not one of the load's
 */
public record SeenSession(
    int pid, String application, String state, Optional<String> statement, Optional<String> name) {

  /** What the server shows instead of the statement to those who may not see it. */
  static final String HIDDEN = "<insufficient privilege>";

  /**
   * Reads the columns {@code pid}, {@code application_name}, {@code state}, {@code query} and
   * {@code is_cut}, which says whether the server may have cut the statement short.
   */
  static SeenSession ofRow(ResultSet row) throws SQLException {
    String query = row.getString("query");
    boolean isCut = row.getBoolean("is_cut");
    return new SeenSession(
        row.getInt("pid"),
        orBlank(row.getString("application_name")),
        orBlank(row.getString("state")),
        Optional.ofNullable(query)
            .filter(text -> !text.isBlank() && !text.equals(HIDDEN))
            .map(text -> isCut ? SqlText.cut(text) : SqlText.withoutValues(text)),
        Optional.empty());
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Returns the same with the name of its statement. */
  SeenSession named(StatementNames names) {
    return new SeenSession(pid, application, state, statement, statement.flatMap(names::of));
  }
}
