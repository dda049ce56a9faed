package io.stormdb.progressive.maths;

import io.stormdb.progressive.maths.Recommendation.Range;
import io.stormdb.progressive.maths.Recommendation.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Studies of servers whose optimum is known, and how many of them are answered right.
 *
 * <p>An answer is right if it is given and every number of workers in it truly does at least 97 %
 * of the true peak. Throughput has one maximum, so that the ends of a range do least.
 */
final class SimulatedStudies {

  /** The most workers that are of interest. */
  static final int MOST = 160;

  /** How many bands a study has; one of the adaptive strategy half as many. */
  static final int BANDS = 16;

  private static final double ENOUGH = 0.97;

  private final long seed;
  private final boolean adaptive;
  private final List<String> wrong = new ArrayList<>();
  private final List<Double> excess = new ArrayList<>();
  private int withPeak;

  private SimulatedStudies(long seed, boolean adaptive) {
    this.seed = seed;
    this.adaptive = adaptive;
  }

  /**
   * What came of some studies.
   *
   * @param studies how many there were
   * @param wrong those that were not answered right, with what is needed to understand why
   * @param withPeak how many of those that were answered hold the number with the true peak
   * @param medianExcess the lowest number of the answer over the fewest that truly do 97 % of the
   *     peak, in half of the studies that were answered at most
   * @param highExcess the same in 95 of 100 of them
   */
  record Outcome(
      int studies, List<String> wrong, int withPeak, double medianExcess, double highExcess) {
    @Override
    public String toString() {
      return "%s of %s right, %s with the true peak; lowest number over the fewest that do enough:"
              .formatted(studies - wrong.size(), studies, withPeak)
          + " %.3f in the middle, %.3f in 95 of 100".formatted(medianExcess, highExcess);
    }
  }

  /**
   * Makes studies.
   *
   * @param seed of the first; the next has one more
   */
  static Outcome of(long seed, int studies, boolean adaptive) {
    SimulatedStudies all = new SimulatedStudies(seed, adaptive);
    for (int study = 0; study < studies; study++) {
      all.study(study);
    }
    double[] sorted = all.excess.stream().mapToDouble(each -> each).sorted().toArray();
    return new Outcome(
        studies,
        all.wrong,
        all.withPeak,
        sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2],
        sorted.length == 0 ? Double.NaN : sorted[(int) (0.95 * (sorted.length - 1))]);
  }

  private void study(int number) {
    Random random = new Random(seed + number);
    SimulatedServer server = SimulatedServer.drawn(random);
    List<Measured> measured = new ArrayList<>();
    if (adaptive) {
      Chooser chooser = new AdaptiveChooser(1, MOST, BANDS / 2, 0.03, number);
      for (OptionalInt n = chooser.next(measured); n.isPresent(); n = chooser.next(measured)) {
        measured.add(server.measure(n.getAsInt(), random));
      }
    } else {
      for (int i = 0; i < BANDS; i++) {
        int n = (int) Math.round(Math.pow(MOST, i / (BANDS - 1.0)));
        measured.add(server.measure(n, random));
      }
    }
    AnalysisOptions options =
        AnalysisOptions.usual(number).withThinkSeconds(server.thinkSeconds()).withSamples(300);
    judge(
        number,
        server,
        measured,
        ScalingAnalysis.Basis.of(measured, options).recommendation(options));
  }

  private void judge(
      int number, SimulatedServer server, List<Measured> measured, Recommendation advice) {
    double[] truth = new double[MOST + 1];
    int peak = 1;
    for (int n = 1; n <= MOST; n++) {
      truth[n] = server.throughput(n);
      peak = truth[n] > truth[peak] ? n : peak;
    }
    double top = truth[peak];
    int fewest = 1;
    while (truth[fewest] < ENOUGH * top) {
      fewest++;
    }
    boolean isRight = false;
    if (advice.verdict() == Verdict.FOUND) {
      Range range = advice.range().orElseThrow();
      isRight = Math.min(truth[range.from()], truth[range.to()]) >= ENOUGH * top;
      withPeak += range.from() <= peak && peak <= range.to() ? 1 : 0;
      excess.add((double) range.from() / fewest);
    }
    if (!isRight) {
      wrong.add(
          "study %s, truly %s to %s: %s (truly %s); %s %s"
              .formatted(
                  number,
                  fewest,
                  peak,
                  advice.sentence(),
                  advice
                      .range()
                      .map(
                          r ->
                              Arrays.toString(
                                  new double[] {truth[r.from()] / top, truth[r.to()] / top}))
                      .orElse("none"),
                  server,
                  measured.stream().map(m -> m.concurrency() + ": " + m.throughput()).toList()));
    }
  }
}
