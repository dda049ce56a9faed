package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A connection that looks at statistics, changes nothing and never waits long. All views are read
 * in one transaction. Statements are read outside of it and nearer to the load, so that the
 * commands that begin and end it are not taken for the load's.
 */
final class StatisticsSession implements AutoCloseable {

  static final String APPLICATION_NAME = "stormdb:stats";

  private static final List<CatalogView<?>> VIEWS =
      List.of(
          Snapshot.DATABASE,
          Snapshot.BLOCKS,
          Snapshot.WAL,
          Snapshot.CHECKPOINTS,
          Snapshot.CONNECTIONS,
          Snapshot.CACHE);

  private static final int NETWORK_LIMIT_MILLIS = 15_000;
  private static final int ALIVE_LIMIT_SECONDS = 2;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Before 15, a process apart collects what sessions send, and shows it twice a second. */
  private static final long STILL_BEFORE_15_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  private static final long STILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Connection connection;

  private StatisticsSession(Connection connection) {
    this.connection = connection;
  }

  static StatisticsSession open(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, NETWORK_LIMIT_MILLIS);
      connection.setReadOnly(true);
      StatisticsSession session = new StatisticsSession(connection);
      session.execute("SET /* stormdb:stats */ application_name = '" + APPLICATION_NAME + "'");
      session.execute("SET /* stormdb:stats */ statement_timeout = '5s'");
      return session;
    } catch (SQLException e) {
      close(connection, e);
      throw e;
    }
  }

  boolean isAlive() throws SQLException {
    return connection.isValid(ALIVE_LIMIT_SECONDS);
  }

  /** Looks at the server before the load. */
  Snapshot before(boolean wantsStatements) throws SQLException {
    Server server = Server.of(connection);
    Map<CatalogView<?>, Observed<Counters>> views = views(server, () -> {});
    return new Snapshot(server, views, statements(server, wantsStatements, false));
  }

  /** Looks at what the sessions of the load are doing. */
  void look(WaitSampler waits) throws SQLException {
    waits.look(connection);
  }

  /**
   * Looks at the server after the load, at its views when their counters stand still: sessions hand
   * in what they have counted with a delay, and at the latest when they end.
   */
  Snapshot after(boolean wantsStatements) throws SQLException {
    Server server = Server.of(connection);
    Optional<Observed<StatementCounters>> statements = statements(server, wantsStatements, true);
    return new Snapshot(server, views(server, () -> awaitRest(server)), statements);
  }

  private void awaitRest(Server server) throws SQLException {
    long still = server.majorVersion() >= 15 ? STILL_NANOS : STILL_BEFORE_15_NANOS;
    long start = System.nanoTime();
    long changed = start;
    List<Observed<Counters>> last = List.of();
    while (System.nanoTime() - changed < still && System.nanoTime() - start < STILL_LIMIT_NANOS) {
      // a transaction keeps what it has once seen
      execute("SELECT /* stormdb:stats */ pg_stat_clear_snapshot()");
      List<Observed<Counters>> now =
          List.of(read(Snapshot.DATABASE, server), read(Snapshot.CHECKPOINTS, server));
      if (!now.equals(last)) {
        last = now;
        changed = System.nanoTime();
      }
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  private Map<CatalogView<?>, Observed<Counters>> views(Server server, Step first)
      throws SQLException {
    connection.setAutoCommit(false);
    first.run();
    Map<CatalogView<?>, Observed<Counters>> views = new LinkedHashMap<>();
    for (CatalogView<?> view : VIEWS) {
      views.put(view, read(view, server));
    }
    connection.commit();
    connection.setAutoCommit(true);
    return views;
  }

  private Optional<Observed<StatementCounters>> statements(
      Server server, boolean wanted, boolean texts) throws SQLException {
    if (!wanted) {
      return Optional.empty();
    }
    return Optional.of(
        attempt(
            server,
            StatementsView.NAME,
            "EXECUTE ON FUNCTION pg_stat_statements",
            () -> StatementsView.read(connection, server, texts)));
  }

  private Observed<Counters> read(CatalogView<?> view, Server server) throws SQLException {
    String obstacle = view.obstacle(server);
    return obstacle.isEmpty()
        ? attempt(server, view.name(), "SELECT ON " + view.name(), () -> row(view.sql(server)))
        : new Observed.Missing<>(obstacle);
  }

  private Observed<Counters> row(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next()
          ? new Observed.Seen<>(Counters.ofRow(row))
          : new Observed.Missing<>("the server has no row for this database yet");
    }
  }

  private interface Reading<T> {
    Observed<T> read() throws SQLException;
  }

  /** What one view refuses must not take the others along. */
  private <T> Observed<T> attempt(Server server, String view, String privilege, Reading<T> reading)
      throws SQLException {
    boolean inTransaction = !connection.getAutoCommit();
    if (inTransaction) {
      execute("SAVEPOINT /* stormdb:stats */ one_view");
    }
    try {
      return reading.read();
    } catch (SQLException e) {
      if (inTransaction) {
        execute("ROLLBACK TO SAVEPOINT /* stormdb:stats */ one_view");
      } else if (!isAlive()) {
        throw e;
      }
      return new Observed.Missing<>(
          "42501".equals(e.getSQLState())
              ? "user '%s' may not read %s (%s); let a superuser run: GRANT %s TO %s"
                  .formatted(server.user(), view, message(e), privilege, server.user())
              : "%s cannot be read: %s".formatted(view, message(e)));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns what the server said, on one line. */
  static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getName())
        .strip()
        .replaceAll("\\s*\\R\\s*", "; ");
  }

  private static void close(Connection connection, SQLException reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
