package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Isolation;
import io.stormdb.api.Measure;
import io.stormdb.api.Query;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Update;
import io.stormdb.api.UserSession;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one worker, one after another, each on the session that it is given: begins,
 * commits, rolls back, and counts statements. Used again for each transaction, so that none
 * allocates anything here.
 */
final class WorkerTx implements Tx {

  private static final int KINDS = StatementKind.values().length;

  private final int number;
  private final int workers;
  private final Rng random;
  private final Isolation runIsolation;
  private final Map<Integer, Counter> countersSeen;
  private final Map<Integer, Sql> statementsSeen;
  private final long[] statements = new long[KINDS];
  private final long[] rows = new long[KINDS];
  private final PendingValues measured;
  private final @Nullable StatementTimer timer;

  private @Nullable Session session;
  private long[] counted = new long[0];
  private boolean[] isTouched = new boolean[0];
  private boolean[] isKnown = new boolean[0];
  private int[] countersTouched = new int[0];
  private int touched;
  private @Nullable QueryStatement openQuery;
  private boolean singleStatement;
  // a single statement, too, is in a transaction where each of them sets what it needs
  private boolean explicit;
  private boolean sent;
  private boolean rollback;
  private long queuedNanos;
  private @Nullable UserSession user;

  /**
   * Starts without a session.
   *
   * @param isolation the level of transactions that do not insist on one
   * @param countersSeen collects the counters of the workload by ordinal; shared by all workers
   * @param statementsSeen collects its statements, in the same way
   * @param measured keeps the values that a transaction measures
   * @param timer times statements; {@code null} if nobody asked for that
   */
  WorkerTx(
      int number,
      int workers,
      Rng random,
      Isolation isolation,
      Map<Integer, Counter> countersSeen,
      Map<Integer, Sql> statementsSeen,
      PendingValues measured,
      @Nullable StatementTimer timer) {
    this.number = number;
    this.workers = workers;
    this.random = random;
    this.runIsolation = isolation;
    this.countersSeen = countersSeen;
    this.statementsSeen = statementsSeen;
    this.measured = measured;
    this.timer = timer;
  }

  /** Takes the session that transactions run on from now on; {@code null} takes it away. */
  void use(@Nullable Session another) {
    session = another;
  }

  private Session session() {
    if (session == null) {
      throw new IllegalStateException(
          "a transaction has a connection only while it runs, not while its arguments are drawn");
    }
    return session;
  }

  /**
   * Runs a transaction to its end.
   *
   * @return whether it was committed; otherwise it was rolled back as expected
   * @throws SQLException if it failed; call {@link #undo} then
   */
  boolean run(TransactionType type, TransactionType.Instance instance) throws SQLException {
    begin(type);
    instance.run(this);
    finishRows();
    if (rollback) {
      if (singleStatement) {
        throw new IllegalStateException(
            "transaction '"
                + type.name()
                + "' is a single statement in autocommit and cannot be rolled back; declare it with"
                + " TransactionType.of");
      }
      session().connection().rollback();
      return false;
    }
    if (explicit) {
      session().connection().commit();
    }
    return true;
  }

  private void begin(TransactionType type) throws SQLException {
    rollback = false;
    sent = false;
    forgetCounts();
    openQuery = null;
    singleStatement = type.isSingleStatement();
    Isolation wanted = type.isolation() != null ? type.isolation() : runIsolation;
    explicit = session().begin(singleStatement, type.isReadOnly(), wanted);
  }

  /** Says how long the transaction that is run next was queued. */
  void queued(long nanos) {
    queuedNanos = nanos;
  }

  @Override
  public long queuedNanos() {
    return queuedNanos;
  }

  /** Says in whose session the transactions are, from now on. */
  void serve(UserSession newUser) {
    user = newUser;
  }

  @Override
  public <S extends UserSession> S session(Class<S> type) {
    return user != null ? type.cast(user) : Tx.super.session(type);
  }

  /** Rolls back what has failed. */
  void undo() throws SQLException {
    if (openQuery != null) {
      openQuery.abandon();
      openQuery = null;
    }
    forgetCounts();
    // it may have failed while it began
    if (!session().connection().getAutoCommit()) {
      session().connection().rollback();
    }
  }

  /** Moves what the last transaction counted to the recorder. */
  void flush(WorkerRecorder recorder) {
    for (int kind = 0; kind < KINDS; kind++) {
      if (statements[kind] > 0) {
        recorder.statements(kind, statements[kind], rows[kind]);
        statements[kind] = 0;
        rows[kind] = 0;
      }
    }
    for (int i = 0; i < touched; i++) {
      int counter = countersTouched[i];
      recorder.count(counter, counted[counter]);
    }
    measured.flush(recorder.details());
    if (timer != null) {
      timer.flush(recorder.details());
    }
    forgetCounts();
  }

  /** Returns what times statements; {@code null} if nobody asked for that. */
  @Nullable StatementTimer timer() {
    return timer;
  }

  void beforeStatement() throws SQLException {
    if (sent && singleStatement) {
      throw new IllegalStateException(
          "a transaction declared with TransactionType.single ran a second statement; declare it"
              + " with TransactionType.of");
    }
    sent = true;
    finishRows();
  }

  @SuppressWarnings("EnumOrdinal") // what an EnumMap does, without boxing
  void answered(StatementKind kind, long rowCount) {
    statements[kind.ordinal()]++;
    rows[kind.ordinal()] += rowCount;
  }

  /** Says that a statement was run for the first time on a connection. */
  void prepared(Sql sql) {
    statementsSeen.putIfAbsent(sql.ordinal(), sql);
  }

  void opened(QueryStatement query) {
    openQuery = query;
  }

  private void finishRows() throws SQLException {
    if (openQuery != null) {
      QueryStatement query = openQuery;
      openQuery = null;
      query.finish();
    }
  }

  @Override
  public Query query(Sql sql) throws SQLException {
    return session().query(sql, this);
  }

  @Override
  public Update update(Sql sql) throws SQLException {
    return session().update(sql, this);
  }

  @Override
  public void rollback() {
    rollback = true;
  }

  @Override
  public void count(Counter counter, long amount) {
    int ordinal = counter.ordinal();
    if (ordinal >= counted.length) {
      makeRoomFor(ordinal);
    }
    if (!isTouched[ordinal]) {
      isTouched[ordinal] = true;
      countersTouched[touched++] = ordinal;
      counted[ordinal] = 0;
      if (!isKnown[ordinal]) {
        isKnown[ordinal] = true;
        countersSeen.putIfAbsent(ordinal, counter);
      }
    }
    counted[ordinal] += amount;
  }

  @Override
  public void measure(Measure measure, double value) {
    measured.add(measure, value);
  }

  private void makeRoomFor(int ordinal) {
    int length = ordinal + 64;
    counted = Arrays.copyOf(counted, length);
    isTouched = Arrays.copyOf(isTouched, length);
    isKnown = Arrays.copyOf(isKnown, length);
    countersTouched = Arrays.copyOf(countersTouched, length);
  }

  /** Drops what a transaction has counted and measured that did not succeed. */
  void forgetCounts() {
    for (int i = 0; i < touched; i++) {
      isTouched[countersTouched[i]] = false;
    }
    touched = 0;
    measured.forget();
  }

  @Override
  public Connection connection() {
    return session().connection();
  }

  @Override
  public void ran(StatementKind kind, long rowCount) {
    if (rowCount < 0) {
      throw new IllegalArgumentException("rows must not be negative, was " + rowCount);
    }
    answered(kind, rowCount);
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public int count() {
    return workers;
  }

  @Override
  public Rng random() {
    return random;
  }
}
