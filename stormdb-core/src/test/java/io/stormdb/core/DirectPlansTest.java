package io.stormdb.core;

import static io.stormdb.core.ScriptPlugin.drawing;
import static io.stormdb.core.ScriptPlugin.query;
import static io.stormdb.core.ScriptPlugin.update;
import static io.stormdb.core.ScriptPlugin.updateDrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server has parsed for statements past the driver is parsed again when it must be. */
@Timeout(120)
class DirectPlansTest {

  private static final RunPlan PLAN =
      RunPlan.of("scripts").schema("direct_plans").connections(Connections.persistent());

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE entry (id bigint)",
          "CREATE TABLE account (id int PRIMARY KEY, sum bigint NOT NULL)",
          "INSERT INTO account SELECT i, 0 FROM generate_series(1, 4) i");

  private static final ScriptedStatement<long[]> ENTER =
      updateDrawn("enter", "INSERT INTO entry VALUES (?)").expectRows(1);

  @BeforeEach
  void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_plans CASCADE");
  }

  static List<Integer> workers() {
    return List.of(1, ScriptPlugin.many());
  }

  private static RunResult run(RunPlan plan, TransactionType... types) {
    RunResult result = new ScriptPlugin(TABLES, types).on(TestServer.dataSource()).run(plan);
    assertThat(result.connections().direct()).isTrue();
    return result;
  }

  private static long rows() {
    return Long.parseLong(TestServer.string("SELECT count(*) FROM direct_plans.entry"));
  }

  private static ScriptedStatement<long[]> all() {
    return query("all", "SELECT * FROM account WHERE id = 1");
  }

  /** Once, when half a second has passed. */
  private static RunListener once(String sql) {
    return new RunListener() {
      private boolean done;

      @Override
      public void interval(
          Duration start, Duration length, boolean measured, Tally tally, Duration left) {
        if (!done) {
          done = true;
          TestServer.execute(sql);
        }
      }
    };
  }

  private static RunResult altered(int workers, TransactionType type) {
    RunResult result =
        new ScriptPlugin(TABLES, type)
            .on(TestServer.dataSource())
            .listen(once("ALTER TABLE direct_plans.account ALTER COLUMN sum TYPE numeric"))
            .run(
                PLAN.workers(workers)
                    .interval(Duration.ofMillis(200))
                    .duration(Duration.ofMillis(800)));
    assertThat(result.connections().direct()).isTrue();
    return result;
  }

  @ParameterizedTest
  @MethodSource("workers")
  void isMadeAgainInAutocommit(int workers) {
    RunResult result = altered(workers, drawing("all", 1, all()));
    assertThat(result.errors()).isEmpty();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.counts().committed()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("workers")
  void failsATransactionOnceAConnection(int workers) {
    RunResult result = altered(workers, drawing("all", 1, all(), all()));
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error ->
                assertThat(error.sample())
                    .isEqualTo("ERROR: cached plan must not change result type"));
    assertThat(result.counts().failed()).isEqualTo(workers);
    RunResult.Interval last = result.intervals().get(result.intervals().size() - 1);
    assertThat(last.counts().failed()).isZero();
    assertThat(last.counts().committed()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("workers")
  void isMadeAgainAfterAllWereForgotten(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).transactions(1_000),
            drawing("enter", 10, ENTER),
            drawing("forget", 1, update("forget", "DEALLOCATE ALL")));
    assertThat(result.errors()).isEmpty();
    assertThat(result.counts()).isEqualTo(new Counts(1_000, 0, 0, 0));
    assertThat(rows()).isEqualTo(result.transactions().get(0).counts().committed());
  }

  @ParameterizedTest
  @MethodSource("workers")
  void isMadeAgainInTransactionsAfterAllWereForgotten(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).transactions(1_000),
            drawing("enter", 10, ENTER, ENTER),
            drawing("divide", 1, ENTER, query("divide", "SELECT 1 / 0")),
            drawing("forget", 1, update("forget", "DEALLOCATE ALL")),
            drawing("forgetful", 1, ENTER, update("in_between", "DEALLOCATE ALL"), ENTER));
    assertThat(result.counts().total()).isEqualTo(1_000);
    assertThat(IntStream.of(0, 2, 3).mapToObj(result.transactions()::get))
        .allSatisfy(type -> assertThat(type.counts().failed()).isZero());
    assertThat(result.transactions().get(1).counts().committed()).isZero();
    assertThat(result.errors()).singleElement().extracting("sqlState").isEqualTo("22012");
    assertThat(rows())
        .isEqualTo(
            2
                * (result.transactions().get(0).counts().committed()
                    + result.transactions().get(3).counts().committed()));
  }
}
