package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.WorkerRecorder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A transaction of one statement on a real server, by the engine and by the driver alone. What the
 * first allocates more than the second is the engine's own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls start() first
public class TransactionBenchmark {

  private static final int ROWS = 1_000;
  private static final Sql READ = Sql.of("read", "SELECT value FROM benchmark WHERE id = ?");

  private EmbeddedServer server;
  private Connection driver;
  private PreparedStatement prepared;
  private Connection connection;
  private final Rng random = new Rng(1);
  private final TransactionType type =
      TransactionType.single(
          "read", 1, tx -> tx.query(READ).bind(tx.random().between(1, ROWS)).drain());
  private final TransactionType.Instance instance = type.instantiate();
  private final WorkerRecorder recorder =
      new WorkerRecorder(1, StatementKind.values().length, false);
  private Execution execution;
  private Connection timedConnection;
  private Execution timed;

  /** Starts a server with a table. */
  @Setup
  public void start() throws SQLException {
    server = EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"));
    ServerAddress address =
        new ServerAddress(
            server.socketDirectory().map(Path::toString).orElse(server.host()),
            server.port(),
            server.database(),
            server.user(),
            Optional.of(Password.of(server.password())),
            SslMode.DISABLE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    driver = address.dataSource().getConnection();
    Database.execute(driver, "CREATE TABLE benchmark (id int PRIMARY KEY, value int)");
    Database.execute(
        driver,
        "INSERT INTO benchmark SELECT id, id FROM generate_series(1, %d) id".formatted(ROWS));
    Database.execute(driver, "ANALYZE benchmark");
    prepared = driver.prepareStatement(READ.text());
    connection = address.dataSource().getConnection();
    timedConnection = address.dataSource().getConnection();
    execution = execution(RunPlan.of("any"), connection);
    timed = execution(RunPlan.of("any").detail(Detail.DEFAULT.perStatement(true)), timedConnection);
  }

  private Execution execution(RunPlan plan, Connection on) {
    PhaseRecorder phase = new PhaseRecorder(1, 1, StatementKind.values().length, false);
    Schedule schedule = new Schedule(System.nanoTime(), 0, Long.MAX_VALUE);
    RunState run =
        new RunState(
            plan.workers(1),
            List.of(type),
            Mix.WEIGHTED,
            schedule,
            NanoClock.SYSTEM,
            phase,
            phase,
            new ErrorLog(),
            new ConcurrentHashMap<>(),
            new DeferredQueue(0),
            List.of(new double[] {1}),
            null,
            null,
            Seen.nothing(),
            null,
            new ErrorWatch(plan.workers(1), schedule, NanoClock.SYSTEM, phase));
    Session session = new Session(on, Isolation.READ_COMMITTED);
    Sessions pinned = new Sessions.Pinned(session, () -> session);
    return new Execution(run, 0, random, Lanes.one(pinned));
  }

  /** Stops the server. */
  @TearDown
  public void stop() throws SQLException {
    connection.close();
    timedConnection.close();
    driver.close();
    server.close();
  }

  /** The driver alone. */
  @Benchmark
  public long driver() throws SQLException {
    prepared.setInt(1, random.between(1, ROWS));
    long rows = 0;
    try (ResultSet result = prepared.executeQuery()) {
      while (result.next()) {
        rows++;
      }
    }
    return rows;
  }

  /** The engine: the same, with retries, clocks, counts and a record of it. */
  @Benchmark
  public void engine() {
    long now = System.nanoTime();
    execution.execute(type, instance, 0, now, now, true, recorder);
  }

  /** The engine, timing each statement as well. */
  @Benchmark
  public void engineTimingStatements() {
    long now = System.nanoTime();
    timed.execute(type, instance, 0, now, now, true, recorder);
  }
}
