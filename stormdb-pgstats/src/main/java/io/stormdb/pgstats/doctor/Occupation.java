package io.stormdb.pgstats.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What else goes on on a server at one moment; the session that looks is left out everywhere.
 *
 * @param used connections of clients
 * @param usedByUser those of the connected user
 * @param usedInDatabase those to the connected database
 * @param max {@code max_connections}
 * @param reserved how many of those ordinary users cannot have
 * @param active sessions that run a statement, as far as the user may see
 * @param hidden sessions of which the user may not see what they do
 * @param vacuums processes that vacuum or analyze, as far as the user may see
 * @param checkpoint whether a checkpoint is running; empty if the user may not see that
 */
record Occupation(
    int used,
    int usedByUser,
    int usedInDatabase,
    int max,
    int reserved,
    int active,
    int hidden,
    int vacuums,
    Optional<Boolean> checkpoint) {

  /** The kind of others' sessions is hidden from those without a privilege, and so is the state. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */
             count(*) FILTER (WHERE client), count(*) FILTER (WHERE client AND usename = current_user),
             count(*) FILTER (WHERE client AND datname = current_database()),
             current_setting('max_connections')::int,
             current_setting('superuser_reserved_connections')::int
               + coalesce(current_setting('reserved_connections', true)::int, 0),
             count(*) FILTER (WHERE client AND state IN ('active', 'fastpath function call')),
             count(*) FILTER (WHERE client AND state IS NULL),
             count(*) FILTER (WHERE backend_type = 'autovacuum worker'
                                 OR (state = 'active' AND query ~* '^\\s*(vacuum|analyze)\\M')),
             bool_or(wait_event IS DISTINCT FROM 'CheckpointerMain')
               FILTER (WHERE backend_type = 'checkpointer')
        FROM (SELECT *, backend_type = 'client backend'
                          OR (backend_type IS NULL AND datname IS NOT NULL) AS client
                FROM pg_stat_activity WHERE pid <> pg_backend_pid()) others
      """;

  static Occupation of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      Object checkpoint = row.getObject(9);
      return new Occupation(
          row.getInt(1),
          row.getInt(2),
          row.getInt(3),
          row.getInt(4),
          row.getInt(5),
          row.getInt(6),
          row.getInt(7),
          row.getInt(8),
          checkpoint instanceof Boolean running ? Optional.of(running) : Optional.empty());
    }
  }

  /** Returns how many connections the user of a session can open when that session has ended. */
  int free(SessionFacts session) {
    int free = max - (session.superuser() ? 0 : reserved) - used;
    if (!session.superuser() && session.userLimit() >= 0) {
      free = Math.min(free, session.userLimit() - usedByUser);
    }
    if (!session.superuser() && session.databaseLimit() >= 0) {
      free = Math.min(free, session.databaseLimit() - usedInDatabase);
    }
    return Math.max(0, free);
  }
}
