package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.metrics.statistics.PairedBootstrap.Pair;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

  /** The second has a quarter of the values of the first, each 10 larger, give or take. */
  private static List<Pair> run(int intervals, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, intervals)
        .mapToObj(
            i -> {
              // a disturbance that both have
              double both = random.nextGaussian(0, 5);
              return new Pair(
                  400,
                  400 * (50 + both + random.nextGaussian(0, 0.5)),
                  Math.round(100 + random.nextGaussian(0, 2)),
                  100 * (60 + both + random.nextGaussian(0, 0.5)));
            })
        .toList();
  }

  private static PairedBootstrap of(List<Pair> intervals) {
    return new PairedBootstrap(intervals, 0.95, 7);
  }

  @Test
  void findsWhatIsKnownAndIsNotBlurredByWhatDisturbsBoth() {
    List<Pair> even =
        IntStream.range(0, 40)
            .mapToObj(i -> new Pair(400, 400 * (50.0 + i), 100, 100 * (60.0 + i)))
            .toList();
    ConfidenceInterval difference = of(even).difference().orElseThrow().interval();
    assertThat(difference.estimate()).isCloseTo(10, within(1e-9));
    assertThat(difference.low()).isCloseTo(10, within(1e-9));
    assertThat(difference.high()).isCloseTo(10, within(1e-9));
    assertThat(of(even).ratio().orElseThrow().interval().estimate()).isEqualTo(0.25);
  }

  @Test
  void coversTheTruthAboutAsOftenAsItSays() {
    int covered = 0;
    for (int seed = 0; seed < 60; seed++) {
      ConfidenceInterval ratio = of(run(40, seed)).ratio().orElseThrow().interval();
      covered += ratio.low() <= 0.25 && 0.25 <= ratio.high() ? 1 : 0;
    }
    // 57 are expected; few intervals make a range a little too narrow
    assertThat(covered).isGreaterThanOrEqualTo(51);
  }

  @Test
  void saysNothingOfTooFewIntervalsOrOfOneGroup() {
    assertThat(of(run(19, 1)).difference()).isEmpty();
    assertThat(of(run(19, 1)).ratio()).isEmpty();
    assertThat(of(run(20, 1)).ratio()).isPresent();
    List<Pair> alone = IntStream.range(0, 30).mapToObj(i -> new Pair(1, 1, 0, 0)).toList();
    assertThat(of(alone).difference()).isEmpty();
  }
}
