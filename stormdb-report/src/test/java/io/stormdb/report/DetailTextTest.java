package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.Values;
import org.junit.jupiter.api.Test;

/** The measures of a workload in the console report. */
class DetailTextTest {

  @Test
  void aPercentileIsNotRoundedUpBeyondTheLargestValue() {
    Values sizes = Values.of(1_146_880, 1_155_072);
    assertThat(DetailText.percentile(sizes, 99)).isEqualTo("1155070");
  }

  @Test
  void aPercentileIsNotRoundedDownBelowTheSmallestValue() {
    assertThat(DetailText.percentile(Values.of(950_272, 950_272), 50)).isEqualTo("950272");
  }

  @Test
  void aPercentileInBetweenHasThreeDigits() {
    assertThat(DetailText.percentile(Values.of(1, 4_913, 10_000), 50)).isEqualTo("4910");
  }

  @Test
  void thereIsNoneOfNoValues() {
    assertThat(DetailText.percentile(Values.none(), 50)).isEqualTo("no data");
  }
}
