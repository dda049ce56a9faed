package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void nothingGiven() {
    given = Given.in(folder);
  }

  @Test
  void namesAllProblemsAtOnceTheFileFirst() {
    assertThat(
            given
                .file(
                    """
                    workload: imbd
                    wokers: 4
                    duration: 60
                    scale: 0
                    workers: [1, 2]
                    verify: yes
                    verify: true
                    database:
                      host: db
                      hots: db
                      port: 99999
                      password: hunter2
                    metrics:
                      enabled: false
                    connection_mode: transitory
                    think_time: uniform(5ms,1ms)
                    isolation: dirty read
                    results_backend:
                      enabled: true
                      port: 5
                    host: db
                    frobnicate: 1
                    """)
                .environment(Map.of("STORMDB_DB_PORT", "x", "STORMDB_DB_HSOT", "db"))
                .flags(Map.of("seed", "1.5"))
                .refusal())
        .isEqualTo(
            """
            config.yaml:1: unknown workload 'imbd'; available: bank, odd
            config.yaml:2: unknown key 'wokers'; did you mean 'workers'?
            config.yaml:3: 'duration' must be a duration such as 500ms, 30s or 1m30s, from 100ms \
            to 8784h, was '60'
            config.yaml:4: 'scale' must be a whole number from 1 to 2147483647, was '0'
            config.yaml:5: 'workers' must be one value, was a list
            config.yaml:6: 'verify' must be true or false, was 'yes'
            config.yaml:7: 'verify' is already in line 6; remove one
            config.yaml:10: unknown key 'database.hots'; did you mean 'database.host'?
            config.yaml:11: 'database.port' must be a whole number from 1 to 65535, or one for each host, such as 5432,5433, was '99999'
            config.yaml:14: 'metrics.enabled' must be true (a run that is not measured has no \
            result), was 'false'
            config.yaml:15: 'connection_mode' must be one of persistent, pooled, transient, \
            mixed, was 'transitory'
            config.yaml:16: 'think_time' must be a duration such as 5ms, or uniform(1ms,5ms), or \
            exponential(10ms), was 'uniform(5ms,1ms)'
            config.yaml:17: 'isolation' must be one of read committed, repeatable read, \
            serializable, was 'dirty read'
            config.yaml:18: key 'results_backend' is not supported by this version yet; remove it
            config.yaml:21: unknown key 'host'; did you mean 'database.host'?
            config.yaml:22: unknown key 'frobnicate'; available: arrivals, bank, \
            collect_pg_stats, connection_mode, connection_timeout, connections, database, \
            driver, duration, embedded, error_limit, grace, idle_timeout, isolation, labels, logging, \
            max_idle_connections, max_lifetime, max_outage, max_transactions, max_tries, metrics, mix, \
            odd, on_error, output, pg_stat_statements, pg_stats_interval, pg_stats_statements, phases, plugins, \
            progressive, query_mode, query_timeout, rate, read_write_split, scale, schema, seed, shape, shape_low, shape_period, summary, \
            summary_interval, think_time, until, verify, verify_interval, warmup, workers, \
            workload, workload_config
            unknown variable STORMDB_DB_HSOT; did you mean STORMDB_DB_HOST?
            STORMDB_DB_PORT must be a whole number from 1 to 65535, or one for each host, such as 5432,5433, was 'x'
            --seed must be a whole number, was '1.5'\
            """);
  }

  @Test
  void listsOnceWhatWouldHaveWorked() {
    String refusal =
        given.file("workload: bank\nkind: Deployment\nwokers: 1\nspec:\n  replicas: 1\n").refusal();
    assertThat(refusal.lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("config.yaml:2: unknown key 'kind'; available: arrivals, bank, "),
            second ->
                assertThat(second)
                    .isEqualTo("config.yaml:3: unknown key 'wokers'; did you mean 'workers'?"),
            third -> assertThat(third).isEqualTo("config.yaml:4: unknown key 'spec'"));
  }

  @Test
  void saysWhichItemOfAListIsWrong() {
    assertThat(
            given
                .file(
                    """
                    workload: bank
                    metrics:
                      percentiles:
                      - 50
                      - p95
                      -
                      - [99]
                      histogram_buckets: [5, 1]
                    """)
                .refusal())
        .isEqualTo(
            """
            config.yaml:5: 'metrics.percentiles' must be a list of numbers, has 'p95'
            config.yaml:6: 'metrics.percentiles' has no value; write one, or remove the line
            config.yaml:7: 'metrics.percentiles' must be one value, was a list
            config.yaml:8: 'metrics.histogram_buckets' must be a list of 1 to 200 ascending \
            milliseconds greater than 0, up to 360000000, such as [50, 99.9], was '[5, 1]'\
            """);
    assertThat(given.file("workload: bank\nmetrics: {percentiles: 101}\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'metrics.percentiles' must be a list of 1 to 50 ascending percentiles"
                + " greater than 0, up to 100, such as [50, 99.9], was '101'");
    assertThat(given.file("workload: bank\nmetrics: {percentiles: []}\n").refusal())
        .contains("was '[]'");
  }

  @Test
  void knowsOnlyOneEndOfARunUntilTpsIsKnown() {
    assertThat(
            given
                .file("workload: bank\nduration: 10m\nmax_transactions: 5\nuntil: ci 2% or 10m\n")
                .refusal())
        .isEqualTo(
            """
            config.yaml:2: 'duration' has no meaning with until (config.yaml:4), which has a \
            longest time of its own; remove one of them
            config.yaml:3: 'max_transactions' has no meaning with until (config.yaml:4), which has a \
            longest time of its own; remove one of them\
            """);
    assertThat(given.file("workload: bank\nuntil: 2%\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'until' must be a width in per cent and the longest time, such as ci 2%"
                + " or 10m, was '2%'");
  }

  @Test
  void saysThatAWorkloadIsMissing() {
    assertThat(given.refusal())
        .isEqualTo(
            "no workload is named; write 'workload: NAME' in the file or give --workload;"
                + " available: bank, odd");
  }

  @Test
  void doesNotMissWhatALineMayHaveMeant() {
    assertThat(given.file("wrokload: bank\ndatabase: {hots: db, port: 5432}\n").refusal())
        .isEqualTo(
            "config.yaml:1: unknown key 'wrokload'; did you mean 'workload'?\n"
                + "config.yaml:2: unknown key 'database.hots'; did you mean 'database.host'?");
  }

  @Test
  void saysWhichFlagNamesAnUnknownWorkload() {
    assertThat(given.flags(Map.of("workload", "bnak")).refusal())
        .isEqualTo(
            "--workload: unknown workload 'bnak'; available: bank, odd. Did you mean 'bank'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database: localhost | config.yaml:2: 'database' must be a mapping, was a single value",
        "labels: [a] | config.yaml:2: 'labels' must be a mapping of names to texts, was a list",
        "labels: {a: [1]} | config.yaml:2: 'labels.a' must be one value, was a list",
        "labels: {a: 1, a: 2} | config.yaml:2: 'labels.a' is already in line 2; remove one",
        "workers: | config.yaml:2: 'workers' has no value; write one, or remove the line",
        "workers: ~ | config.yaml:2: 'workers' has no value; write one, or remove the line",
        "workers: 1_000 | config.yaml:2: 'workers' must be a whole number from 1 to 10000, was"
            + " '1_000'",
        "workers: !env X | config.yaml:2: 'workers' has a value that begins with '!'; put it in"
            + " quotes",
        "[a]: b | config.yaml:2: a key must be a name",
        "schema: Shop | config.yaml:2: 'schema' must be lower-case letters, digits and"
            + " underscores, at most 63 of them, no digit first, was 'Shop'",
        "max_transactions: 0 | config.yaml:2: 'max_transactions' must be a whole number from 1"
            + " up, was '0'",
        "database.host: db | config.yaml:2: 'database.host' has a dot in it; write 'host:' in"
            + " lines below 'database:'"
      })
  void saysWhatIsWrongWithALine(String line, String problem) {
    assertThat(given.file("workload: bank\n" + line + "\n").refusal()).isEqualTo(problem);
  }

  @Test
  void refusesTheSameSettingInTwoForms() {
    assertThat(given.file("workload:\n  type: bank\n  workers: 2\nworkers: 2\n").refusal())
        .isEqualTo(
            "config.yaml:4: 'workers' sets what is already set by 'workload.workers' in line 3;"
                + " remove one of them");
  }

  @Test
  void refusesFewerConnectionsThanWorkers() {
    assertThat(
            given
                .file("workload: bank\nconnections: 20\n")
                .flags(Map.of("workers", "50"))
                .refusal())
        .isEqualTo(
            "config.yaml:2: 'connections' must be at least workers (50, flag --workers), because"
                + " every worker keeps a connection of its own, was 20; to share them, give"
                + " connection_mode: pooled");
  }

  @Test
  void refusesAKeyOfAPoolWithoutAPool() {
    assertThat(
            given
                .file(
                    """
                    workload: bank
                    connection_mode: transient
                    database:
                      connection_max_lifetime: 1h
                    """)
                .refusal())
        .isEqualTo(
            "config.yaml:4: 'database.connection_max_lifetime' has no effect in connection mode"
                + " transient (config.yaml:2); only a pool has it: give connection_mode: pooled, or"
                + " remove one of them");
  }

  @Test
  void refusesTwoSpellingsOfOneKeyOfAPool() {
    assertThat(
            given
                .file(
                    """
                    workload: bank
                    idle_timeout: 15m
                    database:
                      connection_max_idle_time: 10m
                    """)
                .refusal())
        .isEqualTo(
            "config.yaml:4: 'database.connection_max_idle_time' sets what is already set by"
                + " 'idle_timeout' in line 2; remove one of them");
  }

  @Test
  void refusesAPoolThatCannotBe() {
    assertThat(
            given
                .file("workload: bank\nconnections: 5\nmax_idle_connections: 6\nmax_lifetime: 1s\n")
                .refusal())
        .isEqualTo(
            "max_idle_connections must be from 0 to the size of the pool (5), was 6; max_lifetime"
                + " must be 0s (never) or at least 30s, was 1s");
  }

  @Test
  void refusesAPauseInAnOpenLoop() {
    assertThat(
            given
                .file("workload: bank\nthink_time: 5ms\n")
                .flags(Map.of("rate", "500/s"))
                .refusal())
        .isEqualTo(
            "config.yaml:2: 'think_time' has no meaning with a rate (flag --rate), because an open"
                + " loop starts transactions by the clock; remove one of them");
  }

  @Test
  void refusesChecksWhileRunningWhereChecksAreOff() {
    assertThat(given.file("workload: bank\nverify: false\nverify_interval: 1s\n").refusal())
        .isEqualTo("verify_interval needs verify, which is off");
  }

  @Test
  void refusesATimetableWithoutARate() {
    assertThat(given.file("workload: bank\narrivals: poisson\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'arrivals' has no meaning without a rate; give one, such as 500/s, or"
                + " remove it");
  }

  @Test
  void refusesARateOfNothing() {
    assertThat(given.file("workload: bank\nrate: 0/s\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'rate' must be a positive number of transactions a second or a minute,"
                + " such as 500/s or 30000/m, was '0/s'");
  }

  @Test
  void refusesMoreDataThanTheWorkloadCanHold() {
    assertThat(given.file("workload: bank\n").flags(Map.of("scale", "101")).refusal())
        .isEqualTo("--scale: scale of 'bank' must be at most 100 (thousand accounts), was 101");
  }

  @Nested
  class Parameters {

    @Test
    void areCheckedByTheirDeclaration() {
      assertThat(
              given
                  .file("workload: bank\nworkload_config:\n  ordr: drawn\nbank:\n  order: mixed\n")
                  .flags(Map.of("workload_config.rollbacks", "2", "workload_config.size", "1"))
                  .refusal()
                  .lines())
          .containsExactlyInAnyOrder(
              "config.yaml:3: workload 'bank' has no parameter 'ordr'; did you mean 'order'?",
              "config.yaml:5: 'order' must be one of sorted, drawn, was 'mixed'",
              "--param rollbacks: 'rollbacks' must be a number from 0.0 to 1.0, was '2'",
              "--param size: workload 'bank' has no parameter 'size'; available: order,"
                  + " rollbacks");
    }

    @Test
    void areNamedWhenTheWorkloadHasNone() {
      WorkloadCatalog bare =
          WorkloadCatalog.of(
              List.of(
                  new WorkloadPlugin() {
                    @Override
                    public PluginInfo info() {
                      return new PluginInfo("bare", "1.0", "Nothing.", "Ada Examplewright");
                    }

                    @Override
                    public List<WorkloadType> types() {
                      return List.of(
                          new WorkloadType(
                              "bare", List.of(), "bare", "Nothing.", "nothing", 1, 1, List.of()));
                    }

                    @Override
                    public Workload create(String type, io.stormdb.api.Parameters parameters) {
                      throw new UnsupportedOperationException("only its name is wanted");
                    }
                  }));
      Sources sources =
          Sources.of(bare).flags(Map.of("workload", "bare", "workload_config.x", "1"));
      assertThat(new Given(folder, sources).refusal())
          .isEqualTo("--param x: workload 'bare' has no parameter 'x'; it has none");
    }

    @Test
    void areCheckedInBlocksOfOtherFamilies() {
      assertThat(given.file("workload: odd\nbank: {ordr: drawn, order: mixed}\n").refusal())
          .isEqualTo(
              "config.yaml:2: workload 'bank' has no parameter 'ordr'; did you mean 'order'?\n"
                  + "config.yaml:2: 'order' must be one of sorted, drawn, was 'mixed'");
    }

    @Test
    void cannotBeGivenTwice() {
      assertThat(
              given
                  .file("workload: bank\nworkload_config: {order: drawn}\nbank: {order: drawn}\n")
                  .refusal())
          .isEqualTo(
              "config.yaml:3: 'bank.order' sets what is already set by 'workload_config.order' in"
                  + " line 2; remove one of them");
    }
  }

  @Nested
  class Variables {

    @Test
    void mustBeSetOrHaveADefault() {
      assertThat(given.file("workload: bank\nlabels:\n  who: ${NOBODY}\n").refusal())
          .isEqualTo(
              "config.yaml:3: 'labels.who' needs the variable NOBODY, which is not set; set it, or"
                  + " write ${NOBODY:-default}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${NOBODY", "${1}", "${a b}", "${}"})
    void mustBeNamed(String value) {
      assertThat(given.file("workload: bank\nlabels:\n  who: '" + value + "'\n").refusal())
          .isEqualTo(
              "config.yaml:3: 'labels.who' has a '${' that begins no variable; write ${NAME},"
                  + " ${NAME:-default}, or $${ for the characters themselves");
    }

    @Test
    void ofTheEnvironmentAreSwitches() {
      assertThat(
              given
                  .flags(Map.of("workload", "bank"))
                  .environment(Map.of("STORMDB_DEBUG", "yes"))
                  .refusal())
          .isEqualTo("STORMDB_DEBUG must be 1, true, 0 or false, was 'yes'");
    }
  }

  @Nested
  class ChoiceOfServer {

    @Test
    void refusesADatabaseWithoutAHost() {
      assertThat(given.file("workload: bank\ndatabase:\n  dbname: shop\n").refusal())
          .isEqualTo(
              "config.yaml:3: 'database.dbname' has no effect, because no server is named; give"
                  + " database.host, --host or STORMDB_DB_HOST, or remove it to use the embedded"
                  + " PostgreSQL");
    }

    @Test
    void refusesServerAndEmbeddedTogether() {
      assertThat(
              given
                  .flags(
                      Map.of("workload", "bank", "database.host", "db", "embedded.enabled", "true"))
                  .refusal())
          .isEqualTo(
              "--host has no effect, because the embedded PostgreSQL is asked for (flag"
                  + " --embedded); remove one of them");
    }

    @Test
    void refusesFlagsForTheEmbeddedOneWithAServer() {
      assertThat(
              given
                  .file("workload: bank\ndatabase:\n  host: db\n")
                  .flags(Map.of("embedded.version", "16"))
                  .refusal())
          .isEqualTo(
              "--embedded-version has no effect, because a server is named (config.yaml:3); add"
                  + " --embedded, or remove it");
    }

    @Test
    void refusesLinesForTheEmbeddedOneWithAServerInTheSameFile() {
      assertThat(
              given
                  .file(
                      """
                      workload: bank
                      database:
                        host: db
                      embedded:
                        version: 16
                        settings:
                          work_mem: 64MB
                      """)
                  .refusal())
          .isEqualTo(
              "config.yaml:5: 'embedded.version' has no effect, because a server is named"
                  + " (config.yaml:3); add --embedded, or remove it\n"
                  + "config.yaml:7: 'embedded.settings.work_mem' has no effect, because a server is"
                  + " named (config.yaml:3); add --embedded, or remove it");
    }

    @Test
    void acceptsLinesForTheEmbeddedOneThatAreSwitchedOff() {
      assertThat(
              given
                  .file(
                      """
                      workload: bank
                      database:
                        host: db
                      embedded:
                        enabled: false
                        version: 16
                      """)
                  .resolved()
                  .server())
          .isPresent();
    }

    @Test
    void acceptsLinesForTheEmbeddedOneOfAFileThatAFlagOverrides() {
      assertThat(
              given
                  .file("workload: bank\nembedded:\n  version: 16\n")
                  .flags(Map.of("database.host", "db"))
                  .resolved()
                  .server())
          .isPresent();
    }

    @Test
    void refusesFlagsForTheEmbeddedOneThatAFileSwitchesOff() {
      assertThat(
              given
                  .file("workload: bank\ndatabase:\n  host: db\nembedded:\n  enabled: false\n")
                  .flags(Map.of("embedded.version", "16"))
                  .refusal())
          .isEqualTo(
              "--embedded-version has no effect, because a server is named (config.yaml:3); add"
                  + " --embedded, or remove it");
    }

    @Test
    void refusesNeither() {
      assertThat(given.file("workload: bank\nembedded:\n  enabled: false\n").refusal())
          .isEqualTo(
              "config.yaml:3: 'embedded.enabled' is false, but no server is named; give"
                  + " database.host, --host or STORMDB_DB_HOST");
    }

    @Test
    void refusesSettingsThatTheEmbeddedOneCannotHave() {
      assertThat(
              given
                  .file("workload: bank\nembedded:\n  settings:\n    port: 1\n    'a b': 1\n")
                  .refusal())
          .isEqualTo(
              "config.yaml:4: 'embedded.settings.port' is chosen by StormDB itself; remove it\n"
                  + "config.yaml:5: 'embedded.settings.a b' is not the name of a setting of"
                  + " PostgreSQL");
    }

    @ParameterizedTest
    @CsvSource({
      "postgres://ann:s3cr/t@x@db/bench, postgres://ann:********@db/bench",
      "jdbc:postgresql://db/bench?user=ann&password=s3cret, jdbc:postgresql://db/bench?user=ann&password=********"
    })
    void hidesThePasswordOfAUrl(String url, String shown) {
      assertThat(given.flags(Map.of("workload", "bank", "database.host", url)).refusal())
          .endsWith(", or several, such as a,b:5433,[::1], was '" + shown + "'");
      assertThat(
              given
                  .flags(Map.of("workload", "bank", "database.host", "db", "database.dbname", url))
                  .refusal())
          .isEqualTo("--dbname must be the name of a database, no URL, was '" + shown + "'");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "db/x?user=y",
          "db:0",
          "db:65536",
          "postgres://db",
          "run/pg",
          "a b",
          "",
          "a,,b",
          "[::1",
          "[db]",
          "a:b"
        })
    void refusesHostsThatAreNone(String host) {
      assertThat(given.flags(Map.of("workload", "bank", "database.host", host)).refusal())
          .isEqualTo(
              "--host must be a host name, an IP address, or the folder of a Unix-domain socket (at"
                  + " most 92 characters), or several, such as a,b:5433,[::1], was '"
                  + host
                  + "'");
    }

    @Test
    void refusesToInsistOnEncryptionWhereThereIsNone() {
      assertThat(
              given
                  .environment(Map.of("STORMDB_DB_SSLMODE", "require"))
                  .flags(Map.of("workload", "bank", "database.host", "/run/pg"))
                  .refusal())
          .isEqualTo(
              "STORMDB_DB_SSLMODE must be disable, allow or prefer, because the Unix-domain socket"
                  + " in /run/pg is never encrypted, was 'require'; or give a host name to connect"
                  + " by TCP");
    }
  }

  @Nested
  class TheFile {

    @Test
    void mustExist() {
      Path missing = folder.resolve("no.yaml");
      assertThat(new Given(folder, given.sources().file(missing)).refusal())
          .isEqualTo("cannot read no.yaml: there is no such file; name another with --config");
    }

    @Test
    void mustBeFiles() {
      assertThat(
              new Given(folder, given.sources().file(folder))
                  .flags(Map.of("workload", "bank"))
                  .refusal())
          .isEqualTo("cannot read " + folder + ": it is a folder");
    }

    @Test
    void mustBeUtf8() throws IOException {
      Path latin = Files.write(folder.resolve("config.yaml"), new byte[] {'a', (byte) 0xE4, 'b'});
      assertThat(
              new Given(folder, given.sources().file(latin))
                  .flags(Map.of("workload", "bank"))
                  .refusal())
          .isEqualTo("config.yaml is not text in UTF-8; save it in that encoding");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "just text | config.yaml:1: a configuration is lines of 'key: value', this is a single"
              + " value",
          "- a | config.yaml:1: a configuration is lines of 'key: value', this is a list",
          "a:#\t- b | config.yaml:2: a tab is used for indentation; YAML wants blanks",
          "a: %x | config.yaml:1: the character in column 4 cannot begin a value; put the value in"
              + " quotes",
          "a: b: c | config.yaml:1: the ':' in column 5 is not expected there; either the"
              + " indentation is wrong, or the value has ': ' in it and wants quotes",
          "a: 1#b#c: 2 | config.yaml:2: is not 'key: value'; is the ':' or the blank after it"
              + " missing?",
          "a:#  b: 1# c: 2 | config.yaml:3: is indented differently from the lines it seems to"
              + " belong with",
          "a: [1, 2 | config.yaml:1: has a '[' or '{' that is not closed",
          "a: \"x#b: y | config.yaml:1: has a quotation mark that is not closed",
          "a: *x | config.yaml:1: the value in column 4 begins with '*', which refers to something"
              + " that is not there; put the value in quotes",
          "a: \"\\q\" | config.yaml:1: a backslash in double quotes begins something unknown in"
              + " column 6; write \\\\, or use single quotes",
          "a: 1#---#b: 2 | config.yaml:2: begins a second document; a configuration is one",
          "a: 1#b: x\u0007y | config.yaml:2: has a control character (U+0007), which YAML does not"
              + " allow",
          "%YAML 3.0#---#a: b | config.yaml:1: is not YAML from column 1 on; check quotes and"
              + " indentation here and in the line above"
        })
    void mustBeYaml(String yaml, String problem) {
      assertThat(given.file(yaml.replace('#', '\n')).flags(Map.of("workload", "bank")).refusal())
          .isEqualTo(problem);
    }
  }

  @Nested
  class Secrets {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "password: hunter2\n  port: x",
          "password:hunter2",
          "{password:hunter2}",
          "password: [hunter2]",
          "password: {hunter2: x}",
          "password: *hunter2",
          "password: !hunter2 x",
          "password: %hunter2",
          "password: 'hunter2",
          "password: hunter2: x",
          "password: hunter2 ${",
          "password: \"hunter2 \\q\"",
          "pasword: hunter2",
          "password: hunter2\n  password: hunter2"
        })
    void areInNoMessage(String line) {
      String section = line.startsWith("{") ? "database: " + line : "database:\n  " + line;
      assertThat(given.file("workload: bank\n" + section + "\n").refusal())
          .doesNotContain("hunter2");
    }

    @Test
    void areNotTakenFromAPrintedConfiguration() {
      assertThat(
              given
                  .file("workload: bank\ndatabase:\n  host: db\n  password: '********'\n")
                  .refusal())
          .isEqualTo(
              "config.yaml:4: 'database.password' is the mask of a printed configuration; write"
                  + " the password, or ${STORMDB_DB_PASSWORD}, or remove it");
    }

    @Test
    void areInNoText() {
      Given secret =
          given
              .environment(Map.of("STORMDB_DB_PASSWORD", "hunter2"))
              .flags(Map.of("workload", "bank", "database.host", "db"));
      Configuration configuration = secret.resolved();
      ServerAddress server = configuration.server().orElseThrow();
      assertThat(
              String.join(
                  "\n",
                  configuration.print(),
                  configuration.toString(),
                  configuration.plan().toString(),
                  secret.sources().toString(),
                  server.toString(),
                  server.url(),
                  String.valueOf(server.password()),
                  new Setting(
                          Keys.named(ServerKeys.PASSWORD),
                          ServerKeys.PASSWORD,
                          ServerKeys.PASSWORD,
                          "hunter2",
                          new Origin.Default())
                      .toString()))
          .doesNotContain("hunter2");
    }
  }
}
