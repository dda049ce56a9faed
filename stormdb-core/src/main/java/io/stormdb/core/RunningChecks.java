package io.stormdb.core;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks the invariants again and again while a load runs, each time all of them in one snapshot of
 * the data, on a thread and a connection of its own. Begun and ended by one other thread.
 */
final class RunningChecks implements AutoCloseable {

  private static final String NAME = "stormdb:checks";
  private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

  private final Target target;
  private final LoadedData data;
  private final Pooler pooler;
  private final Duration every;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "stormdb-checks");
  private volatile @Nullable Connection open;

  // those of the thread, read when it has ended
  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private int rounds;
  private @Nullable String trouble;

  /** One check so far. */
  private static final class Sum {
    private final CheckResult first;
    private long violations;
    private long failures;
    private List<String> evidence = List.of();
    private Duration time = Duration.ZERO;

    Sum(CheckResult first) {
      this.first = first;
    }

    void add(CheckResult result, int round) {
      time = time.plus(result.time());
      if (result.verdict() == Verdict.FAIL) {
        if (failures == 0) {
          violations = result.violations();
          evidence =
              result.evidence().stream().map(found -> "round " + round + ": " + found).toList();
        }
        failures++;
      }
    }

    CheckResult result(int rounds) {
      return new CheckResult(
          first.name() + ", while running",
          "%s; failed in %d of %d rounds".formatted(first.description(), failures, rounds),
          failures == 0 ? Verdict.PASS : Verdict.FAIL,
          violations,
          evidence,
          time);
    }
  }

  /**
   * Prepares.
   *
   * @param judgement knows what is checked
   * @param every how long it waits after the start, and from the start of a round to the next
   */
  RunningChecks(Judgement judgement, Duration every) {
    this.target = judgement.target();
    this.data = judgement.changed();
    this.pooler = judgement.pooler();
    this.every = every;
    thread.setDaemon(true);
  }

  /** Begins. */
  void start() {
    thread.start();
  }

  private void run() {
    while (!ended.get()) {
      long due = System.nanoTime() + every.toNanos();
      while (!ended.get() && due - System.nanoTime() > 0) {
        LockSupport.parkNanos(this, due - System.nanoTime());
      }
      if (!ended.get()) {
        round();
      }
    }
    close(open);
  }

  private void round() {
    try {
      Connection connection = connection();
      Database.execute(connection, SNAPSHOT);
      if (pooler == Pooler.TRANSACTION) {
        Database.execute(connection, TransactionSettings.ofQuestions(schema(), NAME));
      }
      List<CheckResult> results = Verifier.verify(connection, target, data);
      Database.execute(connection, "COMMIT");
      rounds++;
      for (CheckResult result : results) {
        if (result.verdict() != Verdict.NOT_APPLICABLE) {
          sums.computeIfAbsent(result.name(), name -> new Sum(result)).add(result, rounds);
        }
      }
    } catch (SQLException | StormDbException e) {
      // after the end, it was interrupted on purpose
      if (!ended.get()) {
        trouble = Database.message(e);
      }
      close(open);
      open = null;
    }
  }

  private Connection connection() {
    Connection connection = open;
    if (connection == null) {
      Database database = target.dataset().database();
      // what is set for a session is not there in the next transaction of some poolers
      connection =
          pooler == Pooler.TRANSACTION ? database.connect() : database.open(schema(), NAME);
      open = connection;
    }
    return connection;
  }

  private String schema() {
    return target.dataset().name();
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      Database.close(List.of(connection), trouble -> {});
    }
  }

  /** Ends; a round that is under way does not count. Does nothing after the first time. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      LockSupport.unpark(thread);
      Connection connection = open;
      if (connection != null) {
        try {
          connection.abort(Runnable::run);
        } catch (SQLException e) {
          // it is closed already
          trouble = trouble == null ? Database.message(e) : trouble;
        }
      }
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns what was found, by check; to be called when it has ended. */
  List<CheckResult> results() {
    List<CheckResult> results = new ArrayList<>();
    sums.values().forEach(sum -> results.add(sum.result(rounds)));
    String reason = trouble;
    if (reason != null) {
      results.add(failed("the checks can be run while the load runs", reason));
    } else if (rounds == 0) {
      results.add(
          new CheckResult(
              "checks, while running",
              "the checks hold while the load runs",
              Verdict.NOT_APPLICABLE,
              0,
              List.of("the run was over before the first round ended"),
              Duration.ZERO));
    }
    return results;
  }

  private static CheckResult failed(String description, String reason) {
    return new CheckResult(
        "checks, while running", description, Verdict.FAIL, 1, List.of(reason), Duration.ZERO);
  }
}
