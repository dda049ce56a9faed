package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

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
          Snapshot.POSITION,
          Snapshot.CHECKPOINTS,
          Snapshot.CONNECTIONS,
          Snapshot.CACHE,
          Snapshot.IO,
          Snapshot.SLRU,
          Snapshot.ARCHIVER,
          Snapshot.REPLICATION);

  private static final String NO_PRIVILEGE = "42501";
  private static final int NETWORK_LIMIT_MILLIS = 15_000;
  private static final int ALIVE_LIMIT_SECONDS = 2;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Before 15, a process apart collects what sessions send, and shows it twice a second. */
  private static final long STILL_BEFORE_15_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  private static final long STILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Sessions that a pooler keeps hand in what is left only after 10 s without work. */
  private static final long STILL_POOLED_NANOS = TimeUnit.MILLISECONDS.toNanos(10_500);

  private static final long STILL_POOLED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Connection connection;
  private final boolean pooled;
  private @Nullable Server server;
  private final BackendCpu cpu;
  private @Nullable SampleQuery samples;
  private @Nullable Observed<ProcessorReader> processors;

  private StatisticsSession(Connection connection) throws SQLException {
    this.connection = connection;
    this.pooled = isPooled(connection);
    this.cpu = BackendCpu.of(connection, pooled);
  }

  /** A pooler gives its clients numbers of its own, and not those of processes of the server. */
  private static boolean isPooled(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT /* stormdb:stats */ pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  static StatisticsSession open(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, NETWORK_LIMIT_MILLIS);
      connection.setReadOnly(true);
      StatisticsSession session = new StatisticsSession(connection);
      if (!session.pooled) {
        session.limit("SESSION");
      }
      return session;
    } catch (SQLException e) {
      close(connection, e);
      throw e;
    }
  }

  private void limit(String scope) throws SQLException {
    String set = "SET /* stormdb:stats */ " + scope + " ";
    execute(set + "application_name = '" + APPLICATION_NAME + "'");
    execute(set + "statement_timeout = '5s'");
  }

  boolean isAlive() throws SQLException {
    return connection.isValid(ALIVE_LIMIT_SECONDS);
  }

  /** Looks at the server before the load. */
  Snapshot before(boolean wantsStatements) throws SQLException {
    Server server = Server.of(connection);
    Views views = views(server, () -> {});
    return new Snapshot(
        server,
        views.numbers(),
        views.relations(),
        statements(server, wantsStatements, false),
        new Observed.Missing<>("facts are read after the load"));
  }

  /** Looks at what sessions are doing. */
  void look(WaitSampler waits) throws SQLException {
    Server known = server;
    if (known == null) {
      known = Server.of(connection);
      server = known;
    }
    try {
      waits.look(connection, known.majorVersion());
    } catch (SQLException e) {
      if (!NO_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
      String view = Snapshot.PROCESSES.name();
      waits.refused(refusal(known, view, "SELECT ON " + view, e));
    }
  }

  /** Reads all counters that are followed through the run. */
  Sample sample(WaitSampler waits) throws SQLException {
    SampleQuery query = samples;
    if (query == null) {
      Server server = Server.of(connection);
      query = SampleQuery.of(server, view -> read(view, server).whyMissing().orElse(""));
      samples = query;
    }
    return query.read(connection, waits.totals());
  }

  /** Returns how long the processors of the server's machine have been at work so far. */
  Observed<ProcessorTimes> processors() throws SQLException {
    Observed<ProcessorReader> reader = processors;
    if (reader == null) {
      ServerFiles files = ServerFiles.of(connection, Server.of(connection).user());
      reader = ProcessorReader.of(files, KernelFiles.ofClient());
      processors = reader;
    }
    return reader instanceof Observed.Missing<ProcessorReader> missing
        ? new Observed.Missing<>(missing.reason())
        : reader.find().orElseThrow().read(System.nanoTime());
  }

  /** Returns why some views are not sampled, by their names; empty before the first sample. */
  Map<String, String> notSampled() {
    return samples == null ? Map.of() : samples.missing();
  }

  /** Returns the processor time that the server has spent on this connection so far. */
  Observed<Duration> cpu() {
    return cpu.soFar();
  }

  /**
   * Looks at the server after the load, at its views when their counters stand still: sessions hand
   * in what they have counted with a delay, and at the latest when they end.
   */
  Snapshot after(boolean wantsStatements) throws SQLException {
    Server server = Server.of(connection);
    Optional<Observed<StatementCounters>> statements = statements(server, wantsStatements, true);
    Views views = views(server, () -> awaitRest(server));
    return new Snapshot(server, views.numbers(), views.relations(), statements, facts(server));
  }

  /** What this session has set for itself is no setting of the server. */
  private Observed<ServerFacts> facts(Server server) throws SQLException {
    if (pooled) {
      return FactsReader.read(connection, server);
    }
    execute("RESET /* stormdb:stats */ statement_timeout");
    Observed<ServerFacts> facts = FactsReader.read(connection, server);
    limit("SESSION");
    return facts;
  }

  private void awaitRest(Server server) throws SQLException {
    long still =
        pooled
            ? STILL_POOLED_NANOS
            : server.majorVersion() >= 15 ? STILL_NANOS : STILL_BEFORE_15_NANOS;
    long limit = pooled ? STILL_POOLED_LIMIT_NANOS : STILL_LIMIT_NANOS;
    long start = System.nanoTime();
    long changed = start;
    List<Observed<Counters>> last = List.of();
    while (System.nanoTime() - changed < still && System.nanoTime() - start < limit) {
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

  /**
   * What one transaction has read.
   *
   * @param numbers of the views with one row
   * @param relations of the views with a row for each table or index
   */
  private record Views(
      Map<CatalogView<?>, Observed<Counters>> numbers, Observed<RelationCounters> relations) {}

  private Views views(Server server, Step first) throws SQLException {
    connection.setAutoCommit(false);
    if (pooled) {
      // what is set for a session may be somebody else's in the next transaction
      limit("LOCAL");
    }
    first.run();
    Map<CatalogView<?>, Observed<Counters>> views = new LinkedHashMap<>();
    for (CatalogView<?> view : VIEWS) {
      views.put(view, read(view, server));
    }
    Observed<RelationCounters> relations =
        attempt(
            server,
            RelationsView.NAME,
            "SELECT ON " + RelationsView.NAME,
            () -> RelationsView.read(connection, server));
    connection.commit();
    connection.setAutoCommit(true);
    return new Views(views, relations);
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

  private Observed<Counters> read(CatalogQuery view, Server server) throws SQLException {
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
          NO_PRIVILEGE.equals(e.getSQLState())
              ? refusal(server, view, privilege, e)
              : "%s cannot be read: %s".formatted(view, message(e)));
    }
  }

  private static String refusal(Server server, String view, String privilege, SQLException e) {
    return "user '%s' may not read %s (%s); let a superuser run: GRANT %s TO %s"
        .formatted(server.user(), view, message(e), privilege, server.user());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns whether an error means that the connection is of no more use. */
  static boolean isLost(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return state.startsWith("08") || state.startsWith("57P");
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
