package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several hosts on the command line, from what is typed to what is reported. */
class ReadWriteSplitTest {

  private static EmbeddedServer primary;
  private static EmbeddedServer standby;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    primary =
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("shared_buffers", "64MB")
                .setting("autovacuum", "off")
                .setting("max_connections", "40"));
    standby = primary.standby();
  }

  @AfterAll
  static void stop() {
    standby.close();
    primary.close();
  }

  private static String addressOf(EmbeddedServer server) {
    return server.host() + ":" + server.port();
  }

  private static Tool.Outcome run(String hosts, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--host", hosts, "--workers", "3", "--no-summary"));
    return Tool.run(
        Map.of(
            "STORMDB_DB_USER", primary.user(),
            "STORMDB_DB_PASSWORD", primary.password()),
        all.toArray(String[]::new));
  }

  private static String both() {
    return addressOf(standby) + "," + addressOf(primary);
  }

  private static long ask(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Sessions hand in the last of what they counted when they end, and that may be after their
   * clients have left.
   */
  private static void awaitEndOfSessions(EmbeddedServer server) throws SQLException {
    long start = System.nanoTime();
    while (ask(
            server,
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND application_name LIKE 'stormdb%'")
        > 0) {
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(60).toNanos());
    }
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("result.json").toFile());
  }

  @Test
  void readsGoToTheStandbyAndBothServersAgree() throws IOException, SQLException {
    Tool.Outcome outcome =
        run(
            both(),
            "--workload",
            "simple",
            "--rebuild",
            "--read-write-split",
            "--max-transactions",
            "3000",
            "--verify",
            "--json",
            folder.resolve("result.json").toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode split = json().at("/connections/read_write_split");
    long reads = split.at("/reads/committed").asLong();
    long writes = split.at("/writes/committed").asLong();
    assertThat(reads + writes).isEqualTo(3_000);
    awaitEndOfSessions(primary);
    awaitEndOfSessions(standby);
    assertThat(ask(primary, "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'item'"))
        .isEqualTo(writes);
    assertThat(ask(standby, "SELECT idx_scan FROM pg_stat_user_tables WHERE relname = 'item'"))
        .isEqualTo(reads);
    assertThat(ask(standby, "SELECT pg_is_in_recovery()::int")).isEqualTo(1);
    assertIsOnlyServer(split.at("/reads"), standby, "standby");
    assertIsOnlyServer(split.at("/writes"), primary, "primary");
    assertThat(json().at("/plan/connections/read_write_split").asBoolean()).isTrue();
    assertThat(json().at("/test_summary/database").asText())
        .isEqualTo("postgres://" + both() + "/postgres?target_session_attrs=read-write");
    assertThat(outcome.out())
        .contains("Read/Write Split:\n  Transactions  Committed")
        .containsPattern("  Writes +" + "[\\d,]+ +[\\d.,]+ +0 ")
        .containsPattern(
            addressOf(standby)
                + " +standby +17\\.11 +reads +3 +%s +[\\d.,]+ +0\n".formatted(count(reads)))
        .containsPattern(
            addressOf(primary)
                + " +primary +17\\.11 +writes +3 +%s +[\\d.,]+ +0\n".formatted(count(writes)));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** All transactions of a kind ran on a server, with a connection for each of three workers. */
  private static void assertIsOnlyServer(JsonNode kind, EmbeddedServer server, String role) {
    assertThat(kind.at("/servers")).hasSize(1);
    JsonNode only = kind.at("/servers/0");
    assertThat(only.at("/address").asText()).isEqualTo(addressOf(server));
    assertThat(only.at("/role").asText()).isEqualTo(role);
    assertThat(only.at("/version").asText()).isEqualTo("17.11");
    assertThat(only.at("/opened").asLong()).isEqualTo(3);
    assertThat(only.at("/committed").asLong()).isEqualTo(kind.at("/committed").asLong());
    assertThat(only.at("/failed").asLong()).isZero();
  }

  @Test
  void transactionsRunOnTheHostThatIsAskedFor() throws IOException {
    String[] arguments = {
      "--workload",
      "simple_read",
      "--rebuild",
      "--max-transactions",
      "100",
      "--json",
      folder.resolve("result.json").toString()
    };
    assertThat(run(both(), arguments).status()).isZero();
    assertThat(json().at("/connections/servers/0/role").asText()).isEqualTo("primary");
    List<String> onStandby = new ArrayList<>(List.of(arguments));
    onStandby.addAll(List.of("--target-session-attrs", "standby"));
    assertThat(run(both(), onStandby.toArray(String[]::new)).status()).isZero();
    assertThat(json().at("/connections/servers/0/role").asText()).isEqualTo("standby");
  }

  @Test
  void aSplitWithoutAStandbyIsRefusedBeforeAnythingStarts() {
    String twice = addressOf(primary) + "," + addressOf(primary);
    Tool.Outcome outcome =
        run(
            twice,
            "--workload",
            "simple",
            "--schema",
            "untouched",
            "--rebuild",
            "--read-write-split");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "stormdb: read_write_split needs a server to read from: none of the hosts is a standby"
                + " (%s is a primary; %s is a primary); start one, or give target_session_attrs:"
                    .formatted(addressOf(primary), addressOf(primary))
                + " prefer-standby"
                + System.lineSeparator());
  }

  @Test
  void anEmbeddedServerGetsAStandby() throws IOException {
    Tool.Outcome outcome =
        Tool.run(
            Map.of(),
            "--workload",
            "simple",
            "--embedded",
            "--read-write-split",
            "--workers",
            "2",
            "--max-transactions",
            "500",
            "--no-summary",
            "--embedded-setting",
            "shared_buffers=64MB",
            "--json",
            folder.resolve("result.json").toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("stormdb: its standby, embedded PostgreSQL 17.11 on ");
    assertThat(json().at("/connections/read_write_split/reads/servers/0/role").asText())
        .isEqualTo("standby");
    assertThat(json().at("/connections/read_write_split/reads/committed").asLong()).isPositive();
  }
}
