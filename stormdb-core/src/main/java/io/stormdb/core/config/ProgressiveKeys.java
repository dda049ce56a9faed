package io.stormdb.core.config;

import java.time.Duration;
import java.util.List;

/** The keys of a study of how a server scales. */
final class ProgressiveKeys {

  static final String SECTION = "progressive";
  static final String ENABLED = SECTION + ".enabled";
  static final String STRATEGY = SECTION + ".strategy";
  static final String MIN_WORKERS = SECTION + ".min_workers";
  static final String MAX_WORKERS = SECTION + ".max_workers";
  static final String STEP_WORKERS = SECTION + ".step_workers";
  static final String MIN_CONNECTIONS = SECTION + ".min_connections";
  static final String MAX_CONNECTIONS = SECTION + ".max_connections";
  static final String STEP_CONNECTIONS = SECTION + ".step_connections";
  static final String BANDS = SECTION + ".bands";
  static final String LEVELS = SECTION + ".levels";
  static final String FIND_MAX = SECTION + ".find_max";
  static final String MIN_RATE = SECTION + ".min_rate";
  static final String START_RATE = SECTION + ".start_rate";
  static final String MAX_RATE = SECTION + ".max_rate";
  static final String TEST_DURATION = SECTION + ".test_duration";
  static final String WARMUP_DURATION = SECTION + ".warmup_duration";
  static final String COOLDOWN_DURATION = SECTION + ".cooldown_duration";
  static final String QUIET_WITHIN = SECTION + ".quiet_within";
  static final String ORDER = SECTION + ".order";
  static final String REPEATS = SECTION + ".repeats";
  static final String STOP_ON_ERRORS = SECTION + ".stop_on_errors";
  static final String STOP_ON_LATENCY = SECTION + ".stop_on_latency";
  static final String STOP_ON_DECLINE = SECTION + ".stop_on_decline";
  static final String ENABLE_ANALYSIS = SECTION + ".enable_analysis";
  static final String EXPORT_FORMAT = SECTION + ".export_format";
  static final String EXPORT_PATH = SECTION + ".export_path";
  static final String EXPORT_CSV = SECTION + ".export_csv";
  static final String EXPORT_JSON = SECTION + ".export_json";
  static final String RESUME = SECTION + ".resume";

  static final String ADAPTIVE = "adaptive";
  static final String CUSTOM = "custom";
  static final String SLO = "slo";

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration DAY = Duration.ofHours(24);
  private static final ValueKind NUMBER = new ValueKind.Whole(1, 10_000);
  private static final ValueKind PATH = ValueKind.Text.notBlank("the path of a file");
  private static final ValueKind EXPORT =
      ValueKind.Text.notBlank("true, false or the path of a file");

  static final List<ConfigKey> ALL =
      List.of(
          key(
                  ENABLED,
                  new ValueKind.YesNo(),
                  "Whether several loads are measured one after another, to find out how the server"
                      + " scales.")
              .flag("--progressive")
              .whenAbsent("false; true if --bands, --find-max or --resume is given"),
          key(
                  STRATEGY,
                  ValueKind.Choice.of(
                      "linear",
                      "exponential",
                      "fibonacci",
                      "balanced",
                      "synchronized",
                      CUSTOM,
                      ADAPTIVE,
                      SLO),
                  "Which numbers of workers and connections are measured.")
              .whenAbsent("linear; custom with levels, slo with find_max"),
          key(MIN_WORKERS, NUMBER, "The fewest workers.").whenAbsent("1"),
          key(MAX_WORKERS, NUMBER, "The most workers.")
              .whenAbsent(
                  "--workers, or 4 for each processor of this machine, at least 16, as far as the"
                      + " server has connections"),
          key(STEP_WORKERS, NUMBER, "How many workers more each band has, instead of bands.")
              .whenAbsent("bands decides"),
          key(
                  MIN_CONNECTIONS,
                  NUMBER,
                  "The fewest connections; other than workers, they share a pool.")
              .whenAbsent("one a worker, or 1 if max_connections is given"),
          key(MAX_CONNECTIONS, NUMBER, "The most connections.")
              .whenAbsent("one a worker, or workers if min_connections is given"),
          key(
                  STEP_CONNECTIONS,
                  NUMBER,
                  "How many connections more each band has, instead of bands.")
              .whenAbsent("bands decides"),
          key(
                  BANDS,
                  new ValueKind.Whole(1, 100),
                  "How many bands there are; the most of them for adaptive and slo.")
              .flag("--bands")
              .whenAbsent("8; 30 for slo"),
          key(
                  LEVELS,
                  new ListKind.LevelsText(),
                  "The numbers of workers of strategy custom, each with its connections behind a"
                      + " slash if they are not as many.")
              .whenAbsent("the strategy decides"),
          key(
                  FIND_MAX,
                  new LoadKind.BoundText(false),
                  "Searches the highest rate at which this limit of latency is kept.")
              .flag("--find-max")
              .whenAbsent("workers and connections change, not a rate"),
          key(MIN_RATE, new LoadKind.RateText(true), "The lowest rate of find_max that is of use.")
              .whenAbsent("1/s"),
          key(START_RATE, new LoadKind.RateText(true), "The rate that find_max begins with.")
              .whenAbsent("100/s"),
          key(
                  MAX_RATE,
                  new LoadKind.RateText(true),
                  "The highest rate of find_max that is of interest.")
              .whenAbsent("100000/s"),
          key(
                  TEST_DURATION,
                  new ValueKind.Time(SHORTEST, LONGEST),
                  "How long each band is measured.")
              .spelled(SECTION + ".band_duration")
              .spelled("workload." + SECTION + ".band_duration")
              .whenAbsent("duration if that is given, or 30s"),
          key(
                  WARMUP_DURATION,
                  new ValueKind.Time(Duration.ZERO, LONGEST),
                  "How long each band runs before it counts.")
              .spelled(SECTION + ".warmup_time")
              .spelled("workload." + SECTION + ".warmup_time")
              .whenAbsent("warmup if that is given, or 10s"),
          key(
                  COOLDOWN_DURATION,
                  new ValueKind.Time(Duration.ZERO, DAY),
                  "How long nothing happens between two bands.")
              .spelled(SECTION + ".cooldown_time")
              .spelled("workload." + SECTION + ".cooldown_time")
              .otherwise("5s"),
          key(
                  QUIET_WITHIN,
                  new ValueKind.Time(Duration.ofSeconds(1), DAY),
                  "For how long it is then waited, at most, until no checkpoint and no autovacuum is"
                      + " running.")
              .whenAbsent("not at all"),
          key(
                  ORDER,
                  ValueKind.Choice.of("listed", "random", "abba"),
                  "In which order bands are measured: as listed, at random, or forwards and backwards.")
              .otherwise("listed"),
          key(REPEATS, new ValueKind.Whole(1, 20), "How often each level is measured.")
              .whenAbsent("1; 2 in order abba"),
          key(
                  STOP_ON_ERRORS,
                  new ValueKind.Percentage(),
                  "Levels above one with a larger share of failed transactions are left out.")
              .whenAbsent("any share"),
          key(
                  STOP_ON_LATENCY,
                  new LoadKind.BoundText(true),
                  "Levels above one with this latency are left out.")
              .whenAbsent("any latency"),
          key(
                  STOP_ON_DECLINE,
                  new ValueKind.Percentage(),
                  "Levels above one with TPS so far below the best with less load are left out.")
              .whenAbsent("any decline"),
          key(ENABLE_ANALYSIS, new ValueKind.YesNo(), "Whether conclusions are drawn at the end.")
              .otherwise("true"),
          key(
                  EXPORT_FORMAT,
                  ValueKind.Choice.of("json", "csv", "both"),
                  "What the study is written as; JSON is what it can be resumed from.")
              .whenAbsent("json, with what export_csv and export_json say"),
          key(EXPORT_PATH, PATH, "A folder for these files, or their path without .json and .csv.")
              .whenAbsent("stormdb-progressive- and the time, in the current folder"),
          key(EXPORT_CSV, EXPORT, "Whether a table of the bands is written as CSV, or where.")
              .whenAbsent("export_format decides"),
          key(
                  EXPORT_JSON,
                  EXPORT,
                  "Whether all of the study is written as JSON after each band, or where.")
              .whenAbsent("output.json if that is given, or true"),
          key(RESUME, PATH, "A study written as JSON that is gone on with.")
              .flag("--resume")
              .whenAbsent("a new study"),
          key(
                  SECTION + ".max_latency_samples",
                  new ValueKind.Whole(1, Long.MAX_VALUE),
                  "There for files that have it; latencies are in a histogram, which needs no limit.")
              .whenAbsent("no limit"),
          key(
                  SECTION + ".memory_limit_mb",
                  new ValueKind.Whole(1, Long.MAX_VALUE),
                  "There for files that have it; a band takes some kilobytes, however long it is.")
              .whenAbsent("no limit"));

  private ProgressiveKeys() {}

  private static ConfigKey key(String name, ValueKind kind, String description) {
    return ConfigKey.of(name, kind, description).spelled("workload." + name);
  }
}
