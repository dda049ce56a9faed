package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPolicyTest {

  private static final RunPlan PLAN =
      RunPlan.of("ledger")
          .schema("policy_test")
          .workers(2)
          .duration(Duration.ofMinutes(10))
          .interval(Duration.ofMillis(200));

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new LedgerPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS policy_test CASCADE");
  }

  @Nested
  class ALimit {

    @ParameterizedTest
    @CsvSource({"5%, 0.05", "0.1%, 0.001", "0%, 0", "100%, 1", "12.5 %, 0.125"})
    void isReadFromATextAndWrittenAsOne(String text, double share) {
      assertThat(ErrorLimit.parse(text)).isEqualTo(new ErrorLimit(share));
      assertThat(new ErrorLimit(share)).hasToString(text.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-1%", "%", "five", "0.05", "5%%"})
    void isNothingElse(String text) {
      assertThatThrownBy(() -> ErrorLimit.parse(text))
          .hasMessage(
              "a limit of errors is a share of all transactions, such as 5%% or 0.1%%, was '%s'"
                  .formatted(text));
    }

    @Test
    void isAShare() {
      assertThatThrownBy(() -> ErrorLimit.parse("101%"))
          .hasMessage("error-limit must be from 0% to 100%, was 101%");
      assertThatThrownBy(() -> new ErrorLimit(Double.NaN))
          .hasMessage("error-limit must be from 0% to 100%, was NaN%");
    }

    @ParameterizedTest
    @CsvSource({
      "5%, 100, 5, false, false",
      "5%, 100, 6, true, true",
      "5%, 99, 99, true, false",
      "0.1%, 999, 1, true, false",
      "0.1%, 1000, 1, false, false",
      "0.1%, 1000, 2, true, true",
      "0%, 1, 1, true, true",
      "0%, 1000, 0, false, false",
      "100%, 1000, 1000, false, false",
      "5%, 0, 0, false, false"
    })
    void isPassedByLargerSharesAndClearlySoByEnoughTransactions(
        String limit, long all, long failed, boolean passed, boolean clearly) {
      Counts counts = new Counts(all - failed, 0, failed, 0);
      assertThat(ErrorLimit.parse(limit).isPassedBy(counts)).isEqualTo(passed);
      assertThat(ErrorLimit.parse(limit).isClearlyPassedBy(counts)).isEqualTo(clearly);
    }
  }

  @Test
  void anOutageThatEndsARunHasALength() {
    assertThatThrownBy(() -> ErrorPolicy.DEFAULT.longestOutage(Duration.ofMillis(99)))
        .hasMessage("max-outage must be from 100ms to 366 days, was 99ms");
  }

  @Nested
  class ARun {

    @Test
    void endsAtTheFirstErrorIfItIsToAbort() {
      RunResult result =
          db.run(
              PLAN.parameter("failures", "0.01")
                  .errors(ErrorPolicy.DEFAULT.onError(ErrorPolicy.OnError.ABORT)));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.counts().committed()).isPositive();
      // the other worker may have been in its last transaction
      assertThat(result.counts().failed()).isBetween(1L, 2L);
      assertThat(result.degraded())
          .containsExactly(
              "transaction 'enter' failed, and the run was to end at the first error (on_error:"
                  + " abort): ERROR: division by zero (data_exception, SQLSTATE 22012)");
    }

    @Test
    void endsWhenTooManyTransactionsFail() {
      RunResult result =
          db.run(
              PLAN.parameter("failures", "0.5")
                  .errors(ErrorPolicy.DEFAULT.limit(ErrorLimit.parse("5%"))));
      assertThat(result.status()).isEqualTo(RunResult.Status.TOO_MANY_ERRORS);
      assertThat(result.measured()).isLessThan(Duration.ofMinutes(1));
      assertThat(result.counts().total()).isGreaterThanOrEqualTo(100);
      assertThat(result.degraded())
          .singleElement()
          .asString()
          .matches(
              // of a hundred at least, each fails with 50%; four standard deviations are 20%
              "\\d+ of \\d+ transactions failed \\([3-6]\\d\\.\\d\\d%\\), more than the error limit"
                  + " of 5% allows");
    }

    @Test
    void isJudgedAtItsEndHoweverFewTransactionsThereWere() {
      RunResult result =
          db.run(
              PLAN.parameter("failures", "1")
                  .transactions(10)
                  .errors(ErrorPolicy.DEFAULT.limit(ErrorLimit.parse("99.9%"))));
      assertThat(result.status()).isEqualTo(RunResult.Status.TOO_MANY_ERRORS);
      assertThat(result.counts()).isEqualTo(new Counts(0, 0, 10, 0));
      assertThat(result.degraded())
          .containsExactly(
              "10 of 10 transactions failed (100.00%), more than the error limit of 99.9% allows");
    }

    @Test
    void goesOnWithinTheLimit() {
      RunResult result =
          db.run(
              PLAN.parameter("failures", "0.5")
                  .transactions(500)
                  .errors(ErrorPolicy.DEFAULT.limit(ErrorLimit.parse("90%"))));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts().total()).isEqualTo(500);
      assertThat(result.degraded()).isEmpty();
    }

    @Test
    void isGivenUpWhenNobodyCanConnectForTooLong() {
      TestServer.execute("DROP ROLE IF EXISTS passing");
      TestServer.execute("CREATE ROLE passing LOGIN SUPERUSER PASSWORD 'here today'");
      RunListener locking =
          new RunListener() {
            private boolean done;

            @Override
            public void interval(
                Duration start, Duration length, boolean measured, Tally tally, Duration left) {
              if (!done) {
                done = true;
                TestServer.execute("ALTER ROLE passing NOLOGIN");
                TestServer.strings(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = 'passing'");
              }
            }
          };
      RunResult result =
          StormDb.on(TestServer.as("passing", "here today"))
              .catalog(WorkloadCatalog.of(List.of(new LedgerPlugin())))
              .listen(locking)
              .run(PLAN.errors(ErrorPolicy.DEFAULT.longestOutage(Duration.ofSeconds(1))));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.counts().committed()).isPositive();
      assertThat(result.measured()).isLessThan(Duration.ofMinutes(1));
      assertThat(result.degraded())
          .first()
          .isEqualTo(
              "no worker could connect for 1s, longer than max_outage allows: FATAL: role"
                  + " \"passing\" is not permitted to log in (invalid_authorization, SQLSTATE"
                  + " 28000)");
      Availability availability = result.availability();
      assertThat(availability.failedAttempts()).isPositive();
      assertThat(availability.outages()).hasSize(1);
      assertThat(availability.outages().get(0).workers()).isEqualTo(2);
      assertThat(availability.down()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(availability.share().orElseThrow())
          .isEqualTo(1 - availability.down().toNanos() / (double) result.measured().toNanos());
    }
  }
}
