package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Pause;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {

  private static TransactionType named(String name) {
    return TransactionType.of(name, 1, tx -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "new_order, 18, 12",
    "payment, 3, 12",
    "order_status, 2, 10",
    "delivery, 2, 5",
    "stock_level, 2, 5"
  })
  void waitsAsTheStandardSays(String name, int keyingSeconds, int thinkingSeconds) {
    TransactionType type = Pacing.SPEC.pace(named(name));
    assertThat(type.keying()).isEqualTo(new Pause.Constant(Duration.ofSeconds(keyingSeconds)));
    Rng random = new Rng(1407);
    long[] thinking =
        LongStream.range(0, 100_000).map(i -> type.thinking().nextNanos(random)).toArray();
    // the cut at ten times the mean takes a factor of e^-10 off it
    assertThat(LongStream.of(thinking).average().orElseThrow() / 1e9)
        .isCloseTo(thinkingSeconds, within(0.02 * thinkingSeconds));
    assertThat(LongStream.of(thinking).max().orElseThrow())
        .isLessThanOrEqualTo(Duration.ofSeconds(10L * thinkingSeconds).toNanos());
  }

  @Test
  void canBeLeftOut() {
    TransactionType type = Pacing.NONE.pace(named(NewOrder.NAME));
    assertThat(type.keying().isNone()).isTrue();
    assertThat(type.thinking().isNone()).isTrue();
  }
}
