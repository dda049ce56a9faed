package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time from the first worker's start to the last one's end: one thread a worker, and one, the
 * caller's, that cuts the run into intervals and ends it.
 */
final class Driving {

  /** How often it is asked whether the errors let the run go on. */
  private static final long LOOK_NANOS = 250_000_000L;

  private final RunState state;
  private final Schedule schedule;
  private final NanoClock clock;
  private final List<String> names;
  private final Instant started;
  private final List<Loop> workers;
  private final List<Loop> deferred;
  private final RunListener listener;
  private final Timeline timeline;
  private final Optional<StoppingWatch> precision;
  private final Thread ticker = Thread.currentThread();
  private final Crew crew;
  private final Map<String, Throwable> deaths = new ConcurrentHashMap<>();
  private final Map<String, Long> endedNanos = new ConcurrentHashMap<>();
  private final ClientWatch watch = new ClientWatch();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final Degradation degradation;
  private volatile boolean cancelled;
  private volatile long lastEndedNanos;

  /**
   * Prepares to drive.
   *
   * @param names of the types under which transactions are recorded
   * @param workers choose and run transactions
   * @param deferred run what workers have queued
   * @param crew has a thread for each of both, in this order
   */
  Driving(
      RunState state,
      List<String> names,
      Instant started,
      List<Loop> workers,
      List<Loop> deferred,
      Crew crew,
      RunListener listener) {
    this.state = state;
    this.schedule = state.schedule();
    this.clock = state.clock();
    this.names = names;
    this.started = started;
    this.workers = workers;
    this.deferred = deferred;
    this.crew = crew;
    this.listener = listener;
    this.degradation = new Degradation(listener);
    this.timeline = new Timeline(state, listener);
    this.precision = state.plan().until().map(StoppingWatch::new);
    this.lastEndedNanos = schedule.startNanos();
  }

  /** Starts all loops and returns when the last has ended. */
  @SuppressWarnings("try") // the registration only has to end
  Runner.Outcome run(Cancellation cancellation) {
    working.set(workers.size());
    running.set(workers.size() + deferred.size());
    for (int i = 0; i < workers.size(); i++) {
      start(i, workers.get(i), "worker " + i, this::workerEnded);
    }
    for (int i = 0; i < deferred.size(); i++) {
      start(workers.size() + i, deferred.get(i), "deferred " + i, () -> {});
    }
    state.watch().onEnd(this::wake);
    if (timeline.isWarmup()) {
      watch.begin(Duration.ofNanos(schedule.measureFromNanos() - clock.nanoTime()));
    } else {
      watch.begin();
    }
    try (Cancellation.Registration ignored = cancellation.onCancel(this::cancel)) {
      tick();
      watch.end();
      awaitEnd();
      timeline.end(realEnd());
      return outcome();
    } catch (RuntimeException e) {
      // a listener failed: the load must not go on without anybody watching it
      schedule.endAt(clock.nanoTime());
      awaitEnd();
      throw e;
    } finally {
      watch.end();
    }
  }

  private List<String> loopNames() {
    return Stream.concat(
            IntStream.range(0, workers.size()).mapToObj(number -> "worker " + number),
            IntStream.range(0, deferred.size()).mapToObj(number -> "deferred " + number))
        .toList();
  }

  private void start(int member, Loop loop, String name, Runnable atEnd) {
    crew.begin(
        member,
        () -> {
          try {
            loop.run();
          } catch (RuntimeException | Error e) {
            deaths.put(name, e);
            schedule.endAt(clock.nanoTime());
          } finally {
            endedNanos.put(name, clock.nanoTime());
            atEnd.run();
            ended();
          }
        });
  }

  private void workerEnded() {
    if (working.decrementAndGet() == 0) {
      state.deferred().close();
    }
  }

  private synchronized void ended() {
    lastEndedNanos = Math.max(lastEndedNanos, clock.nanoTime());
    running.decrementAndGet();
    LockSupport.unpark(ticker);
  }

  private void cancel() {
    cancelled = true;
    schedule.endAt(clock.nanoTime());
    wake();
  }

  private void wake() {
    crew.wake();
    LockSupport.unpark(ticker);
  }

  /** Cuts at the end of each interval, until the run is to end or everybody has ended. */
  private void tick() {
    while (running.get() > 0 && !schedule.isOver(clock.nanoTime())) {
      long next = timeline.nextNanos();
      park(Math.min(Math.min(next, schedule.endNanos()), clock.nanoTime() + LOOK_NANOS));
      state.watch().look();
      long now = clock.nanoTime();
      if (now - next >= 0 && !schedule.isOver(now) && running.get() > 0) {
        boolean warmup = timeline.isWarmup();
        timeline.cut(now);
        if (warmup && !timeline.isWarmup()) {
          listener.measuring();
        }
        for (Connectivity part : state.watch().parts()) {
          String news = part.news();
          if (news != null) {
            listener.degraded(news);
          }
        }
        if (precision.filter(looking -> looking.isKnown(timeline.intervals())).isPresent()) {
          endAfterThisInterval();
        }
      }
    }
  }

  /** The interval that has begun becomes the last, so that all that is counted falls into one. */
  private void endAfterThisInterval() {
    schedule.endAt(timeline.nextNanos());
    // who waits for a later moment must look at the end again
    crew.wake();
  }

  private void park(long until) {
    long left = until - clock.nanoTime();
    if (left > 0 && running.get() > 0) {
      clock.park(this, left);
    }
  }

  /** Waits until all have ended; after the grace period, cancels what is still going on. */
  private void awaitEnd() {
    Duration grace = state.plan().grace();
    long deadline = clock.nanoTime() + grace.toNanos();
    while (running.get() > 0 && clock.nanoTime() - deadline < 0) {
      park(deadline);
    }
    if (running.get() > 0) {
      degradation.because(
          "%s of %s workers were still in a transaction %s after the end; those were cancelled and do not count"
              .formatted(
                  running.get(), workers.size() + deferred.size(), GoDuration.format(grace)));
      new HangingUp(Stream.of(workers, deferred).flatMap(List::stream).toList(), clock)
          .whileTrue(() -> running.get() > acquiring());
      if (running.get() > acquiring()) {
        degradation.because(
            running.get() + " workers could not be stopped and were left to themselves");
      }
    }
  }

  /** Whoever waits for a connection can only be left: nobody else has it yet to give up. */
  private long acquiring() {
    return workers.stream().filter(loop -> loop.execution().inFlight().isAcquiring()).count();
  }

  /** The planned end, or the moment when the last worker had no more to do. */
  private long realEnd() {
    return schedule.isOver(lastEndedNanos) ? schedule.endNanos() : lastEndedNanos;
  }

  private Runner.Outcome outcome() {
    long end = realEnd();
    // what is due later was never asked for
    schedule.endAt(end);
    degradation.deaths(deaths, workers.size() + deferred.size());
    Tally measured = state.measured().total();
    ErrorWatch.Ending ending = state.watch().ending(measured.counts());
    if (ending != null) {
      degradation.because(ending.reason());
    }
    Availability availability = state.watch().connectivity().end(end);
    List<Runner.Half> halves = halves(end, availability);
    LostStatements.hint(state.errors().summary()).ifPresent(degradation::because);
    RefusedWrites.hint(state.errors().summary(), state.plan()).ifPresent(degradation::because);
    degradation.driven(
        workers.stream().filter(loop -> loop instanceof ScriptedLoop it && it.wasDriven()).count(),
        workers.size());
    if (state.deferred().size() > 0) {
      degradation.because(state.deferred().size() + " deferred transactions were never executed");
    }
    long measureFrom = schedule.measureFromNanos();
    OpenLoop openLoop = state.openLoop();
    DetailTotals details = new DetailTotals(state);
    return new Runner.Outcome(
        status(ending),
        degradation.reasons(),
        started,
        Duration.ofNanos(Math.max(0, Math.min(end, measureFrom) - schedule.startNanos())),
        Duration.ofNanos(Math.max(0, end - measureFrom)),
        names,
        state.warmup().total(),
        measured,
        state,
        timeline.intervals(),
        Optional.ofNullable(openLoop).map(loop -> loop.end(measured.startDelays())),
        timeline.phases(),
        watch.health(state.measured().wakeUps()),
        details.measures(),
        new Details(
            details.workers(loopNames(), endedNanos, measureFrom, end),
            details.statements(),
            timeline.pieces(),
            timeline.intervalsKeptAsOne()),
        timeline.latencyRanges(),
        precision.map(StoppingWatch::stopping),
        Duration.ofNanos(held(false) + held(true)),
        availability,
        halves,
        timeline.comparison(),
        workers.stream().allMatch(ScriptedLoop.class::isInstance));
  }

  private long held(boolean reads) {
    return workers.stream().mapToLong(loop -> loop.execution().heldNanos(reads)).sum();
  }

  /** Reports outages, and returns how each kind of connections did if there are two. */
  private List<Runner.Half> halves(long end, Availability all) {
    List<Connectivity> parts = state.watch().parts();
    if (parts.size() == 1) {
      degradation.outages(all, "connections");
      return List.of();
    }
    List<Runner.Half> halves = new ArrayList<>();
    for (Connectivity part : parts) {
      Availability availability = part.end(end);
      degradation.outages(availability, part.what().replace("connection", "connections"));
      halves.add(new Runner.Half(availability, Duration.ofNanos(held(!halves.isEmpty()))));
    }
    return halves;
  }

  private RunResult.Status status(ErrorWatch.@Nullable Ending ending) {
    if (!deaths.isEmpty()) {
      return RunResult.Status.FAILED;
    }
    if (ending != null && (ending.early() || !cancelled)) {
      return ending.status();
    }
    return cancelled ? RunResult.Status.INTERRUPTED : RunResult.Status.COMPLETED;
  }
}
