package io.stormdb.workloads.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a run says of its steps in the end, of figures that can be checked by reading. */
class AdviceTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private static Combination combination(Method method, int size, boolean indexed) {
    return new Combination(method.key() + "_" + size, method, size, indexed, true);
  }

  private static Measurement step(Combination combination, double speed, int p95Millis) {
    return new Measurement(
        combination,
        100,
        Optional.of(speed),
        Optional.of(Duration.ofMillis(p95Millis)),
        7_000,
        7_000,
        OptionalDouble.of(0.01));
  }

  private static Measurement step(Method method, int size, double speed, int p95Millis) {
    return step(combination(method, size, true), speed, p95Millis);
  }

  private static Measurement waiting(Measurement step, double share) {
    return new Measurement(
        step.combination(),
        step.batches(),
        step.rowsPerSecond(),
        step.p95(),
        step.found(),
        step.reported(),
        OptionalDouble.of(share));
  }

  private static Measurement of(Measurement step, long batches, long found) {
    return new Measurement(
        step.combination(),
        batches,
        step.rowsPerSecond(),
        step.p95(),
        found,
        step.reported(),
        OptionalDouble.empty());
  }

  @Nested
  class TheRecommendation {

    @Test
    void isTheSmallestBatchThatIsNearlyAsFastAsTheFastest() {
      Locale.setDefault(Locale.GERMANY);
      assertThat(
              new Advice(
                      List.of(
                          step(Method.INSERT, 100, 40_000, 3),
                          step(Method.COPY, 1_000, 96_000, 10),
                          step(Method.COPY, 10_000, 100_000, 100)))
                  .sentences())
          .containsExactly(
              "use copy in batches of 1,000: 96,000 rows/s, and batches of 10,000, the fastest, make"
                  + " only 100,000, with a p95 of 100.0 instead of 10.0 ms a batch",
              "copy makes 2.50 times the rows of insert at its best (batches of 100, 40,000 rows/s)");
    }

    @Test
    void isTheFastestIfSmallerBatchesAreClearlySlower() {
      assertThat(
              new Advice(
                      List.of(
                          step(Method.UNNEST, 1_000, 94_000, 10),
                          step(Method.UNNEST, 10_000, 100_000, 100)))
                  .sentences())
          .containsExactly("use unnest in batches of 10,000: 100,000 rows/s");
    }

    @Test
    void comparesFormsOfTheTable() {
      assertThat(
              new Advice(
                      List.of(
                          step(combination(Method.COPY, 1_000, true), 20_000, 5),
                          step(combination(Method.COPY, 1_000, false), 50_000, 2)))
                  .sentences())
          .containsExactly(
              "copy in batches of 1,000 makes 2.50 times the rows into a table with no index but the"
                  + " primary key than into one with seven indexes");
    }

    @Test
    void leavesOutStepsThatCannotBeTrusted() {
      Measurement good = step(Method.COPY, 1_000, 50_000, 10);
      Measurement other = step(Method.COPY, 100, 30_000, 10);
      Measurement starved = waiting(step(Method.COPY_BINARY, 1_000, 90_000, 10), 0.2);
      Measurement hasty = of(step(Method.COPY_BINARY, 50_000, 90_000, 10), 2, 7_000);
      assertThat(new Advice(List.of(good, other, starved, hasty)).sentences())
          .containsExactly(
              "use copy in batches of 1,000: 50,000 rows/s",
              "2 of 4 steps are left out of this: too few batches, or rows that came too late (see the"
                  + " Compliance Card)");
    }

    @Test
    void isNotThereIfThereIsNothingToCompare() {
      assertThat(new Advice(List.of(step(Method.COPY, 1_000, 20_000, 5))).sentences()).isEmpty();
      assertThat(new Advice(List.of()).sentences()).isEmpty();
    }
  }

  @Nested
  class TheAudit {

    private List<Finding> findings(Measurement... steps) {
      return new Audit(List.of(steps)).findings();
    }

    @Test
    void passesWhatIsAsItShouldBe() {
      assertThat(
              findings(step(Method.COPY, 100, 1, 1), waiting(step(Method.INSERT, 10, 1, 1), 0.05)))
          .extracting(Finding::name, Finding::measured, Finding::verdict)
          .containsExactly(
              tuple("rows in the table", "14,000 rows in 2 steps", Verdict.PASS),
              tuple("batches", "at least 100", Verdict.PASS),
              tuple("wait for the generator of rows", "at most 5.0 % in insert_10", Verdict.PASS));
    }

    @Test
    void namesTheStepsThatAreNot() {
      assertThat(
              findings(
                  step(Method.COPY, 100, 1, 1),
                  waiting(of(step(Method.UNNEST, 10, 1, 1), 9, 6_999), 0.051)))
          .extracting(Finding::name, Finding::measured, Finding::verdict)
          .containsExactly(
              tuple("rows in the table", "unnest_10: 6999 rows, 7000 reported", Verdict.FAIL),
              tuple("batches", "9 in unnest_10; measure longer", Verdict.FAIL),
              tuple(
                  "wait for the generator of rows",
                  "the generator was the bottleneck: 5.1 % in unnest_10",
                  Verdict.FAIL));
    }
  }
}
