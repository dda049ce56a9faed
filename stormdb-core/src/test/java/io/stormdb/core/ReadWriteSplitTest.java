package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Isolation;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.metrics.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a primary and a standby of its own. */
@Timeout(180)
class ReadWriteSplitTest {

  private static final int WORKERS = 4;
  private static final RunPlan WHERE = RunPlan.of("where").workers(WORKERS);
  private static final RunPlan SPLIT = WHERE.connections(Connections.persistent().splitReads());

  private static Replicated servers;

  @BeforeAll
  static void start() {
    servers = Replicated.start();
    servers.split(SessionTarget.STANDBY).load(SPLIT);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static StormDb split() {
    return servers.split(SessionTarget.STANDBY);
  }

  private static List<Connections> everyMode() {
    return List.of(
        Connections.persistent(),
        Connections.pooled(3),
        Connections.perTransaction(),
        Connections.mixed());
  }

  private static String addressOf(EmbeddedServer server) {
    return server.host() + ":" + server.port();
  }

  @Nested
  class InEveryMode {

    @ParameterizedTest
    @MethodSource("io.stormdb.core.ReadWriteSplitTest#everyMode")
    void readsRunOnTheStandbyAndTheOthersOnThePrimary(Connections connections) {
      long before =
          Long.parseLong(servers.ask(servers.primary(), "SELECT count(*) FROM stormdb_where.note"));
      RunResult result = split().run(WHERE.transactions(600).connections(connections.splitReads()));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.degraded()).isEmpty();
      assertThat(result.counts()).isEqualTo(new Counts(600, 0, 0, 0));

      ReadWriteSplit split = result.connections().split().orElseThrow();
      long reads = split.reads().counts().committed();
      long writes = split.writes().counts().committed();
      assertThat(reads + writes).isEqualTo(600);
      assertThat(result.counters())
          .containsEntry("read_on_standby", reads)
          .doesNotContainKey("read_on_primary")
          .containsEntry("written", writes);
      assertThat(servers.ask(servers.primary(), "SELECT count(*) FROM stormdb_where.note"))
          .isEqualTo(Long.toString(before + writes));
      assertThat(split.reads().latencies().count()).isEqualTo(reads);
      assertThat(split.writes().serviceTimes().count()).isEqualTo(writes);
      assertThat(split.reads().servers())
          .singleElement()
          .isEqualTo(
              new ServerUse(
                  addressOf(servers.standby()),
                  true,
                  "17.11",
                  opened(connections.mode(), reads, split.reads()),
                  split.reads().counts()));
      assertThat(split.writes().servers())
          .singleElement()
          .isEqualTo(
              new ServerUse(
                  addressOf(servers.primary()),
                  false,
                  "17.11",
                  opened(connections.mode(), writes, split.writes()),
                  split.writes().counts()));
      assertThat(result.connections().servers())
          .containsExactly(split.writes().servers().get(0), split.reads().servers().get(0));
      assertThat(result.connections().opened())
          .isEqualTo(
              split.writes().servers().get(0).opened() + split.reads().servers().get(0).opened());
      assertThat(split.reads().pool().isPresent())
          .isEqualTo(connections.mode() instanceof Connections.Pooled);
    }

    /** Kept, shared, one each, or as many as were opened by the half that keeps none. */
    private long opened(Connections.Mode mode, long transactions, ReadWriteSplit.Side side) {
      if (mode instanceof Connections.Persistent) {
        return WORKERS;
      }
      if (mode instanceof Connections.Pooled pooled) {
        return pooled.size();
      }
      if (mode instanceof Connections.Transient) {
        return transactions;
      }
      assertThat(side.servers().get(0).opened()).isBetween(WORKERS / 2 + 1L, transactions);
      return side.servers().get(0).opened();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.ReadWriteSplitTest#everyMode")
    void eachServerCountsItsOwnTransactionsAndNoMore(Connections connections) throws SQLException {
      // HikariCP looks whether a connection is alive if nobody used it for this long
      String window = "com.zaxxer.hikari.aliveBypassWindowMs";
      System.setProperty(window, "600000");
      try {
        RunPlan plan = WHERE.connections(connections.splitReads());
        StormDb db = split();
        // so that it is known which of the hosts is which
        db.run(plan.transactions(10));
        Seen few = Seen.of(db, plan.transactions(100));
        Seen many = Seen.of(db, plan.transactions(1_100));
        long writes =
            many.split().writes().counts().committed() - few.split().writes().counts().committed();
        long reads =
            many.split().reads().counts().committed() - few.split().reads().counts().committed();
        assertThat(writes + reads).isEqualTo(1_000);
        assertThat(many.primary() - few.primary())
            .isEqualTo(
                writes + servers.commitsOfAConnection(servers.primary()) * more(many, few, false));
        assertThat(many.standby() - few.standby())
            .isEqualTo(
                reads + servers.commitsOfAConnection(servers.standby()) * more(many, few, true));
      } finally {
        System.clearProperty(window);
      }
    }

    private long more(Seen many, Seen few, boolean reads) {
      return many.opened(reads) - few.opened(reads);
    }
  }

  /** What both servers count for a run, and what the run says. */
  private record Seen(long primary, long standby, ReadWriteSplit split) {
    static Seen of(StormDb db, RunPlan plan) {
      long primary = servers.commits(servers.primary());
      long standby = servers.commits(servers.standby());
      RunResult result = db.run(plan);
      assertThat(result.counts().failed()).isZero();
      return new Seen(
          servers.commits(servers.primary()) - primary,
          servers.commits(servers.standby()) - standby,
          result.connections().split().orElseThrow());
    }

    long opened(boolean reads) {
      return (reads ? split.reads() : split.writes())
          .servers().stream().mapToLong(ServerUse::opened).sum();
    }
  }

  @Test
  void whatIsDeferredCountsWhereItIsRun() {
    RunResult result = split().run(SPLIT.parameter("what", "later").transactions(400));
    ReadWriteSplit split = result.connections().split().orElseThrow();
    assertThat(split.writes().counts()).isEqualTo(result.transactions().get(2).counts());
    assertThat(result.transactions().get(2).name()).isEqualTo("note_deferred");
    assertThat(split.reads().counts()).isEqualTo(result.transactions().get(0).counts());
    assertThat(result.counters()).doesNotContainKey("read_on_primary");
  }

  @Test
  void loadingAndCheckingStayOnThePrimary() {
    StormDb db = split();
    RunPlan plan = SPLIT.schema("elsewhere").verify(true);
    List<String> said = new ArrayList<>();
    LoadListener listener =
        new LoadListener() {
          @Override
          public void announcement(String sentence) {
            said.add(sentence);
          }
        };
    RunResult result = db.listen(listener).run(plan.transactions(100));
    assertThat(said.get(0)).startsWith("schema elsewhere is empty: loading workload 'where'");
    assertThat(result.counts().committed()).isEqualTo(100);
    db.rebuild(plan);
    // what was loaded a moment ago is there for those who read
    assertThat(db.run(plan.transactions(100)).counts().committed()).isEqualTo(100);
    db.cleanup(plan);
    assertThat(
            servers.ask(
                servers.primary(), "SELECT count(*) FROM pg_namespace WHERE nspname = 'elsewhere'"))
        .isEqualTo("0");
  }

  @Nested
  class WithoutSplit {

    @Test
    void transactionsThatOnlyReadCanAllRunOnTheStandby() {
      RunResult result =
          elsewhere(SessionTarget.STANDBY).run(WHERE.parameter("what", "looks").transactions(200));
      assertThat(result.counters()).isEqualTo(Map.of("read_on_standby", 200L));
      assertThat(result.connections().split()).isEmpty();
      assertThat(result.connections().servers())
          .containsExactly(
              new ServerUse(addressOf(servers.standby()), true, "17.11", WORKERS, result.counts()));
    }

    @Test
    void thoseThatWriteAreRefusedThere() {
      assertThatThrownBy(() -> elsewhere(SessionTarget.STANDBY).run(WHERE.transactions(10)))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "workload 'where' has transactions that may write (note), but "
                  + servers.address().url(SessionTarget.STANDBY)
                  + " only lets them read; use target_session_attrs: read-write, or"
                  + " read_write_split");
    }

    private StormDb elsewhere(SessionTarget target) {
      return StormDb.on(servers.source(SessionTarget.READ_WRITE))
          .transactionsOn(servers.source(target), servers.address().url(target))
          .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
    }
  }

  @Nested
  class WithoutAStandby {

    private final ServerAddress alone = servers.address(false, Replicated.tcp(servers.primary()));

    private StormDb db(SessionTarget reads) {
      return StormDb.on(alone.dataSource())
          .describedAs(alone.url())
          .readsOn(Replicated.source(alone, reads), alone.url(reads))
          .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
    }

    @Test
    void isRefusedBeforeAnythingStarts() {
      for (RunPlan plan : List.of(SPLIT, SPLIT.schema("not_there"))) {
        assertThatThrownBy(() -> db(SessionTarget.STANDBY).run(plan.transactions(10)))
            .isInstanceOf(StormDbException.class)
            .hasMessage(
                "read_write_split needs a server to read from: none of the hosts is a standby"
                    + " (%s is a primary); start one, or give target_session_attrs:"
                        .formatted(addressOf(servers.primary()))
                    + " prefer-standby");
      }
      assertThat(
              servers.ask(
                  servers.primary(),
                  "SELECT count(*) FROM pg_namespace WHERE nspname = 'not_there'"))
          .isEqualTo("0");
    }

    @Test
    void isRunOnThePrimaryIfThatWillDo() {
      RunResult result = db(SessionTarget.PREFER_STANDBY).run(SPLIT.transactions(200));
      ReadWriteSplit split = result.connections().split().orElseThrow();
      assertThat(result.counters())
          .containsEntry("read_on_primary", split.reads().counts().committed())
          .doesNotContainKey("read_on_standby");
      assertThat(split.reads().servers())
          .containsExactly(
              new ServerUse(
                  addressOf(servers.primary()), false, "17.11", WORKERS, split.reads().counts()));
    }
  }

  @Nested
  class Refused {

    @Test
    void ifNothingOnlyReads() {
      assertRefused(
          split(),
          SPLIT.parameter("what", "notes"),
          "workload 'where' has no transaction that only reads (note), so read_write_split would"
              + " have no effect; leave it out");
    }

    @Test
    void ifSerializableTransactionsWouldRunOnAStandby() {
      assertRefused(
          split(),
          SPLIT.isolation(Isolation.SERIALIZABLE),
          "PostgreSQL has no serializable transactions on a standby (%s); use isolation:"
                  .formatted(servers.address().url(SessionTarget.STANDBY))
              + " repeatable read or read committed");
      assertRefused(
          split(),
          SPLIT.parameter("what", "serializable"),
          "workload 'where': transaction 'look' only reads and insists on being serializable, which"
              + " PostgreSQL has not on a standby; leave read_write_split out");
    }

    @Test
    void ifThePlanAndTheServersDoNotFit() {
      assertRefused(
          split(),
          WHERE,
          "%s is named to read from, but the plan does not split reads from writes; give it"
                  .formatted(servers.address().url(SessionTarget.STANDBY))
              + " Connections.splitReads(), or remove StormDb.readsOn");
      assertRefused(
          StormDb.on(servers.only(servers.primary()))
              .catalog(WorkloadCatalog.of(List.of(new WherePlugin()))),
          SPLIT,
          "the plan splits reads from writes, but no server to read from is named; give one with"
              + " StormDb.readsOn, or a plan without the split");
    }

    @Test
    void ifTheStandbyHasTooFewConnectionsLeft() {
      assertThatThrownBy(() -> split().run(SPLIT.workers(80).transactions(80)))
          .hasMessageMatching(
              "the run needs 80 connections, but the server has only \\d+ left \\(max_connections ="
                  + " 60\\); use fewer workers or raise max_connections");
    }

    private void assertRefused(StormDb db, RunPlan plan, String message) {
      assertThatThrownBy(() -> db.run(plan.transactions(10)))
          .isInstanceOf(StormDbException.class)
          .hasMessage(message);
    }
  }

  @Test
  void aTransactionThatIsMarkedWronglyFailsAndIsExplained() {
    RunResult result = split().run(SPLIT.parameter("what", "wrong").transactions(200));
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.name()).isEqualTo("read_only_transaction");
              assertThat(error.sqlState()).isEqualTo("25006");
              assertThat(error.transactions()).isEqualTo(result.counts().failed()).isPositive();
            });
    assertThat(result.degraded())
        .containsExactly(
            "transactions were refused to write (25006: ERROR: cannot execute INSERT in a read-only"
                + " transaction): with read_write_split, what is marked TransactionType.readOnly()"
                + " runs on a standby; a transaction that writes must not be marked so");
  }

  @Test
  void aStandbyThatStandsStillIsWaitedForAndThenReported() {
    servers.tell(servers.standby(), "SELECT pg_wal_replay_pause()");
    List<String> said = new ArrayList<>();
    LoadListener listener =
        new LoadListener() {
          @Override
          public void announcement(String sentence) {
            said.add(sentence);
            if (sentence.startsWith("waiting")) {
              servers.tell(servers.standby(), "SELECT pg_wal_replay_resume()");
            }
          }
        };
    try {
      split().rebuild(SPLIT);
      RunResult result = split().listen(listener).run(SPLIT.transactions(100));
      assertThat(result.counts().committed()).isEqualTo(100);
      assertThat(said)
          .containsExactly(
              "waiting until %s has what was loaded"
                  .formatted(servers.address().url(SessionTarget.STANDBY)));
    } finally {
      servers.tell(servers.standby(), "SELECT pg_wal_replay_resume()");
    }
  }

  @Test
  void showsBothKindsOfTimeInAnOpenLoop() {
    RunResult result = split().run(SPLIT.rate(Rate.perSecond(300)).duration(Duration.ofSeconds(1)));
    ReadWriteSplit split = result.connections().split().orElseThrow();
    assertThat(split.reads().counts().plus(split.writes().counts())).isEqualTo(result.counts());
    assertThat(split.reads().serviceTimes().count()).isEqualTo(split.reads().counts().committed());
    assertThat(split.reads().tps(result.measured()).orElseThrow()).isPositive();
  }
}
