package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.QueryMode;
import io.stormdb.core.RunPlan;
import io.stormdb.core.SessionTarget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of all keys. Defaults of a run are those of {@link RunPlan#of}. */
final class Keys {

  static final String WORKLOAD = "workload";
  static final String SCALE = "scale";
  static final String SCHEMA = "schema";
  static final String WORKERS = "workers";
  static final String CONNECTIONS = "connections";
  static final String CONNECTION_MODE = "connection_mode";
  static final String READ_WRITE_SPLIT = "read_write_split";
  static final String QUERY_MODE = "query_mode";
  static final String DURATION = "duration";
  static final String MAX_TRANSACTIONS = "max_transactions";
  static final String WARMUP = "warmup";
  static final String RATE = "rate";
  static final String ARRIVALS = "arrivals";
  static final String THINK_TIME = "think_time";
  static final String MIX = "mix";
  static final String SEED = "seed";
  static final String ISOLATION = "isolation";
  static final String MAX_TRIES = "max_tries";
  static final String GRACE = "grace";
  static final String VERIFY = "verify";
  static final String VERIFY_INTERVAL = "verify_interval";
  static final String SUMMARY = "summary";
  static final String SUMMARY_INTERVAL = "summary_interval";
  static final String COLLECT_PG_STATS = "collect_pg_stats";
  static final String PG_STATS_STATEMENTS = "pg_stats_statements";
  static final String PHASES = "phases";
  static final String SHAPE = "shape";
  static final String SHAPE_LOW = "shape_low";
  static final String SHAPE_PERIOD = "shape_period";
  static final String PARAMETERS = "workload_config";
  static final String LABELS = "labels";
  static final String ON_ERROR = "on_error";
  static final String ERROR_LIMIT = "error_limit";
  static final String MAX_OUTAGE = "max_outage";
  static final String HOST = "database.host";
  static final String PORT = "database.port";
  static final String TARGET_SESSION_ATTRS = "database.target_session_attrs";
  static final String LOAD_BALANCE_HOSTS = "database.load_balance_hosts";
  static final String DBNAME = "database.dbname";
  static final String USERNAME = "database.username";
  static final String PASSWORD = "database.password";
  static final String SSLMODE = "database.sslmode";
  static final String SSLCERT = "database.sslcert";
  static final String SSLKEY = "database.sslkey";
  static final String SSLROOTCERT = "database.sslrootcert";
  static final String EMBEDDED = "embedded.enabled";
  static final String EMBEDDED_VERSION = "embedded.version";
  static final String EMBEDDED_DATA = "embedded.data";
  static final String EMBEDDED_UNSAFE = "embedded.unsafe";
  static final String EMBEDDED_SETTINGS = "embedded.settings";
  static final String METRICS_INTERVAL = "metrics.interval";
  static final String PER_WORKER = "metrics.per_worker";
  static final String PER_TYPE = "metrics.per_type";
  static final String PER_STATEMENT = "metrics.per_statement";
  static final String WORKER_SERIES = "metrics.worker_series";
  static final String JSON = "output.json";
  static final String LOG_LEVEL = "logging.level";
  static final String TRACE_SQL = "logging.trace_sql";
  static final String UNTIL = "until";
  static final String PERCENTILES = "metrics.percentiles";
  static final String BUCKETS = "metrics.histogram_buckets";
  static final String HLOG = "output.hlog";

  private static final RunPlan PLAN = RunPlan.of("any");
  static final ValueKind.Choice CONNECTION_MODES =
      ValueKind.Choice.of("persistent", "pooled", "transient", "mixed");

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(366);

  static final List<ConfigKey> ALL =
      Stream.of(run(), ConnectionKeys.ALL, PluginKeys.ALL, database(), embedded(), rest())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, ConfigKey> BY_SPELLING = bySpelling();

  private Keys() {}

  /** Returns the key that is written so in a file. */
  static Optional<ConfigKey> spelled(String path) {
    return Optional.ofNullable(BY_SPELLING.get(path));
  }

  /** Returns the key with a name. */
  static ConfigKey named(String name) {
    return ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key is named '" + name + "'"));
  }

  /** Returns the key with a name, or the one that has a member with that name. */
  static ConfigKey owning(String name) {
    return ALL.stream()
        .filter(key -> owns(key, name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key is named '" + name + "'"));
  }

  private static boolean owns(ConfigKey key, String name) {
    boolean hasMembers =
        key.kind() instanceof ValueKind.Members || key.kind() instanceof ValueKind.Paths;
    return hasMembers
        ? name.startsWith(key.name() + ".") && name.length() > key.name().length() + 1
        : name.equals(key.name());
  }

  /** Returns every way to write a key in a file. */
  static List<String> spellings() {
    return List.copyOf(BY_SPELLING.keySet());
  }

  /** Returns whether keys are written below this name. */
  static boolean isSection(String path) {
    return BY_SPELLING.keySet().stream().anyMatch(spelling -> spelling.startsWith(path + "."));
  }

  private static Map<String, ConfigKey> bySpelling() {
    Map<String, ConfigKey> map = new LinkedHashMap<>();
    ALL.forEach(key -> key.spellings().forEach(spelling -> map.put(spelling, key)));
    return map;
  }

  private static List<ConfigKey> run() {
    return List.of(
        ConfigKey.of(WORKLOAD, ValueKind.Text.notBlank("the name of a workload"), "What to run.")
            .spelled("workload.type")
            .flag("--workload", "-w")
            .whenAbsent("an error"),
        ofRun(
                SCALE,
                new ValueKind.Whole(1, Integer.MAX_VALUE),
                "Units of data; what a unit is, the workload says (warehouses for tpcc).")
            .flag("--scale")
            .whenAbsent("what is loaded, or the default of the workload"),
        ofRun(
                SCHEMA,
                new ValueKind.Text(
                    "[a-z_][a-z0-9_]{0,62}",
                    "lower-case letters, digits and underscores, at most 63 of them, no digit"
                        + " first"),
                "The schema that holds the workload's tables.")
            .flag("--schema")
            .whenAbsent("stormdb_ and the family of the workload"),
        ofRun(WORKERS, new ValueKind.Whole(1, 10_000), "How many work at the same time.")
            .flag("--workers")
            .otherwise(Integer.toString(PLAN.workers())),
        ofRun(
                CONNECTIONS,
                new ValueKind.Whole(1, 10_000),
                "The most connections for the load: the size of a pool; without one at least"
                    + " workers.")
            .spelled("database.connections")
            .spelled("database.max_connections")
            .flag("--connections")
            .whenAbsent("one a worker"),
        ofRun(
                CONNECTION_MODE,
                CONNECTION_MODES,
                "How workers come by a connection: each keeps one, all share a pool, each"
                    + " transaction opens one, or half of them keep and half of them open one.")
            .flag("--connection-mode")
            .whenAbsent(
                "persistent, or mixed for the workload connection; pooled if a key of a pool is given"),
        ofRun(
                READ_WRITE_SPLIT,
                new ValueKind.YesNo(),
                "Whether transactions that only read run on a standby, and the others on the"
                    + " primary.")
            .flag("--read-write-split")
            .otherwise(Boolean.toString(PLAN.connections().readWriteSplit())),
        ofRun(
                QUERY_MODE,
                ValueKind.Choice.of("simple", "extended", "prepared"),
                "How statements reach the server, with the names of pgbench --protocol.")
            .flag("--query-mode")
            .otherwise(QueryMode.PREPARED.text()),
        ofRun(
                DURATION,
                new ValueKind.Time(SHORTEST, LONGEST),
                "How long is measured; no limit if only max_transactions is given.")
            .flag("--duration", "-d")
            .otherwise(GoDuration.format(PLAN.end().duration().orElseThrow()))
            .whenAbsent("max_transactions, until or the last phase ends the run"),
        ofRun(
                MAX_TRANSACTIONS,
                new ValueKind.Whole(1, Long.MAX_VALUE),
                "How many transactions are measured, at most.")
            .flag("--max-transactions")
            .whenAbsent("no limit"),
        ofRun(
                WARMUP,
                new ValueKind.Time(Duration.ZERO, LONGEST),
                "How long the load runs before it counts.")
            .flag("--warmup")
            .otherwise(GoDuration.format(PLAN.warmup())),
        ofRun(
                RATE,
                new ValueKind.RateText(true),
                "How many transactions start, whether or not those before have ended (open loop).")
            .flag("--rate")
            .whenAbsent("each worker starts the next when its last has ended (closed loop)"),
        ofRun(
                ARRIVALS,
                ValueKind.Choice.of("constant", "poisson"),
                "How the transactions of an open loop are spread: evenly, or at random.")
            .flag("--arrivals")
            .whenAbsent("constant"),
        ofRun(
                THINK_TIME,
                new ValueKind.PauseText(),
                "The pause of a worker after each transaction; 0s switches the workload's own off.")
            .flag("--think-time")
            .whenAbsent("that of the workload"),
        ofRun(
                MIX,
                new ValueKind.MixText(),
                "Which transactions run, with their weights; all others do not. May be a mapping.")
            .spelled(PARAMETERS + "." + MIX)
            .flag("--mix")
            .whenAbsent("that of the workload"),
        ofRun(
                SEED,
                new ValueKind.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                "Where all random numbers come from.")
            .flag("--seed")
            .otherwise(Long.toString(PLAN.seed())),
        ofRun(
                ISOLATION,
                ValueKind.Choice.of("read committed", "repeatable read", "serializable"),
                "The isolation level of transactions that do not insist on one.")
            .flag("--isolation")
            .otherwise("read committed"),
        ofRun(
                MAX_TRIES,
                new ValueKind.Whole(1, 1_000),
                "How often a transaction is tried when the server asks for it (SQLSTATE class 40).")
            .flag("--max-tries")
            .otherwise(Integer.toString(PLAN.maxTries())),
        ofRun(
                GRACE,
                new ValueKind.Time(Duration.ZERO, LONGEST),
                "How long transactions may go on after the end before they are cancelled.")
            .flag("--grace")
            .otherwise(GoDuration.format(PLAN.grace())),
        ofRun(VERIFY, new ValueKind.YesNo(), "Whether the data is checked after the run.")
            .flag("--verify")
            .otherwise(Boolean.toString(PLAN.verify())),
        ofRun(
                VERIFY_INTERVAL,
                new ValueKind.Time(Duration.ofMillis(100), Duration.ofHours(24)),
                "How often the data is checked while the run goes on; it is checked after it too, then.")
            .flag("--verify-interval")
            .whenAbsent("only after the run"),
        ofRun(SUMMARY, new ValueKind.YesNo(), "Whether a line is printed while the run goes on.")
            .flag("--no-summary")
            .otherwise("true"),
        ofRun(
                SUMMARY_INTERVAL,
                new ValueKind.Time(SHORTEST, Duration.ofHours(24)),
                "How often that line is printed.")
            .flag("--summary-interval", "-s")
            .otherwise("10s"),
        ofRun(
                COLLECT_PG_STATS,
                new ValueKind.YesNo(),
                "Whether the server's statistics of the measured part belong to the result.")
            .spelled("metrics.collect_pg_stats")
            .flag("--collect-pg-stats")
            .otherwise("false"),
        ofRun(
                PG_STATS_STATEMENTS,
                new ValueKind.YesNo(),
                "Whether those of each statement do too (pg_stat_statements); switches"
                    + " collect_pg_stats on.")
            .spelled("pg_stat_statements")
            .spelled("workload.pg_stat_statements")
            .spelled("metrics.pg_stats_statements")
            .flag("--pg-stat-statements")
            .otherwise("false"),
        ofRun(
            PHASES,
            new ValueKind.Phases(),
            "Parts of the measured time with loads of their own, one after another."),
        ofRun(
                SHAPE,
                ValueKind.Choice.of("constant", "sine"),
                "How the load changes by itself: not at all, or up and down as days do.")
            .flag("--shape")
            .otherwise("constant"),
        ofRun(
                SHAPE_LOW,
                new ValueKind.Percentage(),
                "The lowest point of a sine, as a percentage of rate or workers.")
            .flag("--shape-low")
            .whenAbsent("0%"),
        ofRun(
                SHAPE_PERIOD,
                new ValueKind.Time(SHORTEST, LONGEST),
                "How long a sine takes from one lowest point to the next.")
            .flag("--shape-period")
            .whenAbsent("the duration"),
        ofRun(
                PARAMETERS,
                new ValueKind.Members("a mapping of the workload's parameters to values"),
                "Parameters of the workload; a block named after its family, such as tpcc:, is the"
                    + " same.")
            .flag("--param"),
        ofRun(
                LABELS,
                new ValueKind.Members("a mapping of names to texts"),
                "Free texts to find the result by.")
            .flag("--label"),
        ofRun(
                UNTIL,
                new ValueKind.UntilText(),
                "How well TPS is to be known before the run ends (half the width of its range), and"
                    + " the longest time for it; instead of duration.")
            .flag("--until")
            .whenAbsent("duration or max_transactions ends the run"),
        ofRun(
                ON_ERROR,
                ValueKind.Choice.of("continue", "abort"),
                "What happens after a transaction that failed for good: the run goes on, or it ends"
                    + " and has failed.")
            .flag("--on-error")
            .otherwise("continue"),
        ofRun(
                ERROR_LIMIT,
                new ValueKind.Text(
                    "(100|\\d{1,2}(\\.\\d+)?)%", "a share such as 5% or 0.1%, from 0% to 100%"),
                "The largest share of failed transactions; when more fail, the run ends and the exit"
                    + " code is 4.")
            .flag("--error-limit")
            .whenAbsent("any share"),
        ofRun(
                MAX_OUTAGE,
                new ValueKind.Time(SHORTEST, LONGEST),
                "How long all workers together may be without a connection before the run is given"
                    + " up.")
            .flag("--max-outage")
            .otherwise(GoDuration.format(PLAN.errors().longestOutage())));
  }

  private static ConfigKey ofRun(String name, ValueKind kind, String description) {
    return ConfigKey.of(name, kind, description).spelled("workload." + name);
  }

  private static List<ConfigKey> database() {
    ValueKind file = ValueKind.Text.notBlank("the path of a file");
    return List.of(
        ConfigKey.of(
                "database.type",
                ValueKind.Choice.of("postgres", "postgresql"),
                "Which kind of server it is.")
            .otherwise("postgres"),
        ConfigKey.of(
                HOST,
                new ValueKind.Hosts(),
                "The server to measure, or several that stand for each other.")
            .flag("--host")
            .variable("STORMDB_DB_HOST")
            .whenAbsent("the embedded PostgreSQL"),
        ConfigKey.of(PORT, new ValueKind.Ports(), "The port it listens on.")
            .flag("--port")
            .variable("STORMDB_DB_PORT")
            .otherwise("5432"),
        ConfigKey.of(
                TARGET_SESSION_ATTRS,
                ValueKind.Choice.of(
                    Stream.of(SessionTarget.values())
                        .map(SessionTarget::text)
                        .toArray(String[]::new)),
                "Which of several hosts transactions run on; with read_write_split, those that only"
                    + " read.")
            .flag("--target-session-attrs")
            .whenAbsent("any; read-write with several hosts; standby with read_write_split"),
        ConfigKey.of(
                LOAD_BALANCE_HOSTS,
                ValueKind.Choice.of("disable", "random"),
                "Whether each connection tries the hosts in the order given, or in one of its own.")
            .flag("--load-balance-hosts")
            .otherwise("disable"),
        ConfigKey.of(DBNAME, ValueKind.Text.notBlank("the name of a database"), "The database.")
            .flag("--dbname")
            .variable("STORMDB_DB_NAME")
            .otherwise("postgres"),
        ConfigKey.of(USERNAME, ValueKind.Text.notBlank("the name of a user"), "The user.")
            .flag("--username", "-u")
            .variable("STORMDB_DB_USER")
            .otherwise("postgres"),
        ConfigKey.of(PASSWORD, new ValueKind.Text("(?s).*", "a text"), "The user's password.")
            .flag("--password", "-p")
            .variable("STORMDB_DB_PASSWORD")
            .whenAbsent("PGPASSWORD, or the password file ~/.pgpass")
            .asSecret(),
        ConfigKey.of(
                SSLMODE,
                ValueKind.Choice.of(
                    Stream.of(SslMode.values()).map(SslMode::text).toArray(String[]::new)),
                "Whether the connection is encrypted, and whom it trusts.")
            .variable("STORMDB_DB_SSLMODE")
            .otherwise(SslMode.PREFER.text()),
        ConfigKey.of(SSLCERT, file, "The certificate to show to the server.")
            .whenAbsent("~/.postgresql/postgresql.crt if it is there"),
        ConfigKey.of(SSLKEY, file, "The key of that certificate.")
            .whenAbsent("~/.postgresql/postgresql.pk8 if it is there"),
        ConfigKey.of(SSLROOTCERT, file, "The certificates of trusted authorities.")
            .whenAbsent("~/.postgresql/root.crt if it is there"));
  }

  private static List<ConfigKey> embedded() {
    return List.of(
        ConfigKey.of(
                EMBEDDED,
                new ValueKind.YesNo(),
                "Whether the embedded PostgreSQL is started rather than a server used.")
            .flag("--embedded")
            .whenAbsent("true if no server is named"),
        ConfigKey.of(EMBEDDED_VERSION, new ValueKind.Whole(12, 18), "Its major version.")
            .flag("--embedded-version")
            .otherwise(Integer.toString(EmbeddedSettings.DEFAULT_VERSION)),
        ConfigKey.of(
                EMBEDDED_DATA,
                ValueKind.Text.notBlank("the path of a folder"),
                "Where its data stays for the next run.")
            .flag("--embedded-data")
            .whenAbsent("a temporary folder"),
        ConfigKey.of(
                EMBEDDED_UNSAFE,
                new ValueKind.YesNo(),
                "Whether it may lose data in a crash (fsync off), which makes its numbers those of"
                    + " no real server.")
            .flag("--embedded-unsafe")
            .otherwise("false"),
        ConfigKey.of(
                EMBEDDED_SETTINGS,
                new ValueKind.Members("a mapping of PostgreSQL's settings to values"),
                "Settings of the server that win over those chosen for it.")
            .flag("--embedded-setting"));
  }

  private static List<ConfigKey> rest() {
    return List.of(
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
                new ValueKind.Numbers(BigDecimal.valueOf(100), 50, "percentiles"),
                "Which percentiles of latencies reports show.")
            .spelled("metrics.latency_percentiles")
            .otherwise(
                NumberList.join(
                    PLAN.latencyDetail().percentiles().stream()
                        .map(p -> BigDecimal.valueOf(p).stripTrailingZeros().toPlainString())
                        .toList())),
        ConfigKey.of(
                BUCKETS,
                new ValueKind.Numbers(BigDecimal.valueOf(360_000_000), 200, "milliseconds"),
                "Upper limits of the bars of the latency histogram, in milliseconds.")
            .whenAbsent("1, 2 and 5 times a power of 10"),
        ConfigKey.of(
                JSON,
                ValueKind.Text.notBlank("the path of a file"),
                "Where the result is written as JSON.")
            .flag("--json")
            .whenAbsent("not written"),
        ConfigKey.of(
                HLOG,
                ValueKind.Text.notBlank("the path of a file"),
                "Where latency histograms are written, interval by interval, while the run goes on"
                    + " (HdrHistogram log).")
            .flag("--hlog")
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
  }
}
