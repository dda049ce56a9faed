package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.config.ServerAddress;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.metrics.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that are spread over two standbys. */
@Timeout(180)
class SeveralStandbysTest {

  private static final RunPlan PLAN = RunPlan.of("where").workers(8);

  private static Replicated servers;
  private static EmbeddedServer second;

  @BeforeAll
  static void start() {
    servers = Replicated.start();
    second = servers.primary().standby();
    spread().load(PLAN.connections(Connections.persistent().splitReads()));
  }

  @AfterAll
  static void stop() {
    second.close();
    servers.close();
  }

  private static StormDb spread() {
    return spread(SessionTarget.STANDBY);
  }

  private static StormDb spread(SessionTarget reads) {
    ServerAddress address =
        servers.address(
            true,
            Replicated.tcp(servers.standby()),
            Replicated.tcp(servers.primary()),
            Replicated.tcp(second));
    return StormDb.on(Replicated.source(address, SessionTarget.READ_WRITE))
        .describedAs(address.url(SessionTarget.READ_WRITE))
        .readsOn(Replicated.source(address, reads), address.url(reads))
        .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
  }

  private static String addressOf(EmbeddedServer server) {
    return server.host() + ":" + server.port();
  }

  private static List<Connections> modes() {
    return List.of(Connections.persistent(), Connections.pooled(6), Connections.perTransaction());
  }

  @ParameterizedTest
  @MethodSource("modes")
  void eachHasItsTransactionsInTheResult(Connections connections) {
    RunResult result = spread().run(PLAN.transactions(800).connections(connections.splitReads()));
    assertThat(result.counts()).isEqualTo(new Counts(800, 0, 0, 0));
    ReadWriteSplit split = result.connections().split().orElseThrow();
    Map<String, ServerUse> standbys =
        split.reads().servers().stream().collect(Collectors.toMap(ServerUse::address, use -> use));
    // all of 6 on one of two by chance: once in 32 times
    assertThat(standbys.keySet())
        .isNotEmpty()
        .isSubsetOf(addressOf(servers.standby()), addressOf(second));
    assertThat(Counts.sum(standbys.values().stream().map(ServerUse::counts).toList()))
        .isEqualTo(split.reads().counts());
    assertThat(split.writes().servers())
        .singleElement()
        .satisfies(primary -> assertThat(primary.counts()).isEqualTo(split.writes().counts()));
    assertThat(result.counters())
        .containsEntry("read_on_standby", split.reads().counts().committed());
  }

  /** With a connection for each transaction, each server counts a session for each of its own. */
  @Test
  void eachServerCountsItsOwn() {
    RunPlan plan =
        PLAN.transactions(600).parameter("what", "looks").connections(Connections.perTransaction());
    ServerAddress address =
        servers.address(true, Replicated.tcp(servers.standby()), Replicated.tcp(second));
    StormDb db =
        StormDb.on(servers.only(servers.primary()))
            .transactionsOn(
                Replicated.source(address, SessionTarget.ANY), address.url(SessionTarget.ANY))
            .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
    long first = sessions(servers.standby());
    long other = sessions(second);
    RunResult result = db.run(plan);
    ServerUse ofFirst = use(result, servers.standby());
    ServerUse ofOther = use(result, second);
    assertThat(ofFirst.counts().committed()).isEqualTo(ofFirst.opened()).isBetween(150L, 450L);
    assertThat(ofFirst.counts().committed() + ofOther.counts().committed()).isEqualTo(600);
    // what is left was opened before the start, to both alike
    assertThat(sessions(servers.standby()) - first - ofFirst.opened())
        .isEqualTo(sessions(second) - other - ofOther.opened())
        .isBetween(1L, 20L);
  }

  /** Returns the sessions that a server has counted, when all of them have ended. */
  private static long sessions(EmbeddedServer server) {
    servers.commits(server);
    return Long.parseLong(
        servers.askAside(
            server, "SELECT sessions FROM pg_stat_database WHERE datname = 'postgres'"));
  }

  private static ServerUse use(RunResult result, EmbeddedServer server) {
    return result.connections().servers().stream()
        .filter(one -> one.address().equals(addressOf(server)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areAskedWhetherTheyHaveRoomForTheirShare() throws SQLException {
    RunPlan plan = PLAN.connections(Connections.persistent().splitReads()).workers(50);
    // each has 60 connections, of which 3 are reserved
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        taken.add(servers.only(second).getConnection());
      }
      assertThatThrownBy(() -> spread().run(plan.transactions(100)))
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              "of the 50 connections of the run, up to 41 may come to one of 2 servers"
                  + " \\(load_balance_hosts: random\\), but %s has only 3\\d left"
                      .formatted(addressOf(second).replace(".", "\\."))
                  + " \\(max_connections = 60\\); use fewer workers or raise max_connections");
      // the primary is not one of them as long as there are standbys
      assertThatThrownBy(() -> spread(SessionTarget.PREFER_STANDBY).run(plan.transactions(100)))
          .hasMessageContaining("may come to one of 2 servers");
    } finally {
      Database.close(taken, trouble -> {});
    }
    assertThat(spread().run(plan.transactions(100)).counts().committed()).isEqualTo(100);
  }
}
