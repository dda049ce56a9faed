package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequenciesTest {

  @Test
  void agreeWithSortedValues() {
    long[] values = new Random(2).longs(1_000, 0, 300).toArray();
    Frequencies sum = BlockBootstrapTest.frequencies(values);
    long[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    assertThat(sum.total()).isEqualTo(1_000);
    assertThat(sum.upTo(150))
        .isEqualTo(java.util.Arrays.stream(sorted).filter(v -> v <= 150).count());
    assertThat(sum.upTo(-1)).isZero();
    assertThat(sum.percentile(0.5)).isEqualTo(sorted[499]);
    assertThat(sum.percentile(0.95)).isEqualTo(sorted[949]);
    assertThat(sum.percentile(0.999)).isEqualTo(sorted[998]);
    assertThat(sum.percentile(1)).isEqualTo(sorted[999]);
  }

  @Test
  void mustAscendAndOccur() {
    assertThatThrownBy(() -> Frequencies.of(new long[] {2, 1}, new long[] {1, 1}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must ascend, was 1 after 2");
    assertThatThrownBy(() -> Frequencies.of(new long[] {2}, new long[] {0}, 0))
        .hasMessage("counts must be at least 1, was 0");
    assertThatThrownBy(() -> Frequencies.of(new long[] {2}, new long[0], 0))
        .hasMessage("values and counts must be equally many, were 1 and 0");
  }
}
