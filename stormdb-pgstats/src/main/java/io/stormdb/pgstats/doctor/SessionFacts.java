package io.stormdb.pgstats.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * What a session of the load may do on a server.
 *
 * @param majorVersion of the server
 * @param version in words
 * @param user whose session it is
 * @param superuser whether that user may do everything
 * @param database where it is
 * @param standby whether the server only replays what another one wrote
 * @param readOnly whether transactions may only read unless they ask for more
 * @param mayCreate whether the user may create schemas in the database
 * @param mayMonitor whether the user sees what sessions of others do
 * @param local whether the server is reached without a network
 * @param pooled whether a pooler is in between
 * @param userLimit the most connections of the user, or -1
 * @param databaseLimit the most connections to the database, or -1
 * @param ownSchemas how many schemas of the database the user owns
 */
record SessionFacts(
    int majorVersion,
    String version,
    String user,
    boolean superuser,
    String database,
    boolean standby,
    boolean readOnly,
    boolean mayCreate,
    boolean mayMonitor,
    boolean local,
    boolean pooled,
    int userLimit,
    int databaseLimit,
    int ownSchemas) {

  private static final String SQL =
      """
      SELECT /* stormdb:stats */ current_setting('server_version_num')::int / 10000,
             current_setting('server_version'), current_user,
             (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), current_database(),
             pg_is_in_recovery(), current_setting('default_transaction_read_only')::bool,
             has_database_privilege(current_database(), 'CREATE'),
             pg_has_role('pg_read_all_stats', 'USAGE'), inet_server_addr() IS NULL,
             pg_backend_pid(),
             (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
             (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),
             (SELECT count(*) FROM pg_namespace WHERE nspowner = current_user::regrole)
      """;

  static SessionFacts of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      return new SessionFacts(
          row.getInt(1),
          row.getString(2),
          row.getString(3),
          row.getBoolean(4),
          row.getString(5),
          row.getBoolean(6),
          row.getBoolean(7),
          row.getBoolean(8),
          row.getBoolean(9),
          row.getBoolean(10),
          // a pooler gives its clients numbers of its own
          row.getInt(11) != connection.unwrap(PGConnection.class).getBackendPID(),
          row.getInt(12),
          row.getInt(13),
          row.getInt(14));
    }
  }
}
