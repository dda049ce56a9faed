package io.stormdb.pgstats;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static io.stormdb.pgstats.Servers.later;
import static io.stormdb.pgstats.Servers.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.MaintenanceActivity.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done to tables and by statements, each a known number of times. */
class RelationsTest {

  private static final int LOOK_UPS = 40;
  private static final int UPDATES = 30;

  private static final String LOOK_UP = "SELECT name FROM item WHERE id = ?";
  private static final String UPDATE = "UPDATE item SET name = 'x' WHERE id = ?";

  private static final KnownLoad LOAD =
      new KnownLoad(
          Optional.of("shop"), List.of(Sql.of("look_up", LOOK_UP), Sql.of("update", UPDATE)));

  private static final Map<Integer, EmbeddedServer> SERVERS = new HashMap<>();

  private static EmbeddedServer server(int version) {
    return SERVERS.computeIfAbsent(version, RelationsTest::start);
  }

  private static EmbeddedServer start(int version) {
    List<String> settings =
        new ArrayList<>(List.of("autovacuum", "on", "autovacuum_naptime", "1s", "jit", "off"));
    settings.addAll(List.of("autovacuum_vacuum_threshold", "1"));
    settings.addAll(List.of("autovacuum_vacuum_scale_factor", "0"));
    settings.addAll(List.of("pg_stat_statements.track", "all"));
    if (version >= 13) {
      settings.addAll(List.of("pg_stat_statements.track_planning", "on"));
    }
    EmbeddedServer server = Servers.start(version, settings.toArray(String[]::new));
    try {
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(EmbeddedServer::close);
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void areCountedToTheCall(int version) throws Exception {
    EmbeddedServer server = server(version);
    try (StatisticsCollector collector =
            StatisticsCollector.withStatements(Servers.dataSource(server), 100);
        Connection control = session(server, "stormdb:control")) {
      create(control);
      await(
          control,
          "SELECT count(*) > 0 FROM pg_stat_progress_vacuum WHERE relid = 'slow'::regclass");
      collector.connect();
      settle(server);
      collector.begin();
      collector.look();
      work(server);
      await(control, "SELECT n_tup_del = 5 FROM pg_stat_user_tables WHERE relname = 'item'");
      execute(control, "ANALYZE shop.item");
      execute(control, "ALTER TABLE shop.quick SET (autovacuum_enabled = on)");
      await(
          control, "SELECT autovacuum_count > 0 FROM pg_stat_user_tables WHERE relname = 'quick'");
      lookForASecond(collector);
      collector.knows(LOAD);
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();

      RelationActivity relations = statistics.activity().relations().find().orElseThrow();
      assertThat(relations.tables())
          .extracting(TableActivity::name)
          .containsExactlyInAnyOrder("shop.item", "shop.quick", "shop.\"Odd One\"");
      item(table(relations, "shop.item"), version);
      TableActivity quick = table(relations, "shop.quick");
      assertThat(quick.upkeep().autovacuums()).isPositive();
      assertThat(quick.upkeep().last().autovacuum().orElseThrow())
          .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
      assertThat(quick.rows().deadBefore()).isEqualTo(1_000);
      assertThat(quick.rows().dead()).isZero();
      TableActivity made = table(relations, "shop.\"Odd One\"");
      assertThat(made.changes().inserted()).isEqualTo(10);
      assertThat(made.tableSize().before()).hasValue(0L);
      assertThat(made.tableSize().growth().orElseThrow()).isBetween(8_192L, 100_000L);
      indexes(relations);
      maintenance(statistics.activity().maintenance().find().orElseThrow());
      statements(statistics.statements().orElseThrow().find().orElseThrow(), version);
    }
  }

  /** A table that is worked on, one that is vacuumed at once, and one whose vacuum takes long. */
  private static void create(Connection control) throws SQLException {
    execute(control, "CREATE SCHEMA shop");
    execute(
        control,
        "CREATE TABLE shop.item (id int PRIMARY KEY, name text, weight int, code int)"
            + " WITH (autovacuum_enabled = off, fillfactor = 50)");
    execute(control, "INSERT INTO shop.item SELECT i, 'name', 1, i FROM generate_series(1, 500) i");
    execute(control, "CREATE INDEX item_code ON shop.item (code)");
    execute(control, "CREATE INDEX item_weight ON shop.item (weight) WHERE weight < 0");
    execute(control, "CREATE TABLE shop.quick (id int) WITH (autovacuum_enabled = off)");
    execute(control, "INSERT INTO shop.quick SELECT generate_series(1, 1000)");
    execute(control, "DELETE FROM shop.quick");
    execute(
        control,
        "CREATE TABLE slow (id int, name text) WITH (autovacuum_vacuum_cost_delay = 100,"
            + " autovacuum_vacuum_cost_limit = 1, autovacuum_analyze_threshold = 1000000)");
    execute(
        control, "INSERT INTO slow SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i");
    execute(control, "DELETE FROM slow");
    // so that a change is the first of its page
    execute(control, "CHECKPOINT");
  }

  private static void settle(EmbeddedServer server) {
    try (StatisticsCollector earlier = StatisticsCollector.on(Servers.dataSource(server))) {
      earlier.begin();
      earlier.end();
    }
  }

  private static void work(EmbeddedServer server) throws SQLException {
    try (Connection connection = session(server, "stormdb:0123abcd")) {
      execute(connection, "SET search_path TO shop");
      // bitmap scans of an index are no scans of the table by it
      execute(connection, "SET enable_seqscan = off");
      try (PreparedStatement query = connection.prepareStatement(LOOK_UP);
          PreparedStatement update = connection.prepareStatement(UPDATE)) {
        for (int i = 1; i <= LOOK_UPS; i++) {
          query.setInt(1, i);
          query.executeQuery().close();
        }
        for (int i = 1; i <= UPDATES; i++) {
          update.setInt(1, i);
          update.executeUpdate();
        }
      }
      execute(connection, "UPDATE item SET code = -code WHERE id <= 10");
      execute(connection, "DELETE FROM item WHERE id > 495");
      execute(connection, "INSERT INTO item VALUES (1000, 'new', 1, 1)");
      execute(connection, "SET enable_seqscan = on");
      execute(connection, "SET enable_indexscan = off");
      execute(connection, "SET enable_bitmapscan = off");
      execute(connection, "SELECT count(weight) FROM item");
      execute(connection, "SELECT max(weight) FROM item");
      execute(connection, "DO $$ BEGIN PERFORM min(weight) FROM item; END $$");
      execute(connection, "CREATE TABLE \"Odd One\" (id int)");
      execute(connection, "INSERT INTO \"Odd One\" SELECT generate_series(1, 10)");
    }
  }

  private static void lookForASecond(StatisticsCollector collector) {
    long end = System.nanoTime() + 1_500_000_000L;
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(50_000_000);
      collector.look();
    }
  }

  private static TableActivity table(RelationActivity relations, String name) {
    return relations.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void item(TableActivity item, int version) {
    assertThat(item.scans().sequential()).isEqualTo(3);
    assertThat(item.scans().sequentialRows()).isEqualTo(3 * 496);
    assertThat(item.scans().index()).isEqualTo(LOOK_UPS + UPDATES + 2);
    assertThat(item.scans().indexRows()).isEqualTo(LOOK_UPS + UPDATES + 10 + 5);
    assertThat(item.changes()).isEqualTo(new TableActivity.Changes(1, UPDATES + 10, UPDATES, 5));
    assertThat(item.rows().deadBefore()).isZero();
    assertThat(item.rows().live()).isEqualTo(496);
    // page pruning may take some of them away
    assertThat(item.rows().dead()).isBetween(15L, UPDATES + 10 + 5L);
    assertThat(item.blocks().tableHit()).isGreaterThan(LOOK_UPS + UPDATES);
    assertThat(item.blocks().indexHit()).isGreaterThan(LOOK_UPS + UPDATES);
    assertThat(item.tableSize().growth().orElseThrow()).isBetween(0L, 200_000L);
    assertThat(item.indexSize().after().orElseThrow()).isBetween(3 * 8_192L, 500_000L);
    TableActivity.Upkeep upkeep = item.upkeep();
    assertThat(
            List.of(
                upkeep.vacuums(), upkeep.autovacuums(), upkeep.analyzes(), upkeep.autoanalyzes()))
        .containsExactly(0L, 0L, 1L, 0L);
    assertThat(upkeep.automaticTime())
        .isEqualTo(version >= 18 ? Optional.of(Duration.ZERO) : Optional.empty());
    assertThat(upkeep.manualTime().isPresent()).isEqualTo(version >= 18);
    upkeep.manualTime().ifPresent(time -> assertThat(time).isPositive());
    // the server runs on the same machine
    assertThat(upkeep.last().analyze().orElseThrow())
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
    assertThat(upkeep.last().vacuum()).isEmpty();
    assertThat(upkeep.last().autovacuum()).isEmpty();
    assertThat(upkeep.last().autoanalyze()).isEmpty();
  }

  private static void indexes(RelationActivity relations) {
    IndexActivity key =
        relations.indexes().stream()
            .filter(index -> index.name().equals("shop.item_pkey"))
            .findFirst()
            .orElseThrow();
    assertThat(key.scans()).isEqualTo(LOOK_UPS + UPDATES + 2);
    assertThat(key.enforces()).isTrue();
    assertThat(relations.unusedIndexes())
        .extracting(IndexActivity::name)
        .containsExactlyInAnyOrder("shop.item_code", "shop.item_weight");
  }

  private static void maintenance(MaintenanceActivity maintenance) {
    assertThat(maintenance.looks()).isGreaterThanOrEqualTo(2);
    Task slow =
        maintenance.tasks().stream()
            .filter(task -> task.table().equals(Optional.of("public.slow")))
            .findFirst()
            .orElseThrow();
    assertThat(slow.command()).isEqualTo("VACUUM");
    assertThat(slow.isAutomatic()).isTrue();
    assertThat(slow.times()).isEqualTo(1);
    assertThat(slow.seen()).isGreaterThanOrEqualTo(2);
    assertThat(slow.longest()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(slow.phase()).isEqualTo("scanning heap");
    assertThat(slow.doneShare().orElseThrow()).isBetween(0.0, 1.0);
  }

  private static void statements(StatementActivity statements, int version) {
    assertThat(statements.warnings()).isEmpty();
    StatementActivity.Entry lookUp = named(statements, "look_up");
    assertThat(lookUp.text()).hasValue("SELECT name FROM item WHERE id = $1");
    assertThat(lookUp.calls()).isEqualTo(LOOK_UPS);
    assertThat(lookUp.rows()).isEqualTo(LOOK_UPS);
    assertThat(lookUp.isNested()).isFalse();
    StatementActivity.Entry update = named(statements, "update");
    assertThat(update.calls()).isEqualTo(UPDATES);
    assertThat(update.rows()).isEqualTo(UPDATES);
    assertThat(update.blocks().hit()).isGreaterThan(UPDATES);
    assertThat(update.blocks().dirtied()).isPositive();
    assertThat(update.blocks().tempRead() + update.blocks().tempWritten()).isZero();
    assertThat(update.wal().isPresent()).isEqualTo(version >= 13);
    update.wal().ifPresent(wal -> assertThat(wal.records()).isBetween(30L, 100L));
    update.wal().ifPresent(wal -> assertThat(wal.bytes()).isGreaterThan(30L * 30));
    StatementActivity.Times times = update.times();
    assertThat(times.planning().isPresent()).isEqualTo(version >= 13);
    assertThat(times.reading()).isPresent();
    assertThat(times.writing()).isPresent();
    assertThat(times.tempFiles().isPresent()).isEqualTo(version >= 15);
    assertThat(times.compiling())
        .isEqualTo(version >= 15 ? Optional.of(Duration.ZERO) : Optional.empty());
    StatementActivity.Entry nested =
        statements.top().stream()
            .filter(entry -> entry.text().orElse("").contains("min(weight)"))
            .filter(entry -> !entry.text().orElse("").startsWith("DO"))
            .findFirst()
            .orElseThrow();
    assertThat(nested.isNested()).isEqualTo(version >= 14);
    assertThat(nested.name()).isEmpty();
  }

  private static StatementActivity.Entry named(StatementActivity statements, String name) {
    return statements.top().stream()
        .filter(entry -> entry.name().equals(Optional.of(name)))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void areThereForAUserWithoutPrivilegesAsFarAsThatMaySee(int version) throws Exception {
    EmbeddedServer server = server(version);
    Servers.tell(server, "CREATE ROLE ada LOGIN PASSWORD 'example'");
    Servers.tell(server, "CREATE SCHEMA of_ada AUTHORIZATION ada");
    try (StatisticsCollector collector =
        StatisticsCollector.withStatements(Servers.as(server, "ada", "example"), 5)) {
      try (Connection own = Servers.as(server, "ada", "example").getConnection();
          Connection others = session(server, "nightly report")) {
        execute(own, "SET application_name = 'stormdb:0123abcd'");
        execute(own, "CREATE TABLE of_ada.note (id int PRIMARY KEY)");
        others.setAutoCommit(false);
        try (Connection control = session(server, "test")) {
          // before 15, the counters of a database begin with what is first counted
          Servers.awaitOthers(control, 2);
        }
        execute(others, "LOCK TABLE of_ada.note");
        collector.begin();
        CompletableFuture<Void> insert = later(own, "INSERT INTO of_ada.note VALUES (1)");
        // it is listed before it waits; in a transaction, sessions are as they were first seen
        await(
            others,
            "SELECT (SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock')"
                + " FROM pg_stat_clear_snapshot()");
        collector.look();
        others.rollback();
        insert.join();
      }
      collector.knows(new KnownLoad(Optional.of("of_ada"), List.of()));
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();
      assertThat(statistics.statements().orElseThrow().find()).isPresent();
      assertThat(statistics.activity().parts().values())
          .allSatisfy(part -> assertThat(part.whyMissing()).isEmpty());
      SessionActivity sessions = statistics.activity().sessions().find().orElseThrow();
      // the other one, and workers of autovacuum, which cannot be told from sessions then
      assertThat(sessions.hidden()).isBetween(1L, 4L);
      assertThat(sessions.states())
          .containsExactly(new WaitActivity.State("active", "Lock", "relation", 1));
      assertThat(sessions.longestTransaction().orElseThrow().session().application())
          .isEqualTo("stormdb:0123abcd");
      LockActivity locks = statistics.activity().locks().find().orElseThrow();
      BlockerTree tree = locks.worst().orElseThrow();
      assertThat(tree.session().application()).isEqualTo("nightly report");
      assertThat(tree.session().state()).isEmpty();
      assertThat(tree.session().statement()).isEmpty();
      assertThat(tree.blocked())
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.session().statement())
                      .hasValue("INSERT INTO of_ada.note VALUES (?)"));
      RelationActivity relations = statistics.activity().relations().find().orElseThrow();
      assertThat(table(relations, "of_ada.note").changes().inserted()).isEqualTo(1);
    } finally {
      Servers.tell(server, "DROP SCHEMA of_ada CASCADE", "DROP ROLE ada");
    }
  }

  @Test
  void thatSomebodyHasLockedAreNotWaitedFor() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection holder = session(server, "holder")) {
      execute(holder, "CREATE TABLE item (id int PRIMARY KEY)");
      collector.begin();
      holder.setAutoCommit(false);
      execute(holder, "LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
      collector.knows(new KnownLoad(Optional.of("public"), List.of()));
      collector.end();
      RelationActivity relations =
          collector.statistics().orElseThrow().activity().relations().find().orElseThrow();
      TableActivity item = table(relations, "public.item");
      assertThat(item.isUsed()).isFalse();
      assertThat(item.tableSize().before()).hasValue(0L);
      assertThat(item.tableSize().after()).isEmpty();
      assertThat(item.tableSize().growth()).isEmpty();
    }
  }

  @Test
  void areNotComparedWhenOneOfThemStartedAnew() throws Exception {
    try (EmbeddedServer server = Servers.start(17);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      Servers.tell(
          server, "CREATE TABLE item (id int)", "INSERT INTO item SELECT generate_series(1, 100)");
      settle(server);
      collector.begin();
      Servers.tell(server, "SELECT pg_stat_reset_single_table_counters('item'::regclass)");
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();
      assertThat(statistics.activity().relations().whyMissing()).hasValue(Observed.RESET);
      assertThat(statistics.wal().find()).isPresent();
    }
  }
}
