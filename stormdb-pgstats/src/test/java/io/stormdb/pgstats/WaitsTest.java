package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.WaitActivity.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {

  private static final int LOOKS = 5;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void seesWhatEachSessionOfTheLoadIsDoing(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
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
      // the counters began anew with the crash, and the sessions belong to them
      assertThat(collector.statistics().orElseThrow().waits().whyMissing())
          .hasValue(Observed.RESET);
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

  private static Connection session(EmbeddedServer server, String name) throws SQLException {
    Connection connection = Servers.dataSource(server).getConnection();
    execute(connection, "SET application_name = '" + name + "'");
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static CompletableFuture<Void> later(Connection connection, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            execute(connection, sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  private static void await(Connection connection, String condition) throws SQLException {
    boolean isMet = false;
    while (!isMet) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(condition)) {
        row.next();
        isMet = row.getBoolean(1);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
