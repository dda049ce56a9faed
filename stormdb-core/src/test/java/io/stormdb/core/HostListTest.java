package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.core.socket.SetupTimes;
import io.stormdb.embedded.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostListTest {

  private static Replicated servers;
  private static Host primary;
  private static Host standby;
  private static Host nobody;
  private static final Socket held = new Socket();

  @BeforeAll
  static void start() throws IOException {
    servers = Replicated.start();
    primary = Replicated.tcp(servers.primary());
    standby = Replicated.tcp(servers.standby());
    // keeps the port from others, and does not listen
    held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    nobody = new Host("127.0.0.1", held.getLocalPort());
  }

  @AfterAll
  static void stop() throws IOException {
    held.close();
    servers.close();
  }

  private static DataSource list(SessionTarget target, Host... hosts) {
    return Replicated.source(servers.address(false, hosts), target);
  }

  private static String where(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return Database.string(
          connection, "SELECT CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END");
    }
  }

  /** A session hands in what it has counted just before it is listed no more. */
  private static long sessions(EmbeddedServer server) {
    String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'";
    Replicated.await(() -> servers.askAside(server, others).equals("0"));
    return Long.parseLong(
        servers.askAside(
            server, "SELECT sessions FROM pg_stat_database WHERE datname = 'postgres'"));
  }

  private static String refusedBy(Host host) {
    return "%s: Connection to %s refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections."
        .formatted(host, host);
  }

  @ParameterizedTest
  @CsvSource({
    "ANY,            standby, primary",
    "READ_WRITE,     primary, primary",
    "READ_ONLY,      standby, standby",
    "PRIMARY,        primary, primary",
    "STANDBY,        standby, standby",
    "PREFER_STANDBY, standby, standby"
  })
  void connectsToTheFirstThatIsWhatWasAskedFor(
      SessionTarget target, String standbyFirst, String primaryFirst) throws SQLException {
    assertThat(where(list(target, standby, primary))).isEqualTo(standbyFirst);
    assertThat(where(list(target, primary, standby))).isEqualTo(primaryFirst);
    assertThat(where(list(target, nobody, standby, primary))).isEqualTo(standbyFirst);
  }

  @Test
  void tellsAPrimaryThatOnlyLetsSessionsReadFromAStandby() throws SQLException {
    servers.tell(servers.primary(), "CREATE ROLE reader LOGIN PASSWORD 'reader'");
    servers.tell(servers.primary(), "ALTER ROLE reader SET default_transaction_read_only = on");
    try {
      ServerAddress address =
          new ServerAddress(
              List.of(primary),
              servers.primary().database(),
              "reader",
              Optional.of(Password.of("reader")),
              SslMode.DISABLE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false);
      assertThat(where(Replicated.source(address, SessionTarget.READ_ONLY))).isEqualTo("primary");
      assertThat(where(Replicated.source(address, SessionTarget.PRIMARY))).isEqualTo("primary");
      assertThatThrownBy(() -> where(Replicated.source(address, SessionTarget.READ_WRITE)))
          .hasMessage(
              "none of the hosts lets sessions write (%s only lets sessions read)", primary);
    } finally {
      servers.tell(servers.primary(), "DROP ROLE reader");
    }
  }

  @Test
  void asksTheServersThatDoNotSayWhatTheyAre() throws SQLException {
    // as PostgreSQL before 14: a pooler passes on what it knows, and no more
    try (Connection there = servers.only(servers.standby()).getConnection()) {
      assertThat(SessionTarget.State.asked(there)).isEqualTo(SessionTarget.State.of(there));
      assertThat(SessionTarget.State.asked(there).standby()).isTrue();
    }
    try (Connection there = servers.only(servers.primary()).getConnection()) {
      assertThat(SessionTarget.State.asked(there)).isEqualTo(SessionTarget.State.of(there));
      Database.execute(there, "SET default_transaction_read_only = on");
      assertThat(SessionTarget.State.asked(there)).isEqualTo(SessionTarget.State.of(there));
      assertThat(SessionTarget.State.asked(there).readOnly()).isTrue();
    }
  }

  @Test
  void prefersAStandbyAndDoesWithoutOne() throws SQLException {
    DataSource source = list(SessionTarget.PREFER_STANDBY, primary, nobody);
    assertThat(where(source)).isEqualTo("primary");
    assertThat(where(source)).isEqualTo("primary");
  }

  @Nested
  class IfNoneWillDo {

    @Test
    void saysOfEachWhatWasWrong() {
      assertThatThrownBy(() -> where(list(SessionTarget.READ_WRITE, nobody, standby)))
          .isInstanceOf(SQLException.class)
          .hasMessage(
              "none of the hosts lets sessions write (%s; %s is a standby)",
              refusedBy(nobody), standby)
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
      assertThatThrownBy(() -> where(list(SessionTarget.STANDBY, primary)))
          .hasMessage("none of the hosts is a standby (%s is a primary)", primary);
      assertThatThrownBy(() -> where(list(SessionTarget.ANY, nobody, nobody)))
          .hasMessage(
              "none of the hosts takes connections (%s; %s)", refusedBy(nobody), refusedBy(nobody));
    }

    @Test
    void doesNotTryTheOthersWithAPasswordThatIsWrong() {
      ServerAddress wrong =
          new ServerAddress(
              List.of(standby, primary),
              servers.primary().database(),
              servers.primary().user(),
              Optional.of(Password.of("wrong")),
              SslMode.DISABLE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false);
      assertThatThrownBy(() -> where(Replicated.source(wrong, SessionTarget.PRIMARY)))
          .isInstanceOf(SQLException.class)
          .hasMessage("FATAL: password authentication failed for user \"postgres\"");
    }
  }

  @Test
  void doesNotKnockAtTheWrongDoorAgain() throws SQLException {
    DataSource source = list(SessionTarget.STANDBY, primary, standby);
    where(source);
    long before = sessions(servers.primary());
    for (int i = 0; i < 20; i++) {
      assertThat(where(source)).isEqualTo("standby");
    }
    assertThat(sessions(servers.primary())).isEqualTo(before);
  }

  @Test
  void looksOnlyOnceASecondWhetherAnotherHasTakenOver() throws SQLException {
    DataSource source = list(SessionTarget.STANDBY, primary, nobody);
    String message =
        "none of the hosts is a standby (%s is a primary; %s)"
            .formatted(primary, refusedBy(nobody));
    assertThatThrownBy(() -> where(source)).hasMessage(message);
    long before = sessions(servers.primary());
    long until = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
    int attempts = 0;
    while (System.nanoTime() < until) {
      assertThatThrownBy(() -> where(source))
          .satisfies(e -> assertThat(e.getMessage()).contains(refusedBy(nobody), "is a primary"));
      attempts++;
    }
    assertThat(attempts).isGreaterThan(3);
    assertThat(sessions(servers.primary()) - before).isBetween(1L, 2L);
  }

  @Test
  void spreadsConnectionsIfToldSo() throws SQLException {
    DataSource random =
        Replicated.source(servers.address(true, primary, standby), SessionTarget.ANY);
    TreeMap<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      seen.merge(where(random), 1, Integer::sum);
    }
    // fewer than 20 of 100 by chance: once in 10^9 times
    assertThat(seen.get("primary")).isBetween(20, 80);
    assertThat(seen.get("standby")).isBetween(20, 80);
  }

  @Test
  void takesUnixDomainSocketsAndNetworkTogether() throws SQLException {
    Host folder =
        new Host(servers.standby().socketDirectory().orElseThrow().toString(), standby.port());
    assertThat(where(list(SessionTarget.READ_WRITE, folder, primary))).isEqualTo("primary");
    assertThat(where(list(SessionTarget.STANDBY, primary, folder))).isEqualTo("standby");
  }

  @Test
  void timesTheConnectionThatWasTakenAndTheWholeSearch() throws SQLException {
    DataSource source = list(SessionTarget.STANDBY, primary, standby);
    SetupTimes times = SetupTimes.begin();
    source.getConnection().close();
    times.end();
    assertThat(times.connect().orElseThrow().plus(times.logIn().orElseThrow()))
        .isPositive()
        .isLessThan(times.total());
  }

  @Test
  void needsAHost() {
    assertThatThrownBy(() -> new HostList(List.of(), SessionTarget.ANY, false))
        .hasMessage("a list of hosts must have at least one, had none");
  }
}
