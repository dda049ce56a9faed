package io.stormdb.core;

import io.stormdb.api.Mix;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.postgresql.PGConnection;

/**
 * Drives the load: one thread a worker, and one, the caller's, that flips the recorders at the end
 * of each interval and ends the run.
 */
final class Runner {

  /** One runs what this many workers defer. */
  private static final int WORKERS_A_DEFERRED_LOOP = 8;

  private final RunPlan plan;
  private final List<TransactionType> types;
  private final Mix mix;
  private final RunListener listener;
  private final NanoClock clock;
  private final List<String> degraded = new ArrayList<>();
  private final List<RunResult.Interval> intervals = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();

  /** What came of driving the load. */
  record Outcome(
      RunResult.Status status,
      List<String> degraded,
      Instant started,
      Duration warmup,
      Duration measured,
      List<String> typeNames,
      Tally warmupTally,
      Tally measuredTally,
      RunState state,
      List<RunResult.Interval> intervals) {}

  Runner(
      RunPlan plan, List<TransactionType> types, Mix mix, RunListener listener, NanoClock clock) {
    this.plan = plan;
    this.types = types;
    this.mix = mix;
    this.listener = listener;
    this.clock = clock;
  }

  /** Returns how many connections a run needs. */
  int connectionsNeeded() {
    return plan.workers() + deferredLoops();
  }

  private int deferredLoops() {
    boolean deferred = types.stream().anyMatch(TransactionType::isDeferred);
    return deferred ? (plan.workers() + WORKERS_A_DEFERRED_LOOP - 1) / WORKERS_A_DEFERRED_LOOP : 0;
  }

  /**
   * Runs to the end.
   *
   * @param open opens the connection of a worker, from 0
   */
  Outcome run(IntFunction<Connection> open, Cancellation cancellation) {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < connectionsNeeded(); i++) {
        connections.add(open.apply(i));
      }
      return drive(connections, cancellation);
    } finally {
      Database.close(connections, trouble -> {});
    }
  }

  private Outcome drive(List<Connection> connections, Cancellation cancellation) {
    List<String> names = new ArrayList<>(types.stream().map(TransactionType::name).toList());
    int[] recordAs = new int[types.size()];
    for (int type = 0; type < recordAs.length; type++) {
      recordAs[type] = type;
      if (types.get(type).isDeferred()) {
        recordAs[type] = names.size();
        names.add(types.get(type).name() + "_deferred");
      }
    }
    Schedule schedule =
        new Schedule(
            clock.nanoTime(),
            plan.warmup().toNanos(),
            plan.end().duration().map(Duration::toNanos).orElse(Long.MAX_VALUE));
    Instant started = Instant.now();
    RunState state =
        new RunState(
            plan,
            types,
            mix,
            schedule,
            clock,
            recorder(connections.size(), names.size()),
            recorder(connections.size(), names.size()),
            new ErrorLog(),
            new ConcurrentHashMap<>(),
            new DeferredQueue());
    List<Loop> workers = new ArrayList<>();
    List<Loop> deferred = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      if (i < plan.workers()) {
        workers.add(new WorkerLoop(state, i, connections.get(i), budget(i)));
      } else {
        deferred.add(new DeferredLoop(state, i, connections.get(i), recordAs));
      }
    }
    return new Driving(state, names, started, workers, deferred).run(cancellation);
  }

  private static PhaseRecorder recorder(int workers, int types) {
    return new PhaseRecorder(workers, types, StatementKind.values().length);
  }

  private long budget(int worker) {
    if (plan.end().transactions().isEmpty()) {
      return Long.MAX_VALUE;
    }
    long all = plan.end().transactions().getAsLong();
    return all / plan.workers() + (worker < all % plan.workers() ? 1 : 0);
  }

  /** The time from the first worker's start to the last one's end. */
  private final class Driving {
    private final RunState state;
    private final Schedule schedule;
    private final List<String> names;
    private final Instant started;
    private final List<Loop> workers;
    private final List<Loop> deferred;
    private final Thread ticker = Thread.currentThread();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentHashMap<String, Throwable> deaths = new ConcurrentHashMap<>();
    private volatile boolean cancelled;
    private volatile long lastEndedNanos;

    Driving(
        RunState state,
        List<String> names,
        Instant started,
        List<Loop> workers,
        List<Loop> deferred) {
      this.state = state;
      this.schedule = state.schedule();
      this.names = names;
      this.started = started;
      this.workers = workers;
      this.deferred = deferred;
      this.lastEndedNanos = schedule.startNanos();
    }

    @SuppressWarnings("try") // the registration only has to end
    Outcome run(Cancellation cancellation) {
      for (int i = 0; i < workers.size(); i++) {
        start(workers.get(i), "worker " + i);
      }
      for (int i = 0; i < deferred.size(); i++) {
        start(deferred.get(i), "deferred " + i);
      }
      try (Cancellation.Registration ignored = cancellation.onCancel(this::cancel)) {
        long from = tick();
        awaitWorkers();
        long end = realEnd();
        emit(from, Math.max(from, end));
        return outcome(end);
      } catch (RuntimeException e) {
        // a listener failed: the load must not go on without anybody watching it
        schedule.endAt(clock.nanoTime());
        awaitWorkers();
        throw e;
      }
    }

    private void start(Loop loop, String name) {
      running.incrementAndGet();
      Thread thread =
          new Thread(
              () -> {
                try {
                  loop.run();
                  SQLException lost = loop.execution().lost();
                  if (lost != null) {
                    deaths.put(name, lost);
                  }
                } catch (RuntimeException | Error e) {
                  deaths.put(name, e);
                  schedule.endAt(clock.nanoTime());
                } finally {
                  ended();
                }
              },
              "stormdb-" + name.replace(' ', '-'));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    private synchronized void ended() {
      lastEndedNanos = Math.max(lastEndedNanos, clock.nanoTime());
      if (running.decrementAndGet() == deferred.size()) {
        state.deferred().close();
      }
      LockSupport.unpark(ticker);
    }

    private void cancel() {
      cancelled = true;
      schedule.endAt(clock.nanoTime());
      threads.forEach(LockSupport::unpark);
      LockSupport.unpark(ticker);
    }

    /** Flips at the end of each interval; returns the start of the one that was not finished. */
    private long tick() {
      long from = schedule.startNanos();
      while (true) {
        boolean warmingUp = from - schedule.measureFromNanos() < 0;
        long to =
            Math.min(
                from + plan.interval().toNanos(),
                warmingUp ? schedule.measureFromNanos() : schedule.endNanos());
        park(to);
        if (running.get() == 0 || schedule.isOver(clock.nanoTime())) {
          return from;
        }
        if (clock.nanoTime() - to >= 0) {
          emit(from, to);
          from = to;
        }
      }
    }

    private void park(long until) {
      long left = until - clock.nanoTime();
      if (left > 0 && running.get() > 0) {
        LockSupport.parkNanos(this, left);
      }
    }

    private void emit(long from, long to) {
      boolean measured = from - schedule.measureFromNanos() >= 0;
      // only its own: the tick may be late, and what is measured already belongs to the next
      // interval
      Tally tally = (measured ? state.measured() : state.warmup()).flip();
      Duration start = Duration.ofNanos(from - schedule.startNanos());
      Duration length = Duration.ofNanos(to - from);
      if (length.isZero()) {
        return;
      }
      var latencies = tally.latencies();
      intervals.add(
          new RunResult.Interval(
              start,
              length,
              measured,
              tally.counts(),
              tally.statementCount(),
              latencies.percentile(50),
              latencies.percentile(95),
              latencies.percentile(99),
              latencies.max()));
      long end = schedule.endNanos();
      Duration left =
          end == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - to));
      listener.interval(start, length, measured, tally, left);
    }

    /** Waits until all have ended; after the grace period, cancels what is still going on. */
    private void awaitWorkers() {
      long deadline = clock.nanoTime() + plan.grace().toNanos();
      while (running.get() > 0 && clock.nanoTime() - deadline < 0) {
        park(deadline);
      }
      if (running.get() > 0) {
        degrade(
            "%d of %d workers were still in a transaction %s after the end; those were cancelled and do not count"
                .formatted(running.get(), workers.size() + deferred.size(), plan.grace()));
        abandonAll();
        while (running.get() > 0) {
          LockSupport.parkNanos(this, 100_000_000L);
        }
      }
    }

    private void abandonAll() {
      for (List<Loop> loops : List.of(workers, deferred)) {
        for (Loop loop : loops) {
          loop.execution().abandon();
          Connection connection = loop.execution().connection();
          try {
            connection.unwrap(PGConnection.class).cancelQuery();
            connection.abort(Runnable::run);
          } catch (SQLException e) {
            degrade("a transaction could not be cancelled: " + e.getMessage());
          }
        }
      }
    }

    /** The planned end, or the moment when the last worker had no more to do. */
    private long realEnd() {
      return schedule.isOver(lastEndedNanos) ? schedule.endNanos() : lastEndedNanos;
    }

    private Outcome outcome(long end) {
      deaths.forEach((who, why) -> degrade("%s ended early: %s".formatted(who, describe(why))));
      if (state.deferred().size() > 0) {
        degrade(state.deferred().size() + " deferred transactions were never executed");
      }
      boolean allDied = deaths.size() >= workers.size();
      boolean bug = deaths.values().stream().anyMatch(why -> !(why instanceof SQLException));
      RunResult.Status status =
          bug || allDied
              ? RunResult.Status.FAILED
              : cancelled ? RunResult.Status.INTERRUPTED : RunResult.Status.COMPLETED;
      // what started in the warm-up but ended after it
      var unused = state.warmup().flip();
      long measuredNanos = Math.max(0, end - schedule.measureFromNanos());
      long warmupNanos = Math.min(end, schedule.measureFromNanos()) - schedule.startNanos();
      return new Outcome(
          status,
          degraded,
          started,
          Duration.ofNanos(Math.max(0, warmupNanos)),
          Duration.ofNanos(measuredNanos),
          names,
          state.warmup().total(),
          state.measured().total(),
          state,
          intervals);
    }

    private void degrade(String reason) {
      degraded.add(reason);
      listener.degraded(reason);
    }

    private static String describe(Throwable why) {
      return why instanceof SQLException sql
          ? "%s (%s, SQLSTATE %s)"
              .formatted(sql.getMessage(), SqlStates.nameOf(sql.getSQLState()), sql.getSQLState())
          : why.toString();
    }
  }
}
