package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

  private static Finding judge(long hits, long of) {
    return new Share(hits, of).within(0.95, 1.05, "remote order lines", "TPC-C 2.4.1.5");
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 1000000, PASS",
    // four standard errors of 0.95 % in a million are 0.039 %
    "9120, 1000000, PASS",
    "9100, 1000000, FAIL",
    "10900, 1000000, PASS",
    "10920, 1000000, FAIL",
    "0, 10000, FAIL",
    "0, 1000, NOT_APPLICABLE",
    "0, 0, NOT_APPLICABLE"
  })
  void failsOnlyWhenChanceDoesNotExplainIt(long hits, long of, Verdict verdict) {
    assertThat(judge(hits, of).verdict()).isEqualTo(verdict);
  }

  @Test
  void saysWhatIsRequiredAndWhatWasMeasured() {
    assertThat(judge(1_234, 123_456))
        .isEqualTo(
            new Finding(
                "remote order lines",
                "TPC-C 2.4.1.5",
                "0.95 % to 1.05 %",
                "1.00 % of 123,456",
                Verdict.PASS));
    assertThat(new Share(1, 2).within(43, 100, "mix", "").required()).isEqualTo(">= 43.0 %");
    assertThat(new Share(1, 2).within(0, 1, "skipped", "").required()).isEqualTo("<= 1.0 %");
    assertThat(judge(0, 0).measured()).isEqualTo("none");
  }
}
