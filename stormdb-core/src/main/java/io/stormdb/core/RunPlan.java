package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param workers how many work at the same time; 1 to 10,000
 * @param end when the measured part ends
 * @param warmup how long the load runs before it counts; not negative
 * @param interval how long one interval of the time series is; 100 ms to 1 h
 * @param thinkTime the pause after each transaction, or empty for that of the workload
 * @param seed from which all random numbers are derived
 * @param maxTries how often a transaction is tried when the server asks for it (SQLSTATE class 40);
 *     1 to 1,000
 * @param isolation the isolation level of transactions that do not insist on one
 * @param grace how long transactions may go on after the end before they are cancelled
 * @param verify whether the invariants of the data are checked after the run
 * @param labels free texts to find the result by
 */
public record RunPlan(
    String workload,
    OptionalInt scale,
    Optional<String> schema,
    Map<String, String> parameters,
    int workers,
    End end,
    Duration warmup,
    Duration interval,
    Optional<Pause> thinkTime,
    long seed,
    int maxTries,
    Isolation isolation,
    Duration grace,
    boolean verify,
    Map<String, String> labels) {

  private static final int MOST_WORKERS = 10_000;
  private static final int MOST_TRIES = 1_000;
  private static final Duration LONGEST = Duration.ofDays(366);

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
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    List<String> problems = new ArrayList<>();
    require(problems, !workload.isBlank(), "workload must be named", "''");
    scale.ifPresent(s -> require(problems, s >= 1, "scale must be at least 1", s));
    schema.ifPresent(
        name ->
            require(
                problems,
                name.matches("[a-z_][a-z0-9_]{0,62}"),
                "schema must be lower-case letters, digits and underscores, at most 63 of them",
                "'" + name + "'"));
    require(
        problems,
        workers >= 1 && workers <= MOST_WORKERS,
        "workers must be from 1 to " + MOST_WORKERS,
        workers);
    require(
        problems,
        end.duration().isPresent() || end.transactions().isPresent(),
        "a run needs a duration or a number of transactions",
        "neither");
    end.duration()
        .ifPresent(
            d ->
                require(
                    problems,
                    d.compareTo(Duration.ofMillis(100)) >= 0 && d.compareTo(LONGEST) <= 0,
                    "duration must be from 100ms to 366 days",
                    GoDuration.format(d)));
    end.transactions()
        .ifPresent(n -> require(problems, n >= 1, "max-transactions must be at least 1", n));
    require(
        problems,
        !warmup.isNegative() && warmup.compareTo(LONGEST) <= 0,
        "warmup must be from 0s to 366 days",
        warmup);
    require(
        problems,
        interval.compareTo(Duration.ofMillis(100)) >= 0
            && interval.compareTo(Duration.ofHours(1)) <= 0,
        "interval must be from 100ms to 1h",
        interval);
    require(
        problems,
        maxTries >= 1 && maxTries <= MOST_TRIES,
        "max-tries must be from 1 to " + MOST_TRIES,
        maxTries);
    require(problems, !grace.isNegative(), "grace must not be negative", grace);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /**
   * Returns a plan with defaults: 4 workers, 60 s, no warm-up, intervals of 1 s, seed 42, 10 tries,
   * READ COMMITTED, 5 s of grace.
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
        End.after(Duration.ofSeconds(60)),
        Duration.ZERO,
        Duration.ofSeconds(1),
        Optional.empty(),
        42,
        10,
        Isolation.READ_COMMITTED,
        Duration.ofSeconds(5),
        false,
        Map.of());
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

  /** Returns a copy with other intervals of the time series. */
  public RunPlan interval(Duration newInterval) {
    return with(draft -> draft.interval = newInterval);
  }

  /** Returns a copy whose workers pause after each transaction, whatever the workload says. */
  public RunPlan thinkTime(Pause pause) {
    return with(draft -> draft.thinkTime = Optional.of(pause));
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

  private RunPlan with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.plan();
  }

  private static void require(List<String> problems, boolean kept, String rule, Object was) {
    if (!kept) {
      problems.add(
          rule
              + ", was "
              + (was instanceof Duration d && !d.isNegative() ? GoDuration.format(d) : was));
    }
  }

  /** A plan of which one value is about to change. */
  private static final class Draft {
    String workload;
    OptionalInt scale;
    Optional<String> schema;
    Map<String, String> parameters;
    int workers;
    End end;
    Duration warmup;
    Duration interval;
    Optional<Pause> thinkTime;
    long seed;
    int maxTries;
    Isolation isolation;
    Duration grace;
    boolean verify;
    Map<String, String> labels;

    Draft(RunPlan plan) {
      workload = plan.workload;
      scale = plan.scale;
      schema = plan.schema;
      parameters = plan.parameters;
      workers = plan.workers;
      end = plan.end;
      warmup = plan.warmup;
      interval = plan.interval;
      thinkTime = plan.thinkTime;
      seed = plan.seed;
      maxTries = plan.maxTries;
      isolation = plan.isolation;
      grace = plan.grace;
      verify = plan.verify;
      labels = plan.labels;
    }

    RunPlan plan() {
      return new RunPlan(
          workload,
          scale,
          schema,
          parameters,
          workers,
          end,
          warmup,
          interval,
          thinkTime,
          seed,
          maxTries,
          isolation,
          grace,
          verify,
          labels);
    }
  }
}
