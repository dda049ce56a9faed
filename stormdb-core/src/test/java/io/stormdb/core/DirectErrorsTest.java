package io.stormdb.core;

import static io.stormdb.core.ScriptPlugin.drawing;
import static io.stormdb.core.ScriptPlugin.query;
import static io.stormdb.core.ScriptPlugin.update;
import static io.stormdb.core.ScriptPlugin.updateDrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Isolation;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What fails when statements go past the driver fails as it does with the driver. */
@Timeout(120)
class DirectErrorsTest {

  private static final RunPlan PLAN =
      RunPlan.of("scripts").schema("direct_errors").connections(Connections.persistent());

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE entry (id bigint, amount bigint CHECK (amount > 0))",
          "CREATE TABLE account (id int PRIMARY KEY, sum bigint NOT NULL)",
          "INSERT INTO account SELECT i, 0 FROM generate_series(1, 4) i");

  private static final ScriptedStatement<long[]> ENTER =
      updateDrawn("enter", "INSERT INTO entry VALUES (?, 1)").expectRows(1);

  @BeforeEach
  void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_errors CASCADE");
  }

  static List<Integer> workers() {
    return List.of(1, ScriptPlugin.many());
  }

  private static RunResult run(RunPlan plan, TransactionType... types) {
    PGSimpleDataSource server = TestServer.dataSource();
    RunResult result = new ScriptPlugin(TABLES, types).on(server).run(plan);
    assertThat(result.connections().direct()).isEqualTo(plan.connections().driver() == Driver.AUTO);
    return result;
  }

  private static long rows() {
    return Long.parseLong(TestServer.string("SELECT count(*) FROM direct_errors.entry"));
  }

  /** Runs a script that always fails, by both ways, and returns how. */
  private static RunResult.ErrorClass failing(int workers, TransactionType type, RunPlan plan) {
    RunPlan some = plan.workers(workers).transactions(10L * workers);
    RunResult direct = run(some, type);
    RunResult driven = run(some.connections(some.connections().driver(Driver.JDBC)), type);
    assertThat(direct.counts()).isEqualTo(new Counts(0, 0, 10L * workers, 0));
    assertThat(driven.counts()).isEqualTo(direct.counts());
    assertThat(direct.errors()).hasSize(1).isEqualTo(driven.errors());
    assertThat(direct.statements()).isEqualTo(driven.statements());
    assertThat(direct.availability().outageCount()).isZero();
    return direct.errors().get(0);
  }

  @Nested
  class ABinderThatThrows {

    private static ScriptedStatement<long[]> unbound() {
      return ScriptedStatement.query(
          Sql.of("unbound", "SELECT ?::int"),
          (to, drawn) -> {
            throw new SQLException("nothing to bind", "ZZ001");
          });
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void failsASingleStatement(int workers) {
      RunResult.ErrorClass error = failing(workers, drawing("lost", 1, unbound()), PLAN);
      assertThat(error.sqlState()).isEqualTo("ZZ001");
      assertThat(error.sample()).isEqualTo("nothing to bind");
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void failsATransactionBeforeItHasBegun(int workers) {
      RunResult.ErrorClass error = failing(workers, drawing("lost", 1, unbound(), ENTER), PLAN);
      assertThat(error.sqlState()).isEqualTo("ZZ001");
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void failsATransactionThatIsRolledBack(int workers) {
      RunResult.ErrorClass error = failing(workers, drawing("lost", 1, ENTER, unbound()), PLAN);
      assertThat(error.sqlState()).isEqualTo("ZZ001");
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void doesNotDisturbTheTransactionsBetween(int workers) {
      ScriptedStatement<long[]> sometimes =
          ScriptedStatement.update(
              Sql.of("sometimes", "INSERT INTO entry VALUES (?, 2)"),
              (to, drawn) -> {
                if (drawn[0] % 2 == 0) {
                  throw new SQLException("even", "ZZ002");
                }
                to.bind(drawn[0]);
              });
      RunResult result =
          run(
              PLAN.workers(workers).transactions(1_000),
              drawing("one", 1, sometimes),
              drawing("two", 1, ENTER, sometimes));
      assertThat(result.counts().total()).isEqualTo(1_000);
      assertThat(result.counts().failed()).isBetween(300L, 700L);
      long twos = result.transactions().get(1).counts().committed();
      assertThat(rows()).isEqualTo(result.counts().committed() + twos);
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void endsTheRunIfItIsAProgrammingError(int workers) {
      ScriptedStatement<long[]> wrong =
          ScriptedStatement.query(
              Sql.of("wrong", "SELECT ?::int"),
              (to, drawn) -> {
                throw new IllegalStateException("not thought of");
              });
      RunResult result = run(PLAN.workers(workers).transactions(100), drawing("w", 1, wrong));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.counts()).isEqualTo(new Counts(0, 0, 0, 0));
      assertThat(result.degraded())
          .anySatisfy(reason -> assertThat(reason).contains("not thought of"));
    }
  }

  @Nested
  class AnError {

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void ofAConstraint(int workers) {
      RunResult.ErrorClass error =
          failing(
              workers, drawing("bad", 1, update("bad", "INSERT INTO entry VALUES (7, -1)")), PLAN);
      assertThat(error.name()).isEqualTo("constraint_violation");
      assertThat(error.sample())
          .isEqualTo(
              "ERROR: new row for relation \"entry\" violates check constraint"
                  + " \"entry_amount_check\"; Detail: Failing row contains (7, -1).");
    }

    @ParameterizedTest
    @CsvSource({
      "SELECT ?::int, 0, No value specified for parameter 1.",
      "'SELECT ?::int, ?::int', 1, No value specified for parameter 2.",
      "SELECT 1, 1, 'The column index is out of range: 1, number of columns: 0.'",
      "SELECT ?::int, 3, 'The column index is out of range: 2, number of columns: 1.'"
    })
    void isANumberOfParametersThatTheStatementDoesNotHave(String sql, int bound, String message) {
      ScriptedStatement<long[]> wrong =
          ScriptedStatement.query(
              Sql.of("wrong_number", sql),
              (to, drawn) -> {
                for (int i = 0; i < bound; i++) {
                  to.bind(i);
                }
              });
      RunResult.ErrorClass error = failing(1, drawing("wrong", 1, ENTER, wrong), PLAN);
      assertThat(error.sqlState()).isEqualTo("22023");
      assertThat(error.sample()).isEqualTo(message);
      assertThat(failing(1, drawing("wrong", 1, wrong), PLAN)).isEqualTo(error);
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void ofArithmeticRollsATransactionBack(int workers) {
      RunResult.ErrorClass error =
          failing(workers, drawing("bad", 1, ENTER, query("divide", "SELECT 1 / 0"), ENTER), PLAN);
      assertThat(error.name()).isEqualTo("data_exception");
      assertThat(error.sample()).isEqualTo("ERROR: division by zero");
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void ofSyntaxIsTheSameEachTime(int workers) {
      assertThat(failing(workers, drawing("bad", 1, query("bad", "SELECT FROM WHERE")), PLAN))
          .extracting(RunResult.ErrorClass::sample)
          .isEqualTo("ERROR: syntax error at or near \"WHERE\"; Position: 13");
      assertThat(
              failing(workers, drawing("bad", 1, query("bad", "SELECT FROM WHERE"), ENTER), PLAN))
          .extracting(RunResult.ErrorClass::sqlState)
          .isEqualTo("42601");
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void isAnUnexpectedNumberOfRows(int workers) {
      ScriptedStatement<long[]> none = query("none", "SELECT 1 WHERE false").expectRows(1);
      assertThat(failing(workers, drawing("none", 1, none), PLAN).sample())
          .isEqualTo("statement 'none' should have 1 row, had 0");
      assertThat(failing(workers, drawing("none", 1, ENTER, none, ENTER), PLAN).name())
          .isEqualTo("unexpected_rows");
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void isAQueryWithoutRows(int workers) {
      ScriptedStatement<long[]> wrong =
          query("raise", "UPDATE account SET sum = sum + 1 WHERE id = 1");
      RunResult.ErrorClass error = failing(workers, drawing("raise", 1, wrong), PLAN);
      assertThat(error.sqlState()).isEqualTo("02000");
      assertThat(error.sample()).isEqualTo("No results were returned by the query.");
      assertThat(failing(workers, drawing("raise", 1, ENTER, wrong), PLAN)).isEqualTo(error);
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void isAChangeWithRows(int workers) {
      ScriptedStatement<long[]> wrong =
          update("raise", "UPDATE account SET sum = sum + 1 WHERE id = 1 RETURNING sum");
      RunResult.ErrorClass error = failing(workers, drawing("raise", 1, wrong), PLAN);
      assertThat(error.sqlState()).isEqualTo("0100E");
      assertThat(error.sample()).isEqualTo("A result was returned when none was expected.");
      assertThat(failing(workers, drawing("raise", 1, ENTER, wrong), PLAN)).isEqualTo(error);
      assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void isATimeThatIsTooLong(int workers) {
      RunResult result =
          run(
              PLAN.workers(workers)
                  .connections(PLAN.connections().queryTimeout(Duration.ofMillis(100)))
                  .transactions(2L * workers),
              drawing("slow", 1, query("slow", "SELECT pg_sleep(30)")));
      assertThat(result.counts()).isEqualTo(new Counts(0, 0, 2L * workers, 0));
      assertThat(result.errors())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.name()).isEqualTo("query_timeout");
                assertThat(error.sample())
                    .isEqualTo("ERROR: canceling statement due to statement timeout");
              });
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void isAWriteInATransactionThatOnlyReads(int workers) {
      RunResult.ErrorClass error =
          failing(workers, drawing("read", 1, query("one", "SELECT 1"), ENTER).readOnly(), PLAN);
      assertThat(error.name()).isEqualTo("read_only_transaction");
      assertThat(error.sample())
          .isEqualTo("ERROR: cannot execute INSERT in a read-only transaction");
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void endsTheRunIfNoneIsAllowed(int workers) {
      RunResult result =
          run(
              PLAN.workers(workers)
                  .duration(Duration.ofMinutes(10))
                  .errors(ErrorPolicy.DEFAULT.onError(ErrorPolicy.OnError.ABORT)),
              drawing("enter", 50, ENTER),
              drawing("divide", 1, query("divide", "SELECT 1 / 0")));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.counts().failed()).isBetween(1L, (long) workers);
      assertThat(rows()).isEqualTo(result.counts().committed());
      assertThat(result.degraded())
          .containsExactly(
              "transaction 'divide' failed, and the run was to end at the first error (on_error:"
                  + " abort): ERROR: division by zero (data_exception, SQLSTATE 22012)");
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.core.DirectErrorsTest#workers")
    void endsTheRunIfThereAreTooMany(int workers) {
      RunResult result =
          run(
              PLAN.workers(workers)
                  .duration(Duration.ofMinutes(10))
                  .interval(Duration.ofMillis(200))
                  .errors(ErrorPolicy.DEFAULT.limit(ErrorLimit.parse("5%"))),
              drawing("enter", 1, ENTER),
              drawing("divide", 1, query("divide", "SELECT 1 / 0")));
      assertThat(result.status()).isEqualTo(RunResult.Status.TOO_MANY_ERRORS);
      assertThat(result.measured()).isLessThan(Duration.ofMinutes(1));
      assertThat(rows()).isEqualTo(result.counts().committed());
    }
  }

  @Nested
  class ASerializationFailure {

    private static final ScriptedStatement<long[]> RAISE =
        ScriptedStatement.update(
            Sql.of("raise", "UPDATE account SET sum = sum + 1 WHERE id = ?"),
            (to, drawn) -> to.bind((int) (drawn[0] % 2) + 1));
    private static final TransactionType TRANSFER = drawing("transfer", 1, RAISE, ENTER);
    private static final RunPlan SERIAL = PLAN.isolation(Isolation.REPEATABLE_READ);

    private static long sum() {
      return Long.parseLong(TestServer.string("SELECT sum(sum) FROM direct_errors.account"));
    }

    @Test
    void isTriedAgain() {
      RunResult result =
          run(SERIAL.workers(ScriptPlugin.many()).transactions(1_000).maxTries(1_000), TRANSFER);
      assertThat(result.counts().committed()).isEqualTo(1_000);
      assertThat(result.counts().failed()).isZero();
      assertThat(result.counts().retries()).isPositive();
      assertThat(result.errors())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.name()).isEqualTo("serialization_failure");
                assertThat(error.sample())
                    .isEqualTo("ERROR: could not serialize access due to concurrent update");
                assertThat(error.retried()).isEqualTo(result.counts().retries());
                assertThat(error.transactions()).isZero();
              });
      assertThat(rows()).isEqualTo(1_000);
      assertThat(sum()).isEqualTo(1_000);
    }

    @Test
    void isAFailureIfNobodyTriesAgain() {
      RunResult result =
          run(SERIAL.workers(ScriptPlugin.many()).transactions(1_000).maxTries(1), TRANSFER);
      assertThat(result.counts().total()).isEqualTo(1_000);
      assertThat(result.counts().failed()).isPositive();
      assertThat(result.counts().retries()).isZero();
      assertThat(rows()).isEqualTo(result.counts().committed());
      assertThat(sum()).isEqualTo(result.counts().committed());
    }
  }
}
