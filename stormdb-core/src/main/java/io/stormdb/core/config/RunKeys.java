package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.List;

/** The keys of what a run does, on which data. Defaults are those of {@link RunPlan#of}. */
final class RunKeys {

  static final String WORKLOAD = "workload";
  static final String SCALE = "scale";
  static final String SCHEMA = "schema";
  static final String WORKERS = "workers";
  static final String SEED = "seed";
  static final String ISOLATION = "isolation";
  static final String MAX_TRIES = "max_tries";
  static final String GRACE = "grace";
  static final String VERIFY = "verify";
  static final String VERIFY_INTERVAL = "verify_interval";
  static final String PARAMETERS = "workload_config";
  static final String LABELS = "labels";

  private static final RunPlan PLAN = RunPlan.of("any");
  private static final Duration LONGEST = Duration.ofDays(366);

  /** What runs, on which data, with how many workers. */
  static final List<ConfigKey> SUBJECT =
      List.of(
          ConfigKey.of(WORKLOAD, ValueKind.Text.notBlank("the name of a workload"), "What to run.")
              .spelled("workload.type")
              .flag("--workload", "-w")
              .whenAbsent("an error"),
          ConfigKey.ofRun(
                  SCALE,
                  new ValueKind.Whole(1, Integer.MAX_VALUE),
                  "Units of data; what a unit is, the workload says (warehouses for tpcc).")
              .flag("--scale")
              .whenAbsent("what is loaded, or the default of the workload"),
          ConfigKey.ofRun(
                  SCHEMA,
                  new ValueKind.Text(
                      "[a-z_][a-z0-9_]{0,62}",
                      "lower-case letters, digits and underscores, at most 63 of them, no digit"
                          + " first"),
                  "The schema that holds the workload's tables.")
              .flag("--schema")
              .whenAbsent("stormdb_ and the family of the workload"),
          ConfigKey.ofRun(
                  WORKERS, new ValueKind.Whole(1, 10_000), "How many work at the same time.")
              .flag("--workers")
              .otherwise(Integer.toString(PLAN.workers())));

  /** How transactions are drawn, tried, ended and checked. */
  static final List<ConfigKey> TRANSACTIONS =
      List.of(
          ConfigKey.ofRun(
                  SEED,
                  new ValueKind.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                  "Where all random numbers come from.")
              .flag("--seed")
              .otherwise(Long.toString(PLAN.seed())),
          ConfigKey.ofRun(
                  ISOLATION,
                  ValueKind.Choice.of("read committed", "repeatable read", "serializable"),
                  "The isolation level of transactions that do not insist on one.")
              .flag("--isolation")
              .otherwise("read committed"),
          ConfigKey.ofRun(
                  MAX_TRIES,
                  new ValueKind.Whole(1, 1_000),
                  "How often a transaction is tried when the server asks for it (SQLSTATE class 40).")
              .flag("--max-tries")
              .otherwise(Integer.toString(PLAN.maxTries())),
          ConfigKey.ofRun(
                  GRACE,
                  new ValueKind.Time(Duration.ZERO, LONGEST),
                  "How long transactions may go on after the end before they are cancelled.")
              .flag("--grace")
              .otherwise(GoDuration.format(PLAN.grace())),
          ConfigKey.ofRun(
                  VERIFY, new ValueKind.YesNo(), "Whether the data is checked after the run.")
              .flag("--verify")
              .otherwise(Boolean.toString(PLAN.verify())),
          ConfigKey.ofRun(
                  VERIFY_INTERVAL,
                  new ValueKind.Time(Duration.ofMillis(100), Duration.ofHours(24)),
                  "How often the data is checked while the run goes on; it is checked after it too,"
                      + " then.")
              .flag("--verify-interval")
              .whenAbsent("only after the run"));

  /** Keys whose members have names that others choose. */
  static final List<ConfigKey> NAMED =
      List.of(
          ConfigKey.ofRun(
                  PARAMETERS,
                  new ListKind.Members("a mapping of the workload's parameters to values"),
                  "Parameters of the workload; a block named after its family, such as tpcc:, is the"
                      + " same.")
              .flag("--param"),
          ConfigKey.ofRun(
                  LABELS,
                  new ListKind.Members("a mapping of names to texts"),
                  "Free texts to find the result by.")
              .flag("--label"));

  private RunKeys() {}
}
