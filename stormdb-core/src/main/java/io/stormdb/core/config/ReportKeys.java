package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The keys of what is seen of a run: while it goes on, and in its result. */
final class ReportKeys {

  static final String SUMMARY = "summary";
  static final String SUMMARY_INTERVAL = "summary_interval";
  static final String COLLECT_PG_STATS = "collect_pg_stats";
  static final String PG_STATS_STATEMENTS = "pg_stats_statements";
  static final String PG_STATS_INTERVAL = "pg_stats_interval";
  static final String METRICS_INTERVAL = "metrics.interval";
  static final String PER_WORKER = "metrics.per_worker";
  static final String PER_TYPE = "metrics.per_type";
  static final String PER_STATEMENT = "metrics.per_statement";
  static final String WORKER_SERIES = "metrics.worker_series";
  static final String PERCENTILES = "metrics.percentiles";
  static final String BUCKETS = "metrics.histogram_buckets";
  static final String JSON = "output.json";
  static final String HLOG = "output.hlog";
  static final String CSV = "output.csv";
  static final String LOG_LEVEL = "logging.level";
  static final String TRACE_SQL = "logging.trace_sql";

  private static final ValueKind FILE = ValueKind.Text.notBlank("the path of a file");
  private static final RunPlan PLAN = RunPlan.of("any");
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** What is seen while it goes on. */
  static final List<ConfigKey> ON_THE_WAY =
      List.of(
          ConfigKey.ofRun(
                  SUMMARY,
                  new ValueKind.YesNo(),
                  "Whether a line is printed while the run goes on.")
              .flag("--no-summary")
              .otherwise("true"),
          ConfigKey.ofRun(
                  SUMMARY_INTERVAL,
                  new ValueKind.Time(SHORTEST, Duration.ofHours(24)),
                  "How often that line is printed.")
              .flag("--summary-interval", "-s")
              .otherwise("10s"),
          ConfigKey.ofRun(
                  COLLECT_PG_STATS,
                  new ValueKind.YesNo(),
                  "Whether the server's statistics of the measured part belong to the result.")
              .spelled("metrics.collect_pg_stats")
              .flag("--collect-pg-stats")
              .otherwise("false"),
          ConfigKey.ofRun(
                  PG_STATS_STATEMENTS,
                  new ValueKind.YesNo(),
                  "Whether those of each statement do too (pg_stat_statements); switches"
                      + " collect_pg_stats on.")
              .spelled("pg_stat_statements")
              .spelled("workload.pg_stat_statements")
              .spelled("metrics.pg_stats_statements")
              .flag("--pg-stat-statements")
              .otherwise("false"),
          ConfigKey.ofRun(
                  PG_STATS_INTERVAL,
                  new ValueKind.Time(SHORTEST, Duration.ofHours(1)),
                  "How often the server's counters are read while the load is measured, if its"
                      + " statistics are collected.")
              .spelled("metrics.pg_stats_interval")
              .flag("--pg-stats-interval")
              .otherwise("1s"));

  /** What is in the result, and where it goes. */
  static final List<ConfigKey> RESULT =
      List.of(
          ConfigKey.of(
                  "metrics.enabled",
                  new ValueKind.Only("true", "a run that is not measured has no result"),
                  "There for files that have it.")
              .otherwise("true"),
          ConfigKey.of(
                  METRICS_INTERVAL,
                  new ValueKind.Time(SHORTEST, Duration.ofHours(1)),
                  "How long one interval of the time series in the result is.")
              .otherwise(GoDuration.format(PLAN.interval())),
          ConfigKey.of(
                  PER_WORKER, new ValueKind.YesNo(), "Whether the result has what each worker did.")
              .otherwise(Boolean.toString(PLAN.detail().perWorker())),
          ConfigKey.of(
                  PER_TYPE,
                  new ValueKind.YesNo(),
                  "Whether each interval has the latencies of each type of transaction.")
              .otherwise(Boolean.toString(PLAN.detail().perType())),
          ConfigKey.of(
                  PER_STATEMENT,
                  new ValueKind.YesNo(),
                  "Whether each statement is timed; costs two readings of the clock each.")
              .otherwise(Boolean.toString(PLAN.detail().perStatement())),
          ConfigKey.of(
                  WORKER_SERIES,
                  new ValueKind.YesNo(),
                  "Whether each interval has what each worker did.")
              .otherwise(Boolean.toString(PLAN.detail().workerSeries())),
          ConfigKey.of(
                  PERCENTILES,
                  new ListKind.Numbers(BigDecimal.valueOf(100), 50, "percentiles"),
                  "Which percentiles of latencies reports show.")
              .spelled("metrics.latency_percentiles")
              .otherwise(
                  NumberList.join(
                      PLAN.latencyDetail().percentiles().stream()
                          .map(p -> BigDecimal.valueOf(p).stripTrailingZeros().toPlainString())
                          .toList())),
          ConfigKey.of(
                  BUCKETS,
                  new ListKind.Numbers(BigDecimal.valueOf(360_000_000), 200, "milliseconds"),
                  "Upper limits of the bars of the latency histogram, in milliseconds.")
              .whenAbsent("1, 2 and 5 times a power of 10"),
          ConfigKey.of(JSON, FILE, "Where the result is written as JSON.")
              .flag("--json")
              .whenAbsent("not written"),
          ConfigKey.of(
                  HLOG,
                  FILE,
                  "Where latency histograms are written, interval by interval, while the run goes on"
                      + " (HdrHistogram log).")
              .flag("--hlog")
              .whenAbsent("not written"),
          ConfigKey.of(
                  CSV,
                  FILE,
                  "Where each interval is written as a line of CSV, with collect_pg_stats also what"
                      + " the server did in it; of a run in steps each step, of a study each band.")
              .flag("--csv")
              .whenAbsent("not written"),
          ConfigKey.of(
                  LOG_LEVEL,
                  ValueKind.Choice.of("error", "warn", "info", "debug", "trace"),
                  "How much is logged; STORMDB_DEBUG=1 means debug.")
              .flag("--log-level")
              .variable("STORMDB_DEBUG")
              .otherwise("info"),
          ConfigKey.of(TRACE_SQL, new ValueKind.YesNo(), "Whether every statement is logged.")
              .variable("STORMDB_TRACE_SQL", "STORMDB_TRACE_QUERIES")
              .otherwise("false"));

  private ReportKeys() {}
}
