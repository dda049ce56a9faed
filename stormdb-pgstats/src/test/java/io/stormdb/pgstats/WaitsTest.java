package io.stormdb.pgstats;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static io.stormdb.pgstats.Servers.later;
import static io.stormdb.pgstats.Servers.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.WaitActivity.State;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {

  private static final int LOOKS = 5;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void seesWhatEachSessionOfTheLoadIsDoing(int version) throws Exception {
    // whoever looks for a deadlock does not wait for the lock meanwhile
    try (EmbeddedServer server = Servers.start(version, "deadlock_timeout", "1h");
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection idle = session(server, "stormdb:0123abcd");
        Connection holder = session(server, "stormdb:0123abcd");
        Connection blocked = session(server, "stormdb:0123abcd");
        Connection sleeper = session(server, "stormdb:0123abcd");
        Connection control = session(server, "stormdb:control")) {
      execute(control, "CREATE TABLE item (id int PRIMARY KEY)");
      execute(control, "INSERT INTO item VALUES (1)");
      execute(idle, "SELECT 1");
      holder.setAutoCommit(false);
      execute(holder, "UPDATE item SET id = 1");
      CompletableFuture<Void> update = later(blocked, "UPDATE item SET id = 1");
      CompletableFuture<Void> sleep = later(sleeper, "SELECT pg_sleep(3600)");
      await(
          control,
          "SELECT count(*) = 2 FROM pg_stat_activity WHERE state = 'active'"
              + " AND wait_event_type IN ('Lock', 'Timeout')");
      // a session has answered before it waits for its client
      await(
          control,
          "SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event = 'ClientRead'"
              + " AND application_name = 'stormdb:0123abcd'");

      collector.begin();
      for (int i = 0; i < LOOKS; i++) {
        collector.look();
      }
      execute(
          control,
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      holder.rollback();
      CompletableFuture.allOf(update, sleep.exceptionally(cancelled -> null)).join();
      collector.end();

      WaitActivity waits = collector.statistics().orElseThrow().waits().find().orElseThrow();
      assertThat(waits.looks()).isEqualTo(LOOKS);
      assertThat(waits.missed()).isZero();
      assertThat(waits.cost()).isPositive();
      assertThat(waits.states())
          .containsExactly(
              new State("active", "Timeout", "PgSleep", LOOKS),
              new State("active", "Lock", "transactionid", LOOKS),
              new State("idle", "Client", "ClientRead", LOOKS),
              new State("idle in transaction", "Client", "ClientRead", LOOKS));
      assertThat(waits.observations()).isEqualTo(4 * LOOKS);
      assertThat(waits.forClient()).isEqualTo(2 * LOOKS);
    }
  }

  @Test
  void goesOnAfterTheServerWasAwayAndCountsWhatItMissed() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      collector.begin();
      collector.look();
      server.crash();
      collector.look();
      collector.look();
      server.restart();
      try (Connection idle = session(server, "stormdb:0123abcd")) {
        execute(idle, "SELECT 1");
        collector.look();
      }
      collector.end();
      // what was seen is not what the server has lost
      WaitActivity waits = collector.statistics().orElseThrow().waits().find().orElseThrow();
      assertThat(waits.looks()).isEqualTo(2);
      assertThat(waits.missed()).isEqualTo(2);
      assertThat(waits.states()).containsExactly(new State("idle", "Client", "ClientRead", 1));
    }
  }

  @Test
  void saysThatItSawNobody() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      collector.begin();
      collector.end();
      assertThat(collector.statistics().orElseThrow().waits().whyMissing())
          .hasValue("the load was over before the first look at its sessions");
      collector.begin();
      collector.look();
      collector.look();
      collector.end();
      assertThat(collector.statistics().orElseThrow().waits().whyMissing())
          .hasValue(
              "no session of the load was seen in 2 looks;"
                  + " a pooler may give them another application_name");
    }
  }
}
