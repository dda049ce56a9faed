package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Rng;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class SkewTest {

  private final NuRand items = NuRand.item(123);
  private final Skew skew = new Skew("item numbers", items, Skew.counters("test"));
  private final Rng random = new Rng(1407);

  private Finding judge(int draws, IntSupplier values) {
    long[] counted = new long[Skew.BINS];
    for (int i = 0; i < draws; i++) {
      counted[skew.binOf(values.getAsInt())]++;
    }
    return skew.judge(counted);
  }

  @Test
  void theRightDistributionPasses() {
    Finding finding = judge(1_000_000, () -> items.draw(random));
    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.required()).isEqualTo("NURand(8191,1,100000), p >= 0.0001");
    assertThat(finding.measured()).matches("p = 0\\.\\d{4} over 1,000,000 draws");
  }

  @Test
  void evenlyDistributedNumbersFail() {
    assertThat(judge(2_000, () -> random.between(1, 100_000)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void anotherConstantFails() {
    NuRand other = NuRand.item(124);
    assertThat(judge(10_000, () -> other.draw(random)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void halfTheSkewFails() {
    NuRand other = new NuRand(1_023, 1, 100_000, 123);
    assertThat(judge(10_000, () -> other.draw(random)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aHandfulOfDrawsIsNotJudged() {
    Finding finding = judge(1_599, () -> 1);
    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.measured()).isEqualTo("only 1,599 draws");
  }
}
