package io.stormdb.pgstats;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static io.stormdb.pgstats.Servers.later;
import static io.stormdb.pgstats.Servers.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Sessions that wait for each other in a way that is known. */
class LocksTest {

  private static final KnownLoad LOAD =
      new KnownLoad(
          Optional.empty(), List.of(Sql.of("rename", "UPDATE item SET name = ? WHERE id = ?")));

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void areShownAsATreeBelowTheOneWhoWaitsForNobody(int version) throws Exception {
    // whoever looks for a deadlock does not wait for the lock meanwhile
    try (EmbeddedServer server = Servers.start(version, "deadlock_timeout", "1h");
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection first = session(server, "holder");
        Connection second = session(server, "stormdb:0123abcd");
        Connection third = session(server, "stormdb:0123abcd");
        Connection idle = session(server, "other");
        Connection control = session(server, "stormdb:control")) {
      execute(control, "CREATE TABLE item (id int PRIMARY KEY, name text)");
      execute(control, "INSERT INTO item VALUES (1, 'one'), (2, 'two')");
      for (Connection each : List.of(first, second, third)) {
        each.setAutoCommit(false);
      }
      execute(idle, "SELECT 1");
      execute(first, "UPDATE item SET name = 'of Ada Examplewright' WHERE id = 1");
      execute(second, "UPDATE item SET name = 'secret' WHERE id = 2");
      CompletableFuture<Void> waitsForFirst =
          later(second, "UPDATE item SET name = 'secret' WHERE id = 1");
      await(control, waiting(1));
      CompletableFuture<Void> waitsForSecond =
          CompletableFuture.runAsync(
              () -> rename(third, "secret", 2), task -> new Thread(task).start());
      await(control, waiting(2));
      // a session has answered before it waits for its client
      await(
          control,
          "SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event = 'ClientRead'"
              + " AND application_name IN ('holder', 'other')");

      collector.begin();
      collector.look();
      lookFor(collector, 1_200);
      first.rollback();
      waitsForFirst.join();
      second.rollback();
      waitsForSecond.join();
      third.rollback();
      collector.knows(LOAD);
      collector.end();

      Activity activity = collector.statistics().orElseThrow().activity();
      LockActivity locks = activity.locks().find().orElseThrow();
      assertThat(locks.looksWithWaits()).isEqualTo(locks.looks());
      assertThat(locks.waits()).isEqualTo(2 * locks.looks());
      assertThat(locks.mostWaiting()).isEqualTo(2);
      assertThat(locks.explained()).isBetween(2L, locks.looks());
      assertThat(locks.missed()).isZero();
      assertThat(locks.cost()).isPositive();
      Optional<String> item = Optional.of("public.item");
      LockWait wait = new LockWait("transactionid", "ShareLock", item, 2 * locks.explained());
      assertThat(locks.locks()).containsExactly(wait);

      BlockerTree root = locks.worst().orElseThrow();
      assertThat(root.levels()).isEqualTo(3);
      assertThat(root.waiting()).isEqualTo(2);
      String update = "UPDATE item SET name = ? WHERE id = ?";
      assertThat(root)
          .isEqualTo(
              new BlockerTree(
                  new SeenSession(
                      pid(first),
                      "holder",
                      "idle in transaction",
                      Optional.of(update),
                      Optional.of("rename")),
                  Optional.empty(),
                  List.of(
                      new BlockerTree(
                          ofLoad(second, update),
                          Optional.of(wait.times(1)),
                          List.of(
                              new BlockerTree(
                                  ofLoad(third, "UPDATE item SET name = $1 WHERE id = $2"),
                                  Optional.of(wait.times(1)),
                                  List.of()))))));
      assertThat(locks.pairs()).hasSize(2);
      LockActivity.Pair behindFirst =
          locks.pairs().stream()
              .filter(pair -> pair.blocker().application().equals("holder"))
              .findFirst()
              .orElseThrow();
      assertThat(behindFirst.blocked()).isEqualTo(ofLoad(second, update));
      assertThat(behindFirst.waitsFor()).isEqualTo(wait.times(locks.explained()));
      assertThat(behindFirst.longest().toMillis()).isBetween(200L, 60_000L);

      assertThat(locks.blockades())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.blocker()).isEqualTo(root.session());
                assertThat(one.waiting()).isEqualTo(2);
                assertThat(one.relation()).isEqualTo(item);
                assertThat(one.start()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                assertThat(one.length().toMillis()).isBetween(200L, 60_000L);
                assertThat(locks.blockadesDuring(Duration.ZERO, Duration.ofMinutes(2)))
                    .containsExactly(one);
                assertThat(
                        locks.blockadesDuring(
                            one.start().plus(one.length()).plusMillis(1), Duration.ofMinutes(2)))
                    .isEmpty();
              });

      SessionActivity sessions = activity.sessions().find().orElseThrow();
      assertThat(sessions.looks()).isEqualTo(locks.looks());
      assertThat(sessions.hidden()).isZero();
      assertThat(sessions.ofOthers()).isEqualTo(2 * locks.looks());
      assertThat(sessions.states())
          .containsExactlyInAnyOrder(
              new WaitActivity.State("active", "Lock", "transactionid", 2 * locks.looks()),
              new WaitActivity.State("idle", "Client", "ClientRead", locks.looks()),
              new WaitActivity.State("idle in transaction", "Client", "ClientRead", locks.looks()));
      // five of the test, and that of the statistics
      assertThat(sessions.mostConnections()).isEqualTo(6);
      assertThat(sessions.longestTransaction().orElseThrow().session().pid()).isEqualTo(pid(first));
      assertThat(sessions.longestTransaction().orElseThrow().age().toMillis())
          .isBetween(1_200L, 60_000L);
      assertThat(sessions.longestIdleInTransaction().orElseThrow().toMillis())
          .isBetween(1_200L, 60_000L);
    }
  }

  @Test
  void forTablesAreShownAsSuch() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection first = session(server, "holder");
        Connection second = session(server, "stormdb:0123abcd");
        Connection control = session(server, "stormdb:control")) {
      execute(control, "CREATE SCHEMA \"Odd One\"");
      execute(control, "CREATE TABLE \"Odd One\".item (id int)");
      first.setAutoCommit(false);
      execute(first, "LOCK TABLE \"Odd One\".item IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Void> count = later(second, "SELECT count(*) FROM \"Odd One\".item");
      await(control, waiting(1));
      collector.begin();
      collector.look();
      first.rollback();
      count.join();
      collector.end();
      LockActivity locks =
          collector.statistics().orElseThrow().activity().locks().find().orElseThrow();
      assertThat(locks.locks())
          .containsExactly(
              new LockWait("relation", "AccessShareLock", Optional.of("\"Odd One\".item"), 1));
    }
  }

  @Test
  void areNoneWhereNobodyWaits() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      collector.begin();
      collector.look();
      collector.look();
      collector.end();
      LockActivity locks =
          collector.statistics().orElseThrow().activity().locks().find().orElseThrow();
      assertThat(locks.looks()).isEqualTo(2);
      assertThat(locks.looksWithWaits()).isZero();
      assertThat(locks.explained()).isZero();
      assertThat(locks.pairs()).isEmpty();
      assertThat(locks.worst()).isEmpty();
    }
  }

  private static SeenSession ofLoad(Connection connection, String statement) throws SQLException {
    return new SeenSession(
        pid(connection),
        "stormdb:0123abcd",
        "active",
        Optional.of(statement),
        Optional.of("rename"));
  }

  private static void lookFor(StatisticsCollector collector, int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(5_000_000);
      collector.look();
    }
    // by now it is asked again who blocks whom, however long the others took
    collector.look();
  }

  private static String waiting(int sessions) {
    return "SELECT count(*) = %d FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        .formatted(sessions);
  }

  private static void rename(Connection connection, String name, int id) {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE item SET name = ? WHERE id = ?")) {
      update.setString(1, name);
      update.setInt(2, id);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }
}
