package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.LatencyRanges;
import io.stormdb.metrics.LatencySeries;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts a run into intervals: flips the recorders when one ends and says what happened in it.
 * Belongs to one thread.
 */
final class Timeline {

  private final RunState state;
  private final Schedule schedule;
  private final RunListener listener;
  private final IntervalSeries series;
  private final SortedMap<Integer, PhaseSum> inPhase = new TreeMap<>();
  private final LatencySeries ranges = new LatencySeries();
  private final ModeComparison.Series halves = new ModeComparison.Series();
  private Connectivity.Lost lostBefore = new Connectivity.Lost(0, 0);
  private long fromNanos;

  Timeline(RunState state, RunListener listener) {
    this.state = state;
    this.schedule = state.schedule();
    this.listener = listener;
    this.series = new IntervalSeries(state);
    this.fromNanos = schedule.startNanos();
  }

  /**
   * Returns when the current interval is to end: on a grid that starts with each part of the run,
   * so that a late flip does not delay those after it.
   */
  long nextNanos() {
    long length = state.plan().interval().toNanos();
    long origin = isWarmup() ? schedule.startNanos() : schedule.measureFromNanos();
    long next = origin + ((fromNanos - origin) / length + 1) * length;
    if (isWarmup()) {
      return Math.min(next, schedule.measureFromNanos());
    }
    PhasePlan phases = state.phases();
    long phaseEnd = phases == null ? Long.MAX_VALUE : phases.endNanos(fromNanos);
    // behind the last phase there is none to cut at
    return phaseEnd - fromNanos > 0 ? Math.min(next, phaseEnd) : next;
  }

  /** Ends the current interval at a moment that has come, and begins the next. */
  void cut(long nowNanos) {
    boolean warmup = isWarmup();
    // what started in the warm-up is recorded apart: that part ends exactly where it was meant to
    long to = warmup ? Math.min(nowNanos, schedule.measureFromNanos()) : nowNanos;
    int phase = state.phases() == null ? 0 : state.phases().indexAt(fromNanos);
    PhaseRecorder recorder = warmup ? state.warmup() : state.measured();
    Tally tally = recorder.flip();
    Duration length = Duration.ofNanos(to - fromNanos);
    Duration start = Duration.ofNanos(fromNanos - schedule.startNanos());
    fromNanos = to;
    if (length.isZero() || length.isNegative()) {
      return;
    }
    Connectivity.Lost lostSoFar = state.watch().connectivity().until(to);
    Connectivity.Lost lost = lostSoFar.minus(lostBefore);
    lostBefore = lostSoFar;
    Latencies latencies = tally.latencies();
    series.add(
        new IntervalSeries.Cut(
            start,
            length,
            !warmup,
            phase,
            lost,
            tally,
            recorder.lastOfStatements(),
            recorder.lastOfWorkers(),
            recorder.lastOfMeasures()));
    boolean changes =
        !state.plan().phases().isEmpty() || !(state.plan().shape() instanceof Shape.Constant);
    if (!warmup && !changes) {
      ranges.add(latencies);
    }
    List<Latencies> groups = state.measured().lastOfGroups();
    if (!warmup && groups.size() > 1) {
      halves.add(groups.get(Groups.PERSISTENT), groups.get(Groups.TRANSIENT));
    }
    if (!warmup && !state.plan().phases().isEmpty()) {
      inPhase.computeIfAbsent(phase, p -> new PhaseSum(start)).add(length, tally, latencies);
    }
    listener.interval(start, length, !warmup, tally, left(to));
  }

  /** Ends the last interval, wherever the run ended. */
  void end(long endNanos) {
    if (isWarmup() && endNanos - schedule.measureFromNanos() > 0) {
      cut(schedule.measureFromNanos());
    }
    cut(Math.max(fromNanos, endNanos));
    series.end();
    // what started in the warm-up and ended after it
    state.warmup().flip();
  }

  /** Returns what happened in each phase that was reached. */
  List<RunResult.PhaseTotals> phases() {
    return inPhase.entrySet().stream()
        .map(entry -> entry.getValue().totals(state.plan().phases().get(entry.getKey())))
        .toList();
  }

  /** Returns more of each interval. */
  List<Details.Piece> pieces() {
    return series.pieces();
  }

  /** Returns how many intervals are kept as one. */
  int intervalsKeptAsOne() {
    return series.together();
  }

  /** Returns how far figures of latencies can be trusted, if that can be said. */
  Optional<LatencyRanges> latencyRanges() {
    return ranges.ranges(Rng.seedOf(state.plan().seed(), "latency ranges"));
  }

  /** Returns how both halves of a mixed load compare; empty if there are not two of them. */
  Optional<ModeComparison> comparison() {
    int workers = state.plan().workers();
    return state.plan().connections().mode() instanceof Connections.Mixed && workers > 1
        ? Optional.of(
            halves.compare(
                workers - workers / 2,
                workers / 2,
                state.openLoop() != null,
                Rng.seedOf(state.plan().seed(), "comparison")))
        : Optional.empty();
  }

  List<RunResult.Interval> intervals() {
    return series.intervals();
  }

  /** Returns whether the current interval belongs to the warm-up. */
  boolean isWarmup() {
    return fromNanos - schedule.measureFromNanos() < 0;
  }

  private Duration left(long nanos) {
    long end = schedule.endNanos();
    return end == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - nanos));
  }

  /** What has happened in a phase so far. */
  private static final class PhaseSum {
    private final Duration start;
    private Duration length = Duration.ZERO;
    private Counts counts = Counts.ZERO;
    private long statements;
    private Latencies latencies = Latencies.none();

    PhaseSum(Duration start) {
      this.start = start;
    }

    void add(Duration more, Tally tally, Latencies ofTally) {
      length = length.plus(more);
      counts = counts.plus(tally.counts());
      statements += tally.statementCount();
      latencies = Latencies.merged(List.of(latencies, ofTally));
    }

    RunResult.PhaseTotals totals(Phase phase) {
      return new RunResult.PhaseTotals(phase, start, length, counts, statements, latencies);
    }
  }
}
