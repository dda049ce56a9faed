package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What is to be run. Immutable; methods that take a value return a changed copy. A plan that cannot
 * be run cannot be made: every problem is reported at once, in one {@link
 * IllegalArgumentException}.
 *
 * @param workload a workload type or one of its aliases
 * @param scale units of data, or empty for what is loaded or the default of the type
 * @param schema the schema to work in, or empty for {@code stormdb_} and the family of the type
 * @param parameters values of the workload's own parameters by name
 * @param workers how many work at the same time, at most; 1 to 10,000
 * @param load what makes a transaction start
 * @param phases parts of the measured time with loads of their own, one after another; none if the
 *     load never changes
 * @param end when the measured part ends
 * @param warmup how long the load runs before it counts; not negative
 * @param interval how long one interval of the time series is; 100 ms to 1 h
 * @param seed from which all random numbers are derived
 * @param maxTries how often a transaction is tried when the server asks for it (SQLSTATE class 40);
 *     1 to 1,000
 * @param isolation the isolation level of transactions that do not insist on one
 * @param grace how long transactions may go on after the end before they are cancelled
 * @param verify whether the invariants of the data are checked after the run
 * @param labels free texts to find the result by
 * @param detail how finely the run is taken apart
 * @param until how well TPS is to be known before the run ends; empty if it ends at {@code end}
 *     only
 * @param latencyDetail which figures of latencies reports show
 * @param shape how the load changes by itself; not with phases
 * @param connections how workers come by connections
 * @param errors when the run goes on in spite of errors
 * @param mix which transactions run, and how often; empty for what the workload says
 * @param verifyEvery how often the invariants of the data are checked while the load runs; at least
 *     100 ms; empty for not at all
 */
public record RunPlan(
    String workload,
    OptionalInt scale,
    Optional<String> schema,
    Map<String, String> parameters,
    int workers,
    Load load,
    List<Phase> phases,
    End end,
    Duration warmup,
    Duration interval,
    long seed,
    int maxTries,
    Isolation isolation,
    Duration grace,
    boolean verify,
    Map<String, String> labels,
    Detail detail,
    Optional<Until> until,
    LatencyDetail latencyDetail,
    Shape shape,
    Connections connections,
    ErrorPolicy errors,
    Optional<MixWeights> mix,
    Optional<Duration> verifyEvery) {

  /** How many intervals a result keeps apart, if it is known how long the run is to be. */
  public static final int MOST_KEPT = 7_200;

  /**
   * When the measured part of a run ends: at whichever limit is reached first; at least one is set.
   *
   * @param duration after this time
   * @param transactions after this many transactions, those of the warm-up not counted
   */
  public record End(Optional<Duration> duration, OptionalLong transactions) {
    /** Returns an end after some time. */
    public static End after(Duration duration) {
      return new End(Optional.of(duration), OptionalLong.empty());
    }

    /** Returns an end after some transactions. */
    public static End after(long transactions) {
      return new End(Optional.empty(), OptionalLong.of(transactions));
    }
  }

  /** Checks everything, and reports all problems at once. */
  public RunPlan {
    parameters = Map.copyOf(parameters);
    phases = List.copyOf(phases);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    List<String> problems =
        PlanRules.broken(
            workload, scale, schema, workers, load, phases, end, warmup, interval, maxTries, grace,
            shape);
    if (verifyEvery.isPresent() && !verify) {
      problems.add("verify_interval needs verify, which is off");
    }
    verifyEvery
        .filter(every -> every.compareTo(Duration.ofMillis(100)) < 0)
        .ifPresent(
            every ->
                problems.add(
                    "verify_interval must be at least 100ms, was "
                        + (every.isNegative() ? every : GoDuration.format(every))));
    if (until.isPresent()) {
      problems.addAll(UntilRules.broken(until.get(), end, interval, phases.size(), shape));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /**
   * Returns a plan with defaults: 4 workers, 60 s, no warm-up, intervals of 1 s, seed 42, 10 tries,
   * READ COMMITTED, 5 s of grace, {@link Connections#usual}, {@link ErrorPolicy#DEFAULT}.
   *
   * @param workload a workload type or one of its aliases
   */
  public static RunPlan of(String workload) {
    return new RunPlan(
        workload,
        OptionalInt.empty(),
        Optional.empty(),
        Map.of(),
        4,
        Load.closed(),
        List.of(),
        End.after(Duration.ofSeconds(60)),
        Duration.ZERO,
        Duration.ofSeconds(1),
        42,
        10,
        Isolation.READ_COMMITTED,
        Duration.ofSeconds(5),
        false,
        Map.of(),
        Detail.DEFAULT,
        Optional.empty(),
        LatencyDetail.USUAL,
        Shape.constant(),
        Connections.usual(),
        ErrorPolicy.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns a copy with another scale. */
  public RunPlan scale(int newScale) {
    return with(draft -> draft.scale = OptionalInt.of(newScale));
  }

  /** Returns a copy that works in another schema. */
  public RunPlan schema(String newSchema) {
    return with(draft -> draft.schema = Optional.of(newSchema));
  }

  /** Returns a copy with other values of the workload's parameters. */
  public RunPlan parameters(Map<String, String> newParameters) {
    return with(draft -> draft.parameters = newParameters);
  }

  /** Returns a copy with one more value of a parameter of the workload. */
  public RunPlan parameter(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return parameters(more);
  }

  /** Returns a copy with another number of workers. */
  public RunPlan workers(int newWorkers) {
    return with(draft -> draft.workers = newWorkers);
  }

  /** Returns a copy that ends at another time. */
  public RunPlan end(End newEnd) {
    return with(draft -> draft.end = newEnd);
  }

  /** Returns a copy that is measured for this long, and has no other end. */
  public RunPlan duration(Duration duration) {
    return end(End.after(duration));
  }

  /** Returns a copy that is measured for this many transactions, and has no other end. */
  public RunPlan transactions(long transactions) {
    return end(End.after(transactions));
  }

  /** Returns a copy with another warm-up. */
  public RunPlan warmup(Duration newWarmup) {
    return with(draft -> draft.warmup = newWarmup);
  }

  /**
   * Returns how many intervals the result keeps as one, so that it has no more than {@link
   * #MOST_KEPT}: 1 in runs of up to two hours with the usual interval. Those who listen get each.
   * Where no longest duration is planned, they are at first kept apart, and each time that they are
   * too many, twice as many become one; {@link Details#intervalsKeptAsOne} says what came of it.
   */
  public int intervalsKeptAsOne() {
    Duration planned = warmup.plus(end.duration().orElse(Duration.ZERO));
    long most = interval.toNanos() * MOST_KEPT;
    return (int) Math.max(1, (planned.toNanos() + most - 1) / most);
  }

  /** Returns a copy with other intervals of the time series. */
  public RunPlan interval(Duration newInterval) {
    return with(draft -> draft.interval = newInterval);
  }

  /** Returns a copy whose transactions start for another reason. */
  public RunPlan load(Load newLoad) {
    return with(draft -> draft.load = newLoad);
  }

  /**
   * Returns a copy with a closed loop whose workers pause after each transaction, whatever the
   * workload says.
   */
  public RunPlan thinkTime(Pause pause) {
    return load(new Load.Closed(Optional.of(pause)));
  }

  /** Returns a copy with an open loop whose transactions start at even distances. */
  public RunPlan rate(Rate rate) {
    return load(Load.open(rate));
  }

  /**
   * Returns a copy with phases. It is measured for as long as they last, and has at least as many
   * workers as any of them.
   */
  public RunPlan phases(List<Phase> newPhases) {
    return with(
        draft -> {
          draft.phases = newPhases;
          draft.end =
              new End(
                  newPhases.stream().map(Phase::duration).reduce(Duration::plus),
                  draft.end.transactions());
          for (Phase phase : newPhases) {
            draft.workers = Math.max(draft.workers, phase.workers().orElse(1));
          }
        });
  }

  /** Returns the pause of a closed loop that the plan asks for, if it does. */
  public Optional<Pause> thinkTime() {
    return load instanceof Load.Closed closed ? closed.thinkTime() : Optional.empty();
  }

  /** Returns a copy with another seed. */
  public RunPlan seed(long newSeed) {
    return with(draft -> draft.seed = newSeed);
  }

  /** Returns a copy that tries a transaction more or less often. */
  public RunPlan maxTries(int newMaxTries) {
    return with(draft -> draft.maxTries = newMaxTries);
  }

  /** Returns a copy at another isolation level. */
  public RunPlan isolation(Isolation level) {
    return with(draft -> draft.isolation = level);
  }

  /** Returns a copy that waits longer or shorter for transactions in flight at the end. */
  public RunPlan grace(Duration newGrace) {
    return with(draft -> draft.grace = newGrace);
  }

  /** Returns a copy that checks the invariants of the data after the run, or does not. */
  public RunPlan verify(boolean newVerify) {
    return with(draft -> draft.verify = newVerify);
  }

  /** Returns a copy with other labels. */
  public RunPlan labels(Map<String, String> newLabels) {
    return with(draft -> draft.labels = newLabels);
  }

  /** Returns a copy that is taken apart more or less finely. */
  public RunPlan detail(Detail newDetail) {
    return with(draft -> draft.detail = newDetail);
  }

  /** Returns a copy that ends when TPS is known well enough, and after the longest time for it. */
  public RunPlan until(Until rule) {
    return with(
        draft -> {
          draft.until = Optional.of(rule);
          draft.end = End.after(rule.atMost());
        });
  }

  /** Returns a copy of which reports show other figures of latencies. */
  public RunPlan latencyDetail(LatencyDetail newDetail) {
    return with(draft -> draft.latencyDetail = newDetail);
  }

  /** Returns a copy whose load changes by itself, or does not. */
  public RunPlan shape(Shape newShape) {
    return with(draft -> draft.shape = newShape);
  }

  /** Returns a copy whose workers come by connections in another way. */
  public RunPlan connections(Connections newConnections) {
    return with(draft -> draft.connections = newConnections);
  }

  /** Returns a copy that does something else about errors. */
  public RunPlan errors(ErrorPolicy policy) {
    return with(draft -> draft.errors = policy);
  }

  /** Returns a copy that runs other transactions, or in other proportions. */
  public RunPlan mix(MixWeights weights) {
    return with(draft -> draft.mix = Optional.of(weights));
  }

  /** Returns a copy that checks the invariants of the data now and then, and after the run. */
  public RunPlan verifyEvery(Duration interval) {
    return with(
        draft -> {
          draft.verify = true;
          draft.verifyEvery = Optional.of(interval);
        });
  }

  private RunPlan with(Consumer<PlanDraft> change) {
    PlanDraft draft = new PlanDraft(this);
    change.accept(draft);
    return draft.plan();
  }
}
