package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a plan must be like. */
final class PlanRules {

  private static final int MOST_WORKERS = 10_000;
  private static final int MOST_TRIES = 1_000;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<String> problems = new ArrayList<>();

  private PlanRules() {}

  /** Returns a sentence for each rule that is broken, with the rule and the value. */
  static List<String> broken(
      String workload,
      OptionalInt scale,
      Optional<String> schema,
      int workers,
      Load load,
      List<Phase> phases,
      RunPlan.End end,
      Duration warmup,
      Duration interval,
      int maxTries,
      Duration grace,
      Shape shape) {
    PlanRules rules = new PlanRules();
    rules.require(!workload.isBlank(), "workload must be named", "''");
    scale.ifPresent(s -> rules.require(s >= 1, "scale must be at least 1", s));
    schema.ifPresent(
        name ->
            rules.require(
                name.matches("[a-z_][a-z0-9_]{0,62}"),
                "schema must be lower-case letters, digits and underscores, at most 63 of them",
                "'" + name + "'"));
    rules.require(
        workers >= 1 && workers <= MOST_WORKERS,
        "workers must be from 1 to " + MOST_WORKERS,
        workers);
    rules.checkEnd(end);
    rules.require(
        !warmup.isNegative() && warmup.compareTo(LONGEST) <= 0,
        "warmup must be from 0s to 366 days",
        warmup);
    rules.require(
        interval.compareTo(Duration.ofMillis(100)) >= 0
            && interval.compareTo(Duration.ofHours(1)) <= 0,
        "interval must be from 100ms to 1h",
        interval);
    rules.require(
        maxTries >= 1 && maxTries <= MOST_TRIES,
        "max-tries must be from 1 to " + MOST_TRIES,
        maxTries);
    rules.require(!grace.isNegative(), "grace must not be negative", grace);
    rules.checkPhases(phases, workers, load, end);
    if (shape instanceof Shape.Sine sine) {
      rules.checkSine(sine, phases, end);
    }
    return rules.problems;
  }

  private void checkEnd(RunPlan.End end) {
    require(
        end.duration().isPresent() || end.transactions().isPresent(),
        "a run needs a duration or a number of transactions",
        "neither");
    end.duration()
        .ifPresent(
            d ->
                require(
                    d.compareTo(Duration.ofMillis(100)) >= 0 && d.compareTo(LONGEST) <= 0,
                    "duration must be from 100ms to 366 days",
                    d));
    end.transactions().ifPresent(n -> require(n >= 1, "max-transactions must be at least 1", n));
  }

  private void checkPhases(List<Phase> phases, int workers, Load load, RunPlan.End end) {
    if (phases.isEmpty()) {
      return;
    }
    boolean open = load instanceof Load.Open;
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      String name = "phase " + (i + 1);
      if (phase.workers().isPresent()) {
        int count = phase.workers().getAsInt();
        require(!open, name + " must have a rate and no workers, as the loop is open", count);
        require(count <= workers, name + " must have at most " + workers + " workers", count);
      }
      phase
          .rate()
          .ifPresent(
              rate ->
                  require(
                      open, name + " must have workers and no rate, as the loop is closed", rate));
    }
    Duration sum = phases.stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
    require(
        end.duration().equals(Optional.of(sum)),
        "duration must be that of all phases (" + GoDuration.format(sum) + ")",
        end.duration().map(GoDuration::format).orElse("none"));
  }

  private void checkSine(Shape.Sine sine, List<Phase> phases, RunPlan.End end) {
    require(phases.isEmpty(), "a plan with a shape must have no phases", phases.size());
    require(
        sine.period().isPresent() || end.duration().isPresent(),
        "a sine needs a period when the run has no duration",
        "none");
    sine.period()
        .ifPresent(
            period ->
                require(
                    period.compareTo(LONGEST) <= 0,
                    "period of a sine must be at most 366 days",
                    period));
  }

  private void require(boolean kept, String rule, Object was) {
    if (!kept) {
      problems.add(
          rule
              + ", was "
              + (was instanceof Duration d && !d.isNegative() ? GoDuration.format(d) : was));
    }
  }
}
