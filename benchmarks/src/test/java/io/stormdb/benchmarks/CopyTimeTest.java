package io.stormdb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CopyTimeTest {

  @Test
  void ratesDivideByTheTimeThatItTook() {
    CopyTime time = new CopyTime(3_000_000, 450_000_000, 1.5);
    assertThat(time.rowsPerSecond()).isEqualTo(2_000_000, within(1e-6));
    assertThat(time.megabytesPerSecond()).isEqualTo(300, within(1e-9));
    assertThat(time).hasToString("  2,000,000 rows/s   300.0 MB/s    1.50 s");
  }

  @Test
  void theMedianIsTheOneInTheMiddleOrTheSlowerOfTwo() {
    CopyTime slow = new CopyTime(10, 0, 3);
    CopyTime middling = new CopyTime(10, 0, 2);
    CopyTime fast = new CopyTime(10, 0, 1);
    assertThat(CopyTime.median(List.of(fast, slow, middling))).isEqualTo(middling);
    assertThat(CopyTime.median(List.of(fast, slow))).isEqualTo(slow);
    assertThat(CopyTime.median(List.of(fast))).isEqualTo(fast);
  }

  @Test
  void theMedianOfNumbersIsTheMeanOfTwoInTheMiddle() {
    assertThat(CopyTime.median(DoubleStream.of(9, 1, 2))).isEqualTo(2, within(1e-9));
    assertThat(CopyTime.median(DoubleStream.of(9, 1, 2, 4))).isEqualTo(3, within(1e-9));
  }

  @Test
  void thereIsNoMedianOfNothing() {
    assertThatThrownBy(() -> CopyTime.median(List.of()))
        .hasMessage("there must be at least one time");
    assertThatThrownBy(() -> CopyTime.median(DoubleStream.of()))
        .hasMessage("there must be at least one number");
  }

  @Test
  void aTimeOfNothingIsRefused() {
    assertThatThrownBy(() -> new CopyTime(1, 1, 0)).hasMessage("seconds must be above 0, was 0.0");
    assertThatThrownBy(() -> new CopyTime(-1, 1, 1))
        .hasMessage("rows and bytes must not be negative, were -1 and 1");
  }
}
