package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.List;

/** The keys of how much load there is, and of how it changes. */
final class LoadKeys {

  static final String DURATION = "duration";
  static final String MAX_TRANSACTIONS = "max_transactions";
  static final String WARMUP = "warmup";
  static final String RATE = "rate";
  static final String ARRIVALS = "arrivals";
  static final String THINK_TIME = "think_time";
  static final String MIX = "mix";
  static final String PHASES = "phases";
  static final String SHAPE = "shape";
  static final String SHAPE_LOW = "shape_low";
  static final String SHAPE_PERIOD = "shape_period";

  private static final RunPlan PLAN = RunPlan.of("any");
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(366);

  /** How long and how fast transactions follow each other, and which they are. */
  static final List<ConfigKey> PACE =
      List.of(
          ConfigKey.ofRun(
                  DURATION,
                  new ValueKind.Time(SHORTEST, LONGEST),
                  "How long is measured; no limit if only max_transactions is given.")
              .flag("--duration", "-d")
              .otherwise(GoDuration.format(PLAN.end().duration().orElseThrow()))
              .whenAbsent("max_transactions, until or the last phase ends the run"),
          ConfigKey.ofRun(
                  MAX_TRANSACTIONS,
                  new ValueKind.Whole(1, Long.MAX_VALUE),
                  "How many transactions are measured, at most.")
              .flag("--max-transactions")
              .whenAbsent("no limit"),
          ConfigKey.ofRun(
                  WARMUP,
                  new ValueKind.Time(Duration.ZERO, LONGEST),
                  "How long the load runs before it counts.")
              .flag("--warmup")
              .otherwise(GoDuration.format(PLAN.warmup())),
          ConfigKey.ofRun(
                  RATE,
                  new LoadKind.RateText(true),
                  "How many transactions start, whether or not those before have ended (open loop).")
              .flag("--rate")
              .whenAbsent("each worker starts the next when its last has ended (closed loop)"),
          ConfigKey.ofRun(
                  ARRIVALS,
                  ValueKind.Choice.of("constant", "poisson"),
                  "How the transactions of an open loop are spread: evenly, or at random.")
              .flag("--arrivals")
              .whenAbsent("constant"),
          ConfigKey.ofRun(
                  THINK_TIME,
                  new LoadKind.PauseText(),
                  "The pause of a worker after each transaction; 0s switches the workload's own off.")
              .flag("--think-time")
              .whenAbsent("that of the workload"),
          ConfigKey.ofRun(
                  MIX,
                  new LoadKind.MixText(),
                  "Which transactions run, with their weights; all others do not. May be a mapping.")
              .spelled(RunKeys.PARAMETERS + "." + MIX)
              .flag("--mix")
              .whenAbsent("that of the workload"));

  /** How the load changes while the run goes on. */
  static final List<ConfigKey> CHANGE =
      List.of(
          ConfigKey.ofRun(
              PHASES,
              new ListKind.Phases(),
              "Parts of the measured time with loads of their own, one after another."),
          ConfigKey.ofRun(
                  SHAPE,
                  ValueKind.Choice.of("constant", "sine"),
                  "How the load changes by itself: not at all, or up and down as days do.")
              .flag("--shape")
              .otherwise("constant"),
          ConfigKey.ofRun(
                  SHAPE_LOW,
                  new ValueKind.Percentage(),
                  "The lowest point of a sine, as a percentage of rate or workers.")
              .flag("--shape-low")
              .whenAbsent("0%"),
          ConfigKey.ofRun(
                  SHAPE_PERIOD,
                  new ValueKind.Time(SHORTEST, LONGEST),
                  "How long a sine takes from one lowest point to the next.")
              .flag("--shape-period")
              .whenAbsent("the duration"));

  private LoadKeys() {}
}
