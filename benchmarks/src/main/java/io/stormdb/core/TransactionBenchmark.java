package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.core.socket.SetupTimes;
import io.stormdb.core.wire.WireSession;
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
import org.openjdk.jmh.annotations.Level;
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
  private final PhaseRecorder phase = phase();
  private final PhaseRecorder timedPhase = phase();
  private final WorkerRecorder recorder = phase.worker(0);
  private final WorkerRecorder timedRecorder = timedPhase.worker(0);
  private Execution execution;
  private Connection timedConnection;
  private Execution timed;
  private final TransactionType script =
      TransactionType.script(
          "read",
          1,
          () -> new int[1],
          (worker, key) -> key[0] = worker.random().between(1, ROWS),
          List.of(ScriptedStatement.query(READ, (to, key) -> to.bind(key[0]))));
  private final PhaseRecorder directPhase = phase();
  private Connection directConnection;
  private Sending direct;

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
    execution = execution(RunPlan.of("any"), phase, connection);
    timed =
        execution(
            RunPlan.of("any").detail(Detail.DEFAULT.perStatement(true)),
            timedPhase,
            timedConnection);
    direct = direct(address);
  }

  private Sending direct(ServerAddress address) throws SQLException {
    SetupTimes times = SetupTimes.begin();
    directConnection = address.dataSource().getConnection();
    times.end();
    WireSession wire = new WireSession(directConnection, times.channel().orElseThrow());
    ScriptedLoop worker =
        new ScriptedLoop(
            state(RunPlan.of("any"), script, directPhase),
            0,
            lanes(directConnection),
            Long.MAX_VALUE,
            null);
    worker.choose();
    Sending sending = new Sending(worker, NanoClock.SYSTEM, wire, Thread.currentThread());
    sending.begin();
    return sending;
  }

  private static PhaseRecorder phase() {
    return new PhaseRecorder(1, 1, StatementKind.values().length, false);
  }

  private static RunState state(RunPlan plan, TransactionType of, PhaseRecorder phase) {
    Schedule schedule = new Schedule(System.nanoTime(), 0, Long.MAX_VALUE);
    return new RunState(
        plan.workers(1),
        List.of(of),
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
  }

  private static Lanes lanes(Connection on) {
    Session session = new Session(on, Isolation.READ_COMMITTED);
    return Lanes.one(new Sessions.Pinned(session, () -> session));
  }

  private Execution execution(RunPlan plan, PhaseRecorder phase, Connection on) {
    return new Execution(state(plan, type, phase), 0, random, lanes(on));
  }

  /** Takes what was recorded, as a run does each second; it must be all that was meant to be. */
  @TearDown(Level.Iteration)
  public void take() {
    take(phase, false);
    take(timedPhase, true);
    take(directPhase, false);
  }

  private static void take(PhaseRecorder phase, boolean timed) {
    long transactions = phase.flip().types().get(0).counts().committed();
    long statements =
        phase.lastOfStatements().values().stream().mapToLong(each -> each.times().count()).sum();
    if (statements != (timed ? transactions : 0)) {
      throw new IllegalStateException(
          "%s transactions of one statement committed, %s statements timed"
              .formatted(transactions, statements));
    }
  }

  /** Stops the server. */
  @TearDown
  public void stop() throws SQLException {
    connection.close();
    timedConnection.close();
    // the answer to what was sent last is still to come
    directConnection.abort(Runnable::run);
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

  /** A worker whose transactions are scripts, past the driver: an answer, and the next request. */
  @Benchmark
  public void direct() {
    if (direct.proceed() != Conversation.Next.READ) {
      throw new IllegalStateException("the transaction has failed", direct.failure());
    }
  }

  /** The engine, timing each statement as well. */
  @Benchmark
  public void engineTimingStatements() {
    long now = System.nanoTime();
    timed.execute(type, instance, 0, now, now, true, timedRecorder);
  }
}
