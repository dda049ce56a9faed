package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintTest {

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void nothingGiven() {
    given = Given.in(folder);
  }

  @Test
  void saysWhereEachValueComesFrom() {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("workers", "50");
    flags.put("labels.team", "storage #1");
    flags.put("database.password", "hunter2");
    flags.put("summary", "false");
    assertThat(
            given
                .file(
                    """
                    workload: bank
                    duration: 5m
                    isolation: repeatable_read
                    database:
                      host: db.example
                      dbname: "o'shop"
                    bank:
                      order: drawn
                    """)
                .environment(Map.of("STORMDB_DB_HOST", "other.example", "STORMDB_TRACE_SQL", "1"))
                .flags(flags)
                .printed())
        .isEqualTo(
            """
            workload: bank  # config.yaml:1
            # scale: not set; what is loaded, or the default of the workload
            # schema: not set; stormdb_ and the family of the workload
            workers: 50  # flag --workers
            # connections: not set; one a worker
            # connection_mode: not set; persistent, or mixed for the workload connection; pooled if a key of a pool is given
            read_write_split: false  # default
            query_mode: prepared  # default
            driver: auto  # default
            duration: 5m  # config.yaml:2
            # max_transactions: not set; no limit
            warmup: 0s  # default
            # rate: not set; each worker starts the next when its last has ended (closed loop)
            # arrivals: not set; constant
            # think_time: not set; that of the workload
            # mix: not set; that of the workload
            seed: 42  # default
            isolation: repeatable_read  # config.yaml:3
            max_tries: 10  # default
            grace: 5s  # default
            verify: false  # default
            # verify_interval: not set; only after the run
            summary: false  # flag --no-summary
            summary_interval: 10s  # default
            collect_pg_stats: false  # default
            pg_stats_statements: false  # default
            pg_stats_interval: 1s  # default
            # phases: none
            shape: constant  # default
            # shape_low: not set; 0%
            # shape_period: not set; the duration
            workload_config:
              order: drawn  # config.yaml:8
              # rollbacks: 0.0  # default
            labels:
              team: 'storage #1'  # flag --label
            # until: not set; duration or max_transactions ends the run
            on_error: continue  # default
            # error_limit: not set; any share
            max_outage: 5m  # default
            # connection_timeout: not set; 30s; 10s for the server to answer
            # query_timeout: not set; no limit but that of the server
            # max_idle_connections: not set; all; none if idle_timeout is given
            # idle_timeout: not set; 10m, or half of max_lifetime if that is less
            # max_lifetime: not set; 30m
            progressive:
              # enabled: not set; false; true if --bands, --find-max or --resume is given
              # strategy: not set; linear; custom with levels, slo with find_max
              # min_workers: not set; 1
              # max_workers: not set; --workers, or 4 for each processor of this machine, at least 16, as far as the server has connections
              # step_workers: not set; bands decides
              # min_connections: not set; one a worker, or 1 if max_connections is given
              # max_connections: not set; one a worker, or workers if min_connections is given
              # step_connections: not set; bands decides
              # bands: not set; 8; 30 for slo
              # levels: not set; the strategy decides
              # find_max: not set; workers and connections change, not a rate
              # min_rate: not set; 1/s
              # start_rate: not set; 100/s
              # max_rate: not set; 100000/s
              # test_duration: not set; duration if that is given, or 30s
              # warmup_duration: not set; warmup if that is given, or 10s
              cooldown_duration: 5s  # default
              # quiet_within: not set; not at all
              order: listed  # default
              # repeats: not set; 1; 2 in order abba
              # stop_on_errors: not set; any share
              # stop_on_latency: not set; any latency
              # stop_on_decline: not set; any decline
              enable_analysis: true  # default
              # export_format: not set; json, with what export_csv and export_json say
              # export_path: not set; stormdb-progressive- and the time, in the current folder
              # export_csv: not set; export_format decides
              # export_json: not set; output.json if that is given, or true
              # resume: not set; a new study
              # max_latency_samples: not set; no limit
              # memory_limit_mb: not set; no limit
            plugins:
              paths:
                - './plugins'  # default
                - './build/plugins'  # default
              # files: none
              auto_load: true  # default
            database:
              type: postgres  # default
              host: other.example  # environment STORMDB_DB_HOST
              port: 5432  # default
              # target_session_attrs: not set; any; read-write with several hosts; standby with read_write_split
              load_balance_hosts: disable  # default
              dbname: 'o''shop'  # config.yaml:6
              username: postgres  # default
              # password: ********  # flag --password
              sslmode: prefer  # default
              # sslcert: not set; ~/.postgresql/postgresql.crt if it is there
              # sslkey: not set; ~/.postgresql/postgresql.pk8 if it is there
              # sslrootcert: not set; ~/.postgresql/root.crt if it is there
            metrics:
              enabled: true  # default
              interval: 1s  # default
              per_worker: true  # default
              per_type: true  # default
              per_statement: false  # default
              worker_series: false  # default
              percentiles: [50, 90, 95, 99, 99.9, 99.99]  # default
              # histogram_buckets: not set; 1, 2 and 5 times a power of 10
            output:
              # json: not set; not written
              # hlog: not set; not written
              # csv: not set; not written
            logging:
              level: info  # default
              trace_sql: true  # environment STORMDB_TRACE_SQL
            """);
  }

  @Test
  void saysHowTheEmbeddedServerIsStarted() {
    assertThat(
            given
                .flags(
                    Map.of(
                        "workload", "odd",
                        "max_transactions", "10",
                        "embedded.enabled", "true",
                        "embedded.settings.work_mem", "64MB"))
                .printed()
                .lines())
        .contains(
            "# duration: not set; max_transactions, until or the last phase ends the run",
            "max_transactions: 10  # flag --max-transactions",
            "workload_config:",
            "  # what: divide  # default",
            "# labels: none",
            "embedded:",
            "  enabled: true  # flag --embedded",
            "  version: 17  # default",
            "  # data: not set; a temporary folder",
            "  unsafe: false  # default",
            "  settings:",
            "    work_mem: 64MB  # flag --embedded-setting")
        .doesNotContain("database:");
  }

  @Test
  void canBeReadAgainWithTheSameEffect() {
    Configuration server =
        given
            .file(
                """
                workload: purse
                scale: 3
                connections: 9
                max_idle_connections: 3
                query_timeout: 5s
                think_time: uniform(1ms, 5ms)
                database: {host: "::1", sslkey: "/a b/#k", dbname: "${NAME}"}
                """)
            .environment(Map.of("NAME", "shop"))
            .resolved();
    Configuration again = given.file(server.print()).resolved();
    assertThat(again.plan()).isEqualTo(server.plan());
    assertThat(again.server()).isEqualTo(server.server());
    assertThat(again.connections()).isEqualTo(server.connections());

    Configuration embedded =
        given
            .flags(
                Map.of(
                    "workload", "bank",
                    "max_transactions", "7",
                    "embedded.version", "12",
                    "embedded.settings.pg_stat_statements.track", "all",
                    "summary", "false",
                    "summary_interval", "3s",
                    "output.json", "result.json",
                    "logging.level", "trace"))
            .resolved();
    again = given.file(embedded.print()).resolved();
    assertThat(again.plan()).isEqualTo(embedded.plan());
    assertThat(again.server()).isEmpty();
    assertThat(again.embedded()).isEqualTo(embedded.embedded());
    assertThat(again.summary()).isFalse();
    assertThat(again.summaryInterval()).isEqualTo(embedded.summaryInterval());
    assertThat(again.json()).isEqualTo(embedded.json());
    assertThat(again.logLevel()).isEqualTo(LogLevel.TRACE);
  }

  @Test
  void writesListsAsTheyAreWrittenInFiles() {
    Configuration first =
        given
            .file(
                """
                workload: bank
                until: ci 2% or 10m
                metrics:
                  percentiles:
                  - 50.0
                  - 99.9
                  histogram_buckets: [1, 2.5]
                output: {hlog: latencies.hlog, csv: both.csv}
                """)
            .resolved();
    assertThat(first.print())
        .contains(
            "# duration: not set; max_transactions, until or the last phase ends the run\n",
            "\nuntil: 'ci 2% or 10m'  # ",
            "\n  percentiles: [50.0, 99.9]  # ",
            "\n  histogram_buckets: [1, 2.5]  # ",
            "\n  hlog: latencies.hlog  # ",
            "\n  csv: both.csv  # ");
    assertThat(first.plan().latencyDetail().percentiles()).containsExactly(50.0, 99.9);
    Configuration again = given.file(first.print()).resolved();
    assertThat(again.plan()).isEqualTo(first.plan());
    assertThat(again.hlog()).isEqualTo(first.hlog());
    assertThat(again.csv()).isEqualTo(first.csv()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "~",
        "true",
        "1e3",
        "a: b",
        "a # b",
        "- a",
        "it's",
        "\"quoted\"",
        "back\\slash",
        "a\nb\t\u0000\u0085\u2028\uFEFF",
        "Zürich",
        "\uD83D\uDE00",
        "${NAME}",
        "$${NAME:-x}",
        "*a",
        "!a",
        "%a",
        "{a}",
        "[a",
        "?"
      })
  void keepsEveryText(String text) {
    Map<String, String> labels = Map.of("of " + text, text);
    Configuration first =
        given.flags(Map.of("workload", "bank", "labels.of " + text, text)).resolved();
    assertThat(first.plan().labels()).isEqualTo(labels);
    assertThat(given.file(first.print()).resolved().plan().labels()).isEqualTo(labels);
  }
}
