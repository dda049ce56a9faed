package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0ns",
    "999, 999ns",
    "1000, 1.00µs",
    "999400, 999µs",
    "999600, 1.00ms",
    "1234567, 1.23ms",
    "45100000, 45.1ms",
    "312800000, 313ms",
    "999900000, 1.00s",
    "1000341504, 1.00s",
    "99900000000, 99.9s",
    "100000000000, 1m40s",
    "4000000000000, 1h6m40s"
  })
  void latenciesHaveThreeDigits(long nanos, String text) {
    assertThat(Numbers.latency(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "250000, 250us",
    "500000000, 500ms",
    "12345678901, 12.346s",
    "59999600000, 1m0s",
    "90000000000, 1m30s",
    "300000000000, 5m0s",
    "3600000000000, 1h0m0s",
    "5445600000000, 1h30m45.6s"
  })
  void spansAreAsGoPrintsThem(long nanos, String text) {
    assertThat(Numbers.span(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "0; 0.0",
        "0.0123456; 0.0123",
        "1.5; 1.50",
        "9.996; 10.0",
        "12.34; 12.3",
        "1234567.89; 1,234,567.9"
      },
      delimiter = ';')
  void ratesNeverRoundToNothing(double perSecond, String text) {
    assertThat(Numbers.rate(perSecond)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, no data",
    "0, 7, 0.00%",
    "1, 3, 33.33%",
    "7, 7, 100.00%",
    "1, 1000000, <0.01%",
    "999999, 1000000, >99.99%"
  })
  void onlyNothingIsZeroPerCentAndOnlyAllIsHundred(long part, long whole, String text) {
    assertThat(Numbers.percent(part, whole, 2)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 0.977 KiB",
    "1024, 1.00 KiB",
    "102400, 100 KiB",
    "1023488, 0.976 MiB",
    "1048576, 1.00 MiB",
    "134217728, 128 MiB",
    "1099511627776, 1.00 TiB",
    "9223372036854775807, 8.00 EiB"
  })
  void sizesHaveThreeDigits(long bytes, String text) {
    assertThat(Numbers.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void oneIsSingular() {
    assertThat(Numbers.count(1, "try", "tries")).isEqualTo("1 try");
    assertThat(Numbers.count(1_000, "try", "tries")).isEqualTo("1,000 tries");
  }
}
