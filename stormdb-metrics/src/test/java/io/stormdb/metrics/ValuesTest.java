package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  private static double[] spreadOverTwelvePowersOfTen() {
    return new Random(1).doubles(10_001).map(x -> Math.pow(10, 12 * x - 6)).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 1, 25, 50, 90, 95, 99, 99.9, 99.99, 100})
  void percentilesAreThoseOfTheSortedValuesWithinTheStatedError(double percentile) {
    double[] values = spreadOverTwelvePowersOfTen();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double exact = sorted[(int) Math.max(0, Math.ceil(percentile / 100 * sorted.length) - 1)];

    assertThat(Values.of(values).percentile(percentile).orElseThrow())
        .isCloseTo(exact, within(exact * Values.RELATIVE_ERROR));
  }

  @Test
  void countSumMeanAndEndsAreExact() {
    Values values = Values.of(0, 2.5, 10, 100_000);
    assertThat(values.count()).isEqualTo(4);
    assertThat(values.sum()).isEqualTo(100_012.5);
    assertThat(values.mean()).hasValue(25_003.125);
    assertThat(values.min()).hasValue(0);
    assertThat(values.max()).hasValue(100_000);
    assertThat(values.percentile(25)).hasValue(0);
    assertThat(values.percentile(100)).hasValue(100_000);
  }

  @Test
  void theRankOfAPercentileIsNotRoundedUp() {
    double[] values = new Random(2).doubles(1_000, 1, 2).sorted().toArray();
    values[999] = 1_000;
    assertThat(Values.of(values).percentile(99.9).orElseThrow()).isLessThan(3);
  }

  @Test
  void whatIsTooSmallOrTooLargeForABucketStaysWithinTheEnds() {
    Values values = Values.of(Double.MIN_VALUE, Double.MAX_VALUE);
    assertThat(values.percentile(50).orElseThrow()).isBetween(Double.MIN_VALUE, 1e-18);
    assertThat(values.percentile(100).orElseThrow()).isBetween(1e18, Double.MAX_VALUE);
  }

  @Test
  void noValuesHaveNoMean() {
    assertThat(Values.none().count()).isZero();
    assertThat(Values.none().mean()).isEmpty();
    assertThat(Values.none().percentile(50)).isEmpty();
  }

  @Test
  void mergedAreAllOfThem() {
    double[] values = spreadOverTwelvePowersOfTen();
    Values parts =
        Values.merged(
            List.of(
                Values.of(Arrays.copyOfRange(values, 0, 4_000)),
                Values.of(Arrays.copyOfRange(values, 4_000, values.length))));
    Values whole = Values.of(values);
    assertThat(parts.count()).isEqualTo(whole.count());
    assertThat(parts.percentile(95)).isEqualTo(whole.percentile(95));
    assertThat(parts.sum()).isCloseTo(whole.sum(), within(1e-9 * whole.sum()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatHasNoBucket(double value) {
    assertThatThrownBy(() -> Values.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a measured value must be finite and not negative, was " + value);
  }

  @Test
  void refusesAPercentileOfNothing() {
    assertThatThrownBy(() -> Values.none().percentile(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentile must be greater than 0 and at most 100, was 0.0");
  }
}
