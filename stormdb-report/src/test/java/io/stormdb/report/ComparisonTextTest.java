package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.ConnectionFigures.Half;
import io.stormdb.core.ModeComparison;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.BlockBootstrap.Range;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {

  private static final List<Half> HALVES = ConnectedResults.mixed().connections().halves();
  private static final String FAILED =
      " Of those with a new connection, 1 failed and are not in these latencies.";

  private static Optional<Range> range(double estimate, double low, double high, boolean trusted) {
    return Optional.of(new Range(new ConfidenceInterval(estimate, low, high, 0.95), 1, trusted));
  }

  @Test
  void saysWhatAConnectionCostsAndWhatIsLeft() {
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(
                    20, range(4e6, 3.8e6, 4.2e6, true), range(0.375, 0.36, 0.39, true)),
                HALVES))
        .isEqualTo(
            "A new connection for each transaction costs 4.00ms (95 % confidence: 3.80ms to 4.20ms)"
                + " and leaves 37.5% of the throughput of a worker (36.0% to 39.0%)."
                + FAILED);
  }

  @Test
  void doesNotClaimADifferenceThatMayBeNone() {
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(20, range(1e5, -2e5, 4e5, true), range(0.98, 0.9, 1.05, true)),
                HALVES))
        .isEqualTo(
            "This run cannot tell whether a new connection for each transaction takes longer"
                + " (95 % confidence: -200µs to 400µs). A worker with it had 98.0% of the throughput"
                + " of one without (90.0% to 105.0%)."
                + FAILED);
  }

  @Test
  void knowsNoThroughputInAnOpenLoop() {
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(20, range(4e6, 3.8e6, 4.2e6, true), Optional.empty()), HALVES))
        .isEqualTo(
            "A new connection for each transaction costs 4.00ms (95 % confidence: 3.80ms to 4.20ms)."
                + " What that does to the throughput, an open loop cannot tell."
                + FAILED);
  }

  @Test
  void warnsOfRangesThatAreTooNarrow() {
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(
                    20, range(4e6, 3.8e6, 4.2e6, false), range(0.375, 0.36, 0.39, true)),
                HALVES))
        .contains(
            " These ranges are too narrow, because intervals depend on those before them: measure"
                + " longer.");
  }

  @Test
  void givesNoIntervalForAShortRun() {
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(7, Optional.empty(), Optional.empty()), HALVES))
        .isEqualTo(
            "In this run, responses with a new connection took 4.00ms longer on average; for a"
                + " confidence interval it was too short (20 intervals are needed, there were 7)."
                + FAILED);
  }

  @Test
  void comparesNothingIfOneHalfDidNothing() {
    Half kept = HALVES.get(0);
    Half nobody = new Half(kept.mode(), 2, 2, Counts.ZERO, Latencies.none(), Latencies.none());
    assertThat(
            ComparisonText.conclusion(
                new ModeComparison(7, Optional.empty(), Optional.empty()), List.of(kept, nobody)))
        .isEqualTo(
            "Nothing can be compared: one half of the workers had no successful transaction.");
  }
}
