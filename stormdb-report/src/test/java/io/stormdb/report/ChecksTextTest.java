package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTextTest {

  @Test
  void saysThatCountingStoppedAtTheMost() {
    CheckResult check =
        new CheckResult(
            "sum",
            "money is neither made nor lost",
            Verdict.FAIL,
            CheckResult.MOST_VIOLATIONS,
            List.of("id=1"),
            Duration.ofMillis(20));
    assertThat(ChecksText.format(List.of(check)))
        .isEqualTo(
            """
            Consistency Checks: 0 PASS, 1 FAIL, 0 n/a
              FAIL  sum  money is neither made nor lost  20.0ms  1,000 or more violations
                    id=1
            """);
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(ChecksText.format(List.of()))
        .isEqualTo("Consistency Checks: the workload has none\n");
  }
}
