package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.Connections;
import io.stormdb.core.Load;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void nothingGiven() {
    given = Given.in(folder);
  }

  @Test
  void hasDefaultsForAllButTheWorkload() {
    Configuration configuration = given.flags(Map.of("workload", "bank")).resolved();

    assertThat(configuration.plan()).isEqualTo(RunPlan.of("bank"));
    assertThat(configuration.workloadType().name()).isEqualTo("bank");
    assertThat(configuration.server()).isEmpty();
    assertThat(configuration.embedded())
        .isEqualTo(new EmbeddedSettings(17, Optional.empty(), false, Map.of()));
    assertThat(configuration.connections()).isEmpty();
    assertThat(configuration.summary()).isTrue();
    assertThat(configuration.summaryInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(configuration.json()).isEmpty();
    assertThat(configuration.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(configuration.traceSql()).isFalse();
  }

  @Test
  void readsTheFlatForm() {
    Configuration configuration =
        given
            .file(
                """
                database:
                  type: postgres
                  host: localhost
                  port: 5433
                  dbname: shop
                  username: ada
                  password: "s3cr3t"
                  sslmode: disable

                workload: bank           # what to run
                scale: 10
                duration: "90s"
                workers: 8
                connections: 16
                summary_interval: "5s"
                collect_pg_stats: false
                connection_mode: "persistent"
                metrics:
                  enabled: true
                  interval: "2s"
                """)
            .resolved();

    assertThat(configuration.plan())
        .isEqualTo(
            RunPlan.of("bank")
                .scale(10)
                .duration(Duration.ofSeconds(90))
                .workers(8)
                .interval(Duration.ofSeconds(2))
                .connections(Connections.persistent()));
    assertThat(configuration.connections()).isEqualTo(OptionalInt.of(16));
    assertThat(configuration.summaryInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(configuration.server())
        .contains(
            new ServerAddress(
                "localhost",
                5433,
                "shop",
                "ada",
                Optional.of(Password.of("s3cr3t")),
                SslMode.DISABLE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mix: {balance: 3, transfer: 0.5}",
        "mix: balance=3, transfer=0.5",
        "workload_config: {order: drawn, mix: {balance: 3, transfer: 0.5}}",
        "workload_config: {order: drawn, mix: 'balance=3, transfer=0.5'}",
        "bank: {order: drawn, mix: {balance: 3, transfer: 0.5}}"
      })
  void understandsAMixWhereverItIsWritten(String written) {
    RunPlan plan = given.file("workload: bank\n" + written + "\n").resolved().plan();
    assertThat(plan.mix()).contains(MixWeights.parse("balance=3, transfer=0.5"));
    assertThat(plan.parameters()).doesNotContainKey("mix");
  }

  @Test
  void refusesAMixThatIsNone() {
    assertThat(given.file("workload: bank\nworkload_config: {mix: {balance: none}}\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'workload_config.mix' must be names with positive weights, each name"
                + " once, such as 'checkout=10, search=90', was 'balance=none'");
  }

  @Test
  void readsAnOpenLoopWithARandomTimetable() {
    assertThat(
            given.file("workload: bank\nrate: 2.5/s\narrivals: poisson\n").resolved().plan().load())
        .isEqualTo(new Load.Open(Rate.perSecond(2.5), Load.Timetable.POISSON));
  }

  @Test
  void readsTheNestedForm() {
    Configuration configuration =
        given
            .file(
                """
                workload:
                  type: bank
                  duration: 90s
                  workers: 8
                  connections: 8
                  scale: 2
                  summary_interval: 1s
                  workload_config:
                    order: drawn
                """)
            .resolved();

    assertThat(configuration.plan())
        .isEqualTo(
            RunPlan.of("bank")
                .duration(Duration.ofSeconds(90))
                .workers(8)
                .scale(2)
                .parameter("order", "drawn"));
    assertThat(configuration.summaryInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void takesAnEmptyFileForOneThatSaysNothing() {
    assertThat(given.file("# nothing\n").flags(Map.of("workload", "odd")).resolved().plan())
        .isEqualTo(RunPlan.of("odd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collect_pg_stats: true",
        "workload.collect_pg_stats: true",
        "metrics.collect_pg_stats: true",
        "--collect-pg-stats",
      })
  void collectsStatisticsWhenAskedTo(String asked) {
    Configuration configuration = asking(asked);
    assertThat(configuration.collectsStatistics()).isTrue();
    assertThat(configuration.collectsStatements()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pg_stats_statements: true",
        "pg_stat_statements: true",
        "workload.pg_stats_statements: true",
        "workload.pg_stat_statements: true",
        "metrics.pg_stats_statements: true",
        "--pg-stat-statements",
      })
  void collectsAllStatisticsWhenThoseOfStatementsAreWanted(String asked) {
    Configuration configuration = asking(asked);
    assertThat(configuration.collectsStatistics()).isTrue();
    assertThat(configuration.collectsStatements()).isTrue();
  }

  private Configuration asking(String asked) {
    if (asked.startsWith("--")) {
      ConfigKey key =
          ConfigKey.all().stream().filter(k -> k.flags().contains(asked)).findFirst().orElseThrow();
      return given.flags(Map.of("workload", "bank", key.name(), "true")).resolved();
    }
    String[] path = asked.split("\\.");
    String yaml =
        switch (path.length == 1 ? "" : path[0]) {
          case "" -> "workload: bank\n" + asked;
          case "workload" -> "workload:\n  type: bank\n  " + path[1];
          default -> "workload: bank\n" + path[0] + ":\n  " + path[1];
        };
    return given.file(yaml + "\n").resolved();
  }

  @Test
  void acceptsSwitchedOffFeaturesOfLaterVersions() {
    given
        .file(
            """
            workload: bank
            results_backend:
              enabled: false
              host: db
            metrics:
              export_prometheus: false
            """)
        .resolved();
  }

  @Test
  void takesParametersFromTheBlockOfTheFamily() {
    assertThat(
            given
                .file("workload: purse\nbank: {order: drawn}\nodd: {what: sleep}\n")
                .resolved()
                .plan())
        .isEqualTo(RunPlan.of("purse").parameter("order", "drawn"));
  }

  @Test
  void hasNoDurationWhenOnlyTransactionsLimitTheRun() {
    Map<String, String> counted = Map.of("workload", "bank", "max_transactions", "500");
    assertThat(given.flags(counted).resolved().plan())
        .isEqualTo(RunPlan.of("bank").transactions(500));
    assertThat(given.file("duration: 5s").flags(counted).resolved().plan().end())
        .isEqualTo(new RunPlan.End(Optional.of(Duration.ofSeconds(5)), OptionalLong.of(500)));
  }

  @Test
  void refusesAFlagThatNoKeyHas() {
    assertThatThrownBy(() -> given.flags(Map.of("wokers", "1")))
        .hasMessage("no key is named 'wokers'");
    assertThatThrownBy(() -> given.flags(Map.of("labels", "1")))
        .hasMessage("no key is named 'labels'");
  }

  @Nested
  class Precedence {

    @ParameterizedTest
    @CsvSource({
      "database.host,     STORMDB_DB_HOST,     a-file, b-variable, c-flag",
      "database.port,     STORMDB_DB_PORT,     1,      2,          3",
      "database.dbname,   STORMDB_DB_NAME,     a,      b,          c",
      "database.username, STORMDB_DB_USER,     a,      b,          c",
      "database.password, STORMDB_DB_PASSWORD, a,      b,          c",
      "database.sslmode,  STORMDB_DB_SSLMODE,  allow,  require,    disable"
    })
    void isFlagThenVariableThenFile(
        String key, String variable, String file, String inVariable, String flag) {
      String host = key.equals("database.host") ? "" : "  host: db.example\n";
      Given written =
          given.file(
              "workload: bank\ndatabase:\n%s  %s: %s\n"
                  .formatted(host, key.substring("database.".length()), file));
      assertThat(value(written, key)).isEqualTo(file);
      Given exported = written.environment(Map.of(variable, inVariable));
      assertThat(value(exported, key)).isEqualTo(inVariable);
      assertThat(value(exported.flags(Map.of(key, flag)), key)).isEqualTo(flag);
    }

    private static String value(Given given, String key) {
      ServerAddress server = given.resolved().server().orElseThrow();
      return switch (key) {
        case "database.host" -> server.hosts().get(0).name();
        case "database.port" -> Integer.toString(server.hosts().get(0).port());
        case "database.dbname" -> server.dbname();
        case "database.username" -> server.username();
        case "database.password" -> server.password().orElseThrow().reveal();
        default -> server.sslmode().text();
      };
    }

    @Test
    void letsAFlagWinOverEachLineOfAFile() {
      Given written =
          given.file("workload: bank\nworkers: 2\nbank:\n  order: drawn\nlabels: {a: x, b: y}\n");
      assertThat(
              written
                  .flags(Map.of("workers", "3", "workload_config.order", "sorted", "labels.b", "z"))
                  .resolved()
                  .plan())
          .isEqualTo(
              RunPlan.of("bank")
                  .workers(3)
                  .parameter("order", "sorted")
                  .labels(Map.of("a", "x", "b", "z")));
    }

    @ParameterizedTest
    @CsvSource({
      "STORMDB_DEBUG, 1, DEBUG",
      "STORMDB_DEBUG, true, DEBUG",
      "STORMDB_DEBUG, 0, WARN",
      "STORMDB_DEBUG, '', WARN"
    })
    void makesTheLogLevelDebugByAVariable(String variable, String value, LogLevel level) {
      Given written = given.file("workload: bank\nlogging: {level: warn}\n");
      assertThat(written.environment(Map.of(variable, value)).resolved().logLevel())
          .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
      "STORMDB_TRACE_SQL, 1, true",
      "STORMDB_TRACE_QUERIES, true, true",
      "STORMDB_TRACE_SQL, 0, false"
    })
    void tracesStatementsByAVariable(String variable, String value, boolean traced) {
      Given flagged = given.flags(Map.of("workload", "bank", "logging.level", "trace"));
      Configuration configuration = flagged.environment(Map.of(variable, value)).resolved();
      assertThat(configuration.traceSql()).isEqualTo(traced);
      assertThat(configuration.logLevel()).isEqualTo(LogLevel.TRACE);
    }

    @Test
    void allowsBothNamesOfAVariableThatAgree() {
      Given flagged = given.flags(Map.of("workload", "bank"));
      assertThat(
              flagged
                  .environment(Map.of("STORMDB_TRACE_SQL", "1", "STORMDB_TRACE_QUERIES", "true"))
                  .resolved()
                  .traceSql())
          .isTrue();
      assertThat(
              flagged
                  .environment(Map.of("STORMDB_TRACE_SQL", "1", "STORMDB_TRACE_QUERIES", "0"))
                  .refusal())
          .isEqualTo(
              "STORMDB_TRACE_QUERIES sets what is already set by STORMDB_TRACE_SQL; remove one of"
                  + " them");
    }
  }

  @Nested
  class PasswordOfTheServer {

    private static Optional<String> password(Given given) {
      return given.resolved().server().orElseThrow().password().map(Password::reveal);
    }

    @Test
    void comesFromPgpasswordWhenNoneIsGiven() {
      Given server = given.file("workload: bank\ndatabase: {host: db, password: \"\"}\n");
      assertThat(password(server)).isEmpty();
      assertThat(password(server.environment(Map.of("PGPASSWORD", "pg")))).contains("pg");
      assertThat(
              password(
                  server.environment(Map.of("PGPASSWORD", "pg", "STORMDB_DB_PASSWORD", "storm"))))
          .contains("storm");
    }

    @Test
    void comesFromAVariableThatTheFileNames() {
      Given server = given.file("workload: bank\ndatabase: {host: db, password: \"${SECRET}\"}\n");
      assertThat(password(server.environment(Map.of("SECRET", "a$b{c}")))).contains("a$b{c}");
    }
  }

  @Nested
  class Variables {

    @ParameterizedTest
    @CsvSource({
      "${NAME},                 ada",
      "${NAME:-bob},            ada",
      "${OTHER:-bob},           bob",
      "${EMPTY:-bob},           bob",
      "${OTHER:-},              x",
      "a-${NAME}-${OTHER:-b}-c, a-ada-b-c",
      "$NAME $1 \\,             $NAME $1 \\",
      "$${NAME},                ${NAME}"
    })
    void expandInsideValues(String written, String read) {
      Given file =
          given
              .file("workload: bank\nlabels: {who: 'x%s'}\n".formatted(written))
              .environment(Map.of("NAME", "ada", "EMPTY", ""));
      assertThat(file.resolved().plan().labels().get("who"))
          .isEqualTo("x" + (read.equals("x") ? "" : read));
    }

    @Test
    void canBeNumbers() {
      assertThat(
              given
                  .file("workload: bank\nworkers: ${CLIENTS}\n")
                  .environment(Map.of("CLIENTS", "12"))
                  .resolved()
                  .plan()
                  .workers())
          .isEqualTo(12);
    }
  }

  @Nested
  class ChoiceOfServer {

    @Test
    void isEmbeddedWhenNoHostIsNamedAnywhere() {
      Given flagged =
          given
              .environment(Map.of("STORMDB_DB_PASSWORD", "for another run"))
              .flags(
                  Map.of(
                      "workload", "bank",
                      "embedded.version", "16",
                      "embedded.data", "pgdata",
                      "embedded.unsafe", "true",
                      "embedded.settings.shared_buffers", "1GB",
                      "embedded.settings.pg_stat_statements.track", "all"));
      Configuration configuration = flagged.resolved();
      assertThat(configuration.server()).isEmpty();
      assertThat(configuration.embedded())
          .isEqualTo(
              new EmbeddedSettings(
                  16,
                  Optional.of(Path.of("pgdata")),
                  true,
                  Map.of("shared_buffers", "1GB", "pg_stat_statements.track", "all")));
    }

    @Test
    void isTheEmbeddedOneWhenAFlagAsksForItInSpiteOfTheFile() {
      Given file = given.file("workload: bank\ndatabase:\n  host: db\n  dbname: shop\n");
      assertThat(file.resolved().server()).isPresent();
      assertThat(file.flags(Map.of("embedded.enabled", "true")).resolved().server()).isEmpty();
    }

    @Test
    void isTheServerWhenAFlagNamesItInSpiteOfTheFile() {
      Given file = given.file("workload: bank\nembedded:\n  enabled: true\n  version: 16\n");
      assertThat(file.resolved().server()).isEmpty();
      assertThat(file.flags(Map.of("database.host", "db")).resolved().server()).isPresent();
    }
  }
}
