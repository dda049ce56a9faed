package io.stormdb.workloads.bulk;

import io.stormdb.api.Counter;
import io.stormdb.api.Figure;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One combination: its transaction, and the step in which it runs alone. */
final class BulkStep {

  /** Rows of batches that were committed. */
  static final Counter ROWS = Counter.of("rows_inserted");

  private static final Counter WAITED = Counter.of(".rows_waited_nanos");
  private static final double MEGABYTE = 1e6;

  private final Combination combination;
  private final Options options;
  private final long seed;
  private final int workers;
  private final int waiting;
  private final Consumer<Measurement> measured;
  private volatile @Nullable RowSupply supply;
  private OptionalDouble generatorSpeed = OptionalDouble.empty();
  private String walStart = "";

  /** A worker's batch. */
  private static final class Hand {
    private @Nullable Batch batch;
    private long waitedNanos;
  }

  /**
   * Prepares a step.
   *
   * @param seed of the rows
   * @param workers how many send batches
   * @param measured hears what came of it
   * @throws IllegalArgumentException if the batches do not fit into memory
   */
  BulkStep(
      Combination combination,
      Options options,
      long seed,
      int workers,
      Consumer<Measurement> measured) {
    this.combination = combination;
    this.options = options;
    this.seed = seed;
    this.workers = workers;
    this.waiting = new Memory(options, combination, workers).waiting();
    this.measured = measured;
  }

  TransactionType type() {
    Method.Sender sender = combination.method().sender(combination.batchSize());
    TransactionType.Draw<Hand> draw = (worker, hand) -> draw(hand);
    TransactionType.BodyWith<Hand> body = (tx, hand) -> send(sender, tx, hand);
    return combination.method().isSingleStatement(combination.batchSize())
        ? TransactionType.single(combination.name(), 1, Hand::new, draw, body)
        : TransactionType.of(combination.name(), 1, Hand::new, draw, body);
  }

  /** Takes the next batch. The wait for it is no part of the transaction, so it is taken down. */
  private void draw(Hand hand) {
    RowSupply current = supply;
    if (current == null) {
      throw new IllegalStateException("step " + combination.name() + " was not prepared");
    }
    if (options.collectMetrics()) {
      long asked = System.nanoTime();
      hand.batch = current.swap(hand.batch);
      hand.waitedNanos = System.nanoTime() - asked;
    } else {
      hand.batch = current.swap(hand.batch);
    }
  }

  private void send(Method.Sender sender, Tx tx, Hand hand) throws SQLException {
    Batch batch = hand.batch;
    if (batch == null) {
      throw new IllegalStateException("there is no batch to send");
    }
    long taken = sender.send(tx, batch);
    if (taken != batch.rows()) {
      throw new SQLException(
          "the server should have taken %d rows, took %d".formatted(batch.rows(), taken));
    }
    tx.count(ROWS, taken);
    tx.count(WAITED, hand.waitedNanos);
  }

  Step step() {
    Step step =
        Step.of(combination.name())
            .attribute("method", combination.method().key())
            .attribute("batch_size", Integer.toString(combination.batchSize()))
            .attribute("indexes", combination.indexed() ? "with" : "without")
            .attribute("logging", combination.logged() ? "logged" : "unlogged")
            .weights(Map.of(combination.name(), 1.0))
            .preparation(this::prepare)
            .observation(this::observe);
    return combination.method() == Method.INSERT_REWRITE
        ? step.driverProperty("reWriteBatchedInserts", "true")
        : step;
  }

  private void prepare(Connection connection) throws SQLException {
    BulkSchema.reset(connection, combination.indexed(), combination.logged());
    RowSupply fresh =
        new RowSupply(
            combination.method(),
            combination.batchSize(),
            seed,
            options.producerThreads(),
            waiting,
            workers);
    double speed = fresh.fill();
    if (options.collectMetrics()) {
      // again: the first time, Java was still compiling
      fresh.drop();
      speed = Math.max(speed, fresh.fill());
      generatorSpeed = OptionalDouble.of(speed);
    }
    supply = fresh;
    walStart = text(connection, "SELECT pg_current_wal_insert_lsn()");
  }

  private List<Figure> observe(Connection connection, RunTotals totals) throws SQLException {
    RowSupply used = supply;
    supply = null;
    if (used != null) {
      used.close();
    }
    // before the rows are counted, which can write to the WAL as well
    double wal =
        Double.parseDouble(
            text(
                connection,
                "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + walStart + "')"));
    long found = Long.parseLong(text(connection, "SELECT count(*) FROM " + BulkSchema.TABLE));
    long bytes =
        Long.parseLong(text(connection, "SELECT pg_table_size('" + BulkSchema.TABLE + "')"));
    double seconds = totals.measured().toNanos() / 1e9;
    long rows = totals.counted(ROWS);
    OptionalDouble waitedShare =
        options.collectMetrics() && seconds > 0
            ? OptionalDouble.of(totals.counted(WAITED) / (workers * seconds * 1e9))
            : OptionalDouble.empty();
    Optional<Double> rowsPerSecond = seconds > 0 ? Optional.of(rows / seconds) : Optional.empty();
    measured.accept(
        new Measurement(
            combination,
            totals.committed(combination.name()),
            rowsPerSecond,
            totals.percentile(combination.name(), 95),
            found,
            rows + totals.warmupCounted(ROWS),
            waitedShare));
    List<Figure> figures = new ArrayList<>();
    rowsPerSecond.ifPresent(speed -> figures.add(Figure.speed("rows/s", speed)));
    if (found > 0) {
      rowsPerSecond.ifPresent(
          speed -> figures.add(Figure.of("MB/s", speed * bytes / found / MEGABYTE)));
      figures.add(Figure.of("WAL bytes/row", wal / found));
    }
    generatorSpeed.ifPresent(speed -> figures.add(Figure.of("generator rows/s", speed)));
    return figures;
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
