package io.stormdb.core;

import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.SessionType;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.LatencyRanges;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets a run up: connections, recorders, workers; and lets it be driven. */
final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  /** Behind the name of a type whose transactions others run. */
  static final String DEFERRED_SUFFIX = "_deferred";

  /** One runs what this many busy workers defer. */
  private static final int WORKERS_A_DEFERRED_LOOP = 8;

  /** Time for all threads to wake, so that the load is whole from its first moment. */
  private static final long START_LEAD_NANOS = 5_000_000L;

  private static final long START_LEAD_NANOS_A_WORKER = 100_000L;

  private final RunPlan plan;
  private final List<TransactionType> types;
  private final Mix mix;
  private final @Nullable SessionType sessions;
  private final RunListener listener;
  private final NanoClock clock;

  /**
   * How connections of one kind did, where there are two.
   *
   * @param held for how long they were lent, all together
   */
  record Half(Availability availability, Duration held) {}

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
      List<RunResult.Interval> intervals,
      Optional<RunResult.OpenLoop> openLoop,
      List<RunResult.PhaseTotals> phases,
      Optional<ClientHealth> client,
      Map<String, RunResult.Measured> measures,
      Details details,
      Optional<LatencyRanges> latencyRanges,
      Optional<Stopping> stopping,
      Duration held,
      Availability availability,
      List<Half> halves,
      Optional<ModeComparison> comparison,
      boolean direct) {}

  /**
   * Prepares a run.
   *
   * @param sessions in which users run transactions; {@code null} if each stands for itself
   */
  Runner(
      RunPlan plan,
      List<TransactionType> types,
      Mix mix,
      @Nullable SessionType sessions,
      RunListener listener,
      NanoClock clock) {
    this.plan = plan;
    this.types = types;
    this.mix = mix;
    this.sessions = sessions;
    this.listener = listener;
    this.clock = clock;
  }

  /** Returns how many connections a run needs. */
  int connectionsNeeded() {
    return plan.connections().mode().needed(plan.workers()) + deferredLoops();
  }

  private int deferredLoops() {
    boolean deferred = types.stream().anyMatch(TransactionType::isDeferred);
    // of thousands of workers with few connections, no more can be at work than there are of those
    int busy = Math.min(plan.workers(), plan.connections().mode().needed(plan.workers()));
    return deferred ? (busy + WORKERS_A_DEFERRED_LOOP - 1) / WORKERS_A_DEFERRED_LOOP : 0;
  }

  /** Runs to the end. */
  Outcome run(Supplies supply, Cancellation cancellation) {
    List<Lanes> supplied = new ArrayList<>();
    for (int i = 0; i < plan.workers(); i++) {
      supplied.add(supply.forWorker(i));
    }
    for (int i = 0; i < deferredLoops(); i++) {
      supplied.add(supply.forItself());
    }
    Crew crew = Crew.of(threadNames());
    try {
      return drive(supplied, crew, cancellation);
    } finally {
      crew.dismiss();
    }
  }

  private List<String> threadNames() {
    return Stream.concat(
            IntStream.range(0, plan.workers()).mapToObj(i -> "stormdb-worker-" + i),
            IntStream.range(0, deferredLoops()).mapToObj(i -> "stormdb-deferred-" + i))
        .toList();
  }

  private Outcome drive(List<Lanes> supplied, Crew crew, Cancellation cancellation) {
    List<String> names = new ArrayList<>(types.stream().map(TransactionType::name).toList());
    int[] recordAs = new int[types.size()];
    for (int type = 0; type < recordAs.length; type++) {
      recordAs[type] = type;
      if (types.get(type).isDeferred()) {
        recordAs[type] = names.size();
        names.add(types.get(type).name() + DEFERRED_SUFFIX);
      }
    }
    PhaseRecorder warmup = recorder(supplied.size(), names.size());
    PhaseRecorder measured = recorder(supplied.size(), names.size());
    if (plan.detail().perWorker()) {
      measured.keepEachWorker();
    }
    if (plan.detail().workerSeries()) {
      measured.keepEachWorkerInEachFlip();
    }
    listener.started(plan);
    if (plan.warmup().isZero()) {
      listener.measuring();
    }
    long lead = START_LEAD_NANOS + plan.workers() * START_LEAD_NANOS_A_WORKER;
    Schedule schedule =
        new Schedule(
            clock.nanoTime() + lead,
            plan.warmup().toNanos(),
            plan.end().duration().map(Duration::toNanos).orElse(Long.MAX_VALUE));
    Instant started = Instant.now().plusNanos(lead);
    listener.transactions(started, names);
    RunState state =
        new RunState(
            plan,
            types,
            mix,
            schedule,
            clock,
            warmup,
            measured,
            new ErrorLog(),
            new ConcurrentHashMap<>(),
            new DeferredQueue(supplied.size() - plan.workers()),
            weights(),
            phasePlan(schedule),
            openLoop(schedule),
            Seen.nothing(),
            sessions,
            new ErrorWatch(plan, schedule, clock, measured));
    List<Loop> workers = new ArrayList<>();
    List<Loop> deferred = new ArrayList<>();
    DirectPath direct = directPath(supplied);
    for (int i = 0; i < supplied.size(); i++) {
      if (i >= plan.workers()) {
        deferred.add(new DeferredLoop(state, i, supplied.get(i), recordAs));
      } else if (direct == null) {
        workers.add(new WorkerLoop(state, i, supplied.get(i), budget(i)));
      } else {
        workers.add(new ScriptedLoop(state, i, supplied.get(i), budget(i), direct.of(i)));
      }
    }
    try (direct) {
      return new Driving(state, names, started, workers, deferred, crew, listener)
          .run(cancellation);
    } finally {
      // also those that were opened since the start
      Stream.of(workers, deferred).flatMap(List::stream).forEach(loop -> loop.execution().close());
    }
  }

  private @Nullable DirectPath directPath(List<Lanes> supplied) {
    Optional<String> obstacle = DirectPath.obstacle(plan, types, sessions, supplied);
    LOG.debug(
        "statements are sent {}",
        obstacle.map("by the JDBC driver: "::concat).orElse("past the JDBC driver"));
    return obstacle.isEmpty() ? new DirectPath(plan.workers()) : null;
  }

  private PhaseRecorder recorder(int loops, int types) {
    return new PhaseRecorder(
        new Groups(plan).ofLoops(loops),
        types,
        StatementKind.values().length,
        plan.load() instanceof Load.Open,
        plan.connections().mode().waits());
  }

  /** Weights of the types in each phase, or those of the workload. */
  private List<double[]> weights() {
    double[] own = types.stream().mapToDouble(TransactionType::weight).toArray();
    return plan.phases().isEmpty()
        ? List.of(own)
        : plan.phases().stream().map(phase -> weights(phase, own)).toList();
  }

  private double[] weights(Phase phase, double[] own) {
    List<String> names = types.stream().map(TransactionType::name).toList();
    double[] weights = own.clone();
    phase
        .mix()
        .forEach(
            (name, weight) -> {
              int type = names.indexOf(name);
              if (type < 0) {
                throw StormDbException.usage(
                    "phase %d has a weight for transaction '%s'; there are: %s"
                        .formatted(
                            plan.phases().indexOf(phase) + 1, name, String.join(", ", names)));
              }
              weights[type] = weight;
            });
    return weights;
  }

  /** A load that changes has turns and phases, and one that does not needs neither. */
  private @Nullable PhasePlan phasePlan(Schedule schedule) {
    return plan.phases().isEmpty() && plan.shape() instanceof Shape.Constant
        ? null
        : new PhasePlan(schedule, plan.phases(), LoadCurve.of(plan));
  }

  private @Nullable OpenLoop openLoop(Schedule schedule) {
    if (!(plan.load() instanceof Load.Open open)) {
      return null;
    }
    Levels rates = LoadCurve.of(plan);
    Arrivals arrivals =
        switch (open.timetable()) {
          case CONSTANT -> Arrivals.constant(rates, schedule.startNanos());
          case POISSON ->
              Arrivals.poisson(rates, schedule.startNanos(), Rng.seedOf(plan.seed(), "arrivals"));
        };
    return new OpenLoop(arrivals, schedule, plan.end().transactions().orElse(Long.MAX_VALUE));
  }

  private long budget(int worker) {
    if (plan.end().transactions().isEmpty() || plan.load() instanceof Load.Open) {
      return Long.MAX_VALUE;
    }
    long all = plan.end().transactions().getAsLong();
    return all / plan.workers() + (worker < all % plan.workers() ? 1 : 0);
  }
}
