package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name of which one address leads nowhere, one to a standby, and one to its primary. */
@Timeout(180)
class SeveralAddressesTest {

  private static final String NOBODY = "127.0.0.9";
  private static final String STANDBY = "127.0.0.8";
  private static final String PRIMARY = "127.0.0.7";

  private static Replicated servers;
  private static FreezableProxy toPrimary;
  private static FreezableProxy toStandby;
  private static Host host;

  @BeforeAll
  static void start() throws IOException {
    servers = Replicated.start();
    toPrimary = new FreezableProxy(InetAddress.getByName(PRIMARY), 0, servers.primary().port());
    toStandby =
        new FreezableProxy(
            InetAddress.getByName(STANDBY), toPrimary.port(), servers.standby().port());
    host = new Host("pg.example", toPrimary.port());
  }

  @AfterAll
  static void stop() throws IOException {
    toPrimary.close();
    toStandby.close();
    servers.close();
  }

  private static InetAddress[] addresses(String name) throws UnknownHostException {
    assertThat(name).isEqualTo("pg.example");
    return new InetAddress[] {
      InetAddress.getByName(NOBODY), InetAddress.getByName(STANDBY), InetAddress.getByName(PRIMARY)
    };
  }

  private static HostList to(SessionTarget target, boolean random) {
    return ((HostList) Replicated.source(servers.address(random, host), target))
        .resolvedBy(SeveralAddressesTest::addresses);
  }

  private static String where(SessionTarget target) throws SQLException {
    return where(to(target, false));
  }

  private static String where(HostList list) throws SQLException {
    try (Connection connection = list.getConnection()) {
      return Database.string(
          connection, "SELECT CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END");
    }
  }

  @Test
  void areAllTriedUntilOneIsWhatWasAskedFor() throws SQLException {
    assertThat(where(SessionTarget.ANY)).isEqualTo("standby");
    assertThat(where(SessionTarget.READ_WRITE)).isEqualTo("primary");
    assertThat(where(SessionTarget.STANDBY)).isEqualTo("standby");
    assertThat(where(SessionTarget.PREFER_STANDBY)).isEqualTo("standby");
  }

  @Test
  void areAllNamedIfNoneWillDo() {
    HostList list =
        to(SessionTarget.PRIMARY, false)
            .resolvedBy(
                name ->
                    new InetAddress[] {
                      InetAddress.getByName(NOBODY), InetAddress.getByName(STANDBY)
                    });
    assertThatThrownBy(list::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessage(
            "none of the hosts is a primary (%s (%s): Connection to %s refused. Check that the"
                    .formatted(host, NOBODY, host)
                + " hostname and port are correct and that the postmaster is accepting TCP/IP"
                + " connections.; %s (%s) is a standby)".formatted(host, STANDBY));
  }

  @Test
  void aNameThatNobodyKnowsIsReportedByTheDriver() {
    HostList list =
        to(SessionTarget.ANY, false)
            .resolvedBy(
                name -> {
                  throw new UnknownHostException(name);
                });
    assertThatThrownBy(list::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessage("The connection attempt failed.")
        .hasRootCauseMessage("pg.example");
  }

  @Test
  void areSpreadOverIfToldSo() throws SQLException {
    HostList list = to(SessionTarget.ANY, true);
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      seen.merge(where(list), 1, Integer::sum);
    }
    // fewer than 20 of 100 by chance: once in 10^9 times
    assertThat(seen.get("primary")).isBetween(20, 80);
    assertThat(seen.get("standby")).isBetween(20, 80);
  }

  @Test
  void haveEachItsShareOfALoadInTheResult() {
    RunPlan plan = RunPlan.of("where").workers(20).parameter("what", "looks").transactions(2_000);
    StormDb db =
        StormDb.on(servers.only(servers.primary()))
            .transactionsOn(to(SessionTarget.ANY, true), "postgres://pg.example/postgres")
            .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
    RunResult result = db.run(plan);
    Map<String, ServerUse> byAddress =
        result.connections().servers().stream()
            .collect(Collectors.toMap(ServerUse::address, use -> use));
    String standby = "%s (%s)".formatted(host, STANDBY);
    String primary = "%s (%s)".formatted(host, PRIMARY);
    assertThat(byAddress).containsOnlyKeys(standby, primary);
    assertThat(byAddress.get(standby).standby()).isTrue();
    assertThat(byAddress.get(primary).standby()).isFalse();
    // the transactions themselves have asked where they are
    assertThat(byAddress.get(standby).counts().committed())
        .isEqualTo(result.counters().get("read_on_standby"));
    assertThat(byAddress.get(primary).counts().committed())
        .isEqualTo(result.counters().get("read_on_primary"));
    assertThat(byAddress.get(standby).opened() + byAddress.get(primary).opened()).isEqualTo(20);
    assertThat(byAddress.get(standby).tps(Duration.ZERO)).isEmpty();
  }
}
