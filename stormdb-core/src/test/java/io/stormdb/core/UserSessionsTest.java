package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Pause;
import io.stormdb.api.Rng;
import io.stormdb.api.UserSession;
import io.stormdb.api.Worker;
import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserSessionsTest {

  private static final RunPlan PLAN =
      RunPlan.of("visits").schema("visits_test").workers(4).transactions(2_000).seed(3);

  private final VisitsPlugin plugin = new VisitsPlugin();
  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(WorkloadCatalog.of(List.of(plugin, new BankPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS visits_test CASCADE");
    TestServer.execute("DROP SCHEMA IF EXISTS visits_bank_test CASCADE");
  }

  private static Counts counts(RunResult result, String type) {
    return result.transactions().stream()
        .filter(t -> t.name().equals(type))
        .findFirst()
        .orElseThrow()
        .counts();
  }

  @Nested
  class Users {

    @Test
    void doOneThingAfterAnotherAndAreCounted() {
      RunResult result = db.run(PLAN);
      Visits sessions = result.sessions().orElseThrow();
      long finished = counts(result, "finish").committed();
      assertThat(result.counts().committed()).isEqualTo(2_000);
      assertThat(sessions.ended()).isEqualTo(finished);
      assertThat(sessions.begun()).isBetween(finished, finished + 4);
      // one to three looks, each as often, and a finish
      assertThat(sessions.meanTransactions().orElseThrow()).isBetween(2.8, 3.2);
      assertThat(sessions.transactions()).isBetween(2_000L - 4 * 3, 2_000L);
      assertThat(sessions.meanTime().orElseThrow()).isPositive();
      // all that were counted are those of whole visits: nobody inherits what another has done
      assertThat(result.counters().get("looked_at"))
          .isEqualTo(sessions.transactions() - sessions.ended());
      assertThat(result.counters()).containsOnlyKeys("looked_at");
      assertThat(plugin.take().values())
          .allSatisfy(
              visits ->
                  assertThat(visits).allSatisfy(visit -> assertThat(visit).matches("L{1,3}F")));
    }

    @Test
    void areTheSameForTheSameSeed() {
      db.run(PLAN);
      Map<Integer, List<String>> first = plugin.take();
      db.run(PLAN);
      assertThat(plugin.take()).isEqualTo(first).hasSize(4);
      db.run(PLAN.seed(4));
      assertThat(plugin.take()).isNotEqualTo(first);
    }

    @Test
    void learnThatATransactionFailed() {
      RunResult result = db.run(PLAN.parameter("kind", "fail"));
      assertThat(counts(result, "finish").failed()).isPositive();
      assertThat(result.sessions().orElseThrow().ended())
          .isEqualTo(counts(result, "finish").failed());
      assertThat(plugin.take().get(0)).allSatisfy(visit -> assertThat(visit).matches("L{1,3}X"));
    }

    @Test
    void waitAsLongAsTheyThinkUnlessSomebodySaysOtherwise() {
      RunPlan slow = PLAN.parameter("kind", "slow").workers(2).duration(Duration.ofSeconds(1));
      RunResult result = db.run(slow);
      assertThat(result.counts().total()).isBetween(2L, 40L);
      Visits sessions = result.sessions().orElseThrow();
      // a look and a finish have one pause of 50 ms between them, and the longest visit three
      assertThat(sessions.meanTime().orElseThrow()).isGreaterThan(Duration.ofMillis(50));
      assertThat(db.run(slow.thinkTime(Pause.none())).counts().total()).isGreaterThan(100);
    }

    @Test
    void areNotThereWithoutSessions() {
      assertThat(db.run(RunPlan.of("bank").schema("visits_bank_test").transactions(10)).sessions())
          .isEmpty();
    }

    @Test
    void ofTheWarmUpDoNotCountUnlessTheyEndAfterIt() {
      RunResult result =
          db.run(
              PLAN.parameter("kind", "slow")
                  .workers(1)
                  .warmup(Duration.ofMillis(500))
                  .duration(Duration.ofMillis(500)));
      Visits sessions = result.sessions().orElseThrow();
      assertThat(sessions.begun()).isBetween(1L, 5L);
      assertThat(sessions.ended()).isBetween(1L, 6L);
    }
  }

  @Nested
  class Refused {

    private void refuses(RunPlan plan, String message) {
      assertThatThrownBy(() -> db.run(plan))
          .isInstanceOf(StormDbException.class)
          .hasMessage(message);
    }

    @Test
    void isAnOpenLoop() {
      refuses(
          PLAN.rate(Rate.perSecond(100)),
          "workload 'visits' runs in sessions of users, which need a closed loop, because a"
              + " timetable of transactions (100/s) would tear them apart; leave the rate out and"
              + " set the number of users with workers");
    }

    @Test
    void isAMixOfAPhase() {
      refuses(
          PLAN.phases(List.of(Phase.of(Duration.ofSeconds(1)).mix(Map.of("look", 1)))),
          "phase 1 has a mix, but in workload 'visits' sessions decide which transaction comes"
              + " next; leave the mix out");
    }

    @Test
    void areTransactionsWithPausesOfTheirOwn() {
      refuses(
          PLAN.parameter("kind", "own"),
          "workload 'visits': transaction 'look' has pauses of its own, but sessions decide how"
              + " long users wait; give it none");
    }

    @Test
    void isASessionOfNothing() {
      RunResult result = db.run(PLAN.parameter("kind", "none").workers(1));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.degraded())
          .containsExactly(
              "worker 0 ended early: java.lang.IllegalStateException:"
                  + " io.stormdb.core.VisitsPlugin$Visit ended a session before its first"
                  + " transaction");
    }

    @Test
    void isATransactionThatIsNotThere() {
      RunResult result = db.run(PLAN.parameter("kind", "lost").workers(1));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.degraded())
          .containsExactly(
              "worker 0 ended early: java.lang.IllegalStateException:"
                  + " io.stormdb.core.VisitsPlugin$Visit chose transaction 2; there are 0 to 1");
    }

    @Test
    void isToAskForASessionWhereThereIsNone() {
      Worker nobody =
          new Worker() {
            @Override
            public int number() {
              return 0;
            }

            @Override
            public int count() {
              return 1;
            }

            @Override
            public Rng random() {
              return new Rng(1);
            }
          };
      assertThatThrownBy(() -> nobody.session(UserSession.class))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "there is no session here; see Workload.sessions, and note that deferred transactions"
                  + " have none");
    }
  }
}
