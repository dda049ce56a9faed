package io.stormdb.workloads.tpcc;

import io.stormdb.api.Counter;
import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Tx;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How often values of one {@link NuRand} were used, held against how often they should have been.
 *
 * <p>Values are put into bins by popularity: the least popular in the first, and so on, each bin
 * with about the same share of all draws. Neighbouring values would not do, because the skew is
 * between a value and its neighbours.
 */
final class Skew {

  static final int BINS = 16;

  /** Below this chance, what was used did not come from the distribution. */
  private static final double LEAST_CHANCE = 0.0001;

  private static final long FEWEST_DRAWS = 100L * BINS;

  private final String name;
  private final NuRand expected;
  private final Counter[] counters;
  private final byte[] binOf;
  private final double[] shareOf = new double[BINS];

  /**
   * Prepares to count.
   *
   * @param name in the audit
   * @param counters one for each bin
   */
  Skew(String name, NuRand expected, Counter[] counters) {
    this.name = name;
    this.expected = expected;
    this.counters = counters;
    this.binOf = new byte[expected.size()];
    double[] probabilities = expected.probabilities();
    double running = 0;
    for (int value : byPopularity(probabilities)) {
      int bin = Math.min(BINS - 1, (int) (running * BINS));
      binOf[value] = (byte) bin;
      shareOf[bin] += probabilities[value];
      running += probabilities[value];
    }
  }

  /** Sorts values packed behind their probabilities, which takes a tenth of a sort of objects. */
  private static int[] byPopularity(double[] probabilities) {
    int bits = 64 - Long.numberOfLeadingZeros(probabilities.length);
    long[] packed = new long[probabilities.length];
    for (int value = 0; value < packed.length; value++) {
      // bits of a double that is not negative sort as the double does
      packed[value] = Double.doubleToRawLongBits(probabilities[value]) >>> bits << bits | value;
    }
    Arrays.sort(packed);
    return Arrays.stream(packed).mapToInt(key -> (int) (key & ((1L << bits) - 1))).toArray();
  }

  /** Returns counters that stay out of reports; to be made once, as a constant. */
  static Counter[] counters(String what) {
    return IntStream.range(0, BINS)
        .mapToObj(bin -> Counter.of(".nurand_" + what + "_" + bin))
        .toArray(Counter[]::new);
  }

  /** Counts a value that a transaction has used. */
  void count(Tx tx, int value) {
    tx.count(counters[binOf[value - expected.x()]], 1);
  }

  /** Returns the bin of a value, from 0, the least popular one. */
  int binOf(int value) {
    return binOf[value - expected.x()];
  }

  /** Judges what was counted: Pearson's chi-square test. */
  Finding judge(RunTotals totals) {
    return judge(Arrays.stream(counters).mapToLong(totals::counted).toArray());
  }

  Finding judge(long[] counted) {
    long draws = Arrays.stream(counted).sum();
    double chance = draws == 0 ? 1 : chanceOf(counted, draws);
    Verdict verdict =
        draws < FEWEST_DRAWS
            ? Verdict.NOT_APPLICABLE
            : chance < LEAST_CHANCE ? Verdict.FAIL : Verdict.PASS;
    return new Finding(
        name,
        "TPC-C 2.1.6",
        String.format(
            Locale.ROOT,
            "NURand(%d,%d,%d), p >= %.4f",
            expected.a(),
            expected.x(),
            expected.y(),
            LEAST_CHANCE),
        draws < FEWEST_DRAWS
            ? String.format(Locale.ROOT, "only %,d draws", draws)
            : String.format(Locale.ROOT, "p = %.4f over %,d draws", chance, draws),
        verdict);
  }

  private double chanceOf(long[] counted, long draws) {
    double chiSquare = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double due = draws * shareOf[bin];
      chiSquare += (counted[bin] - due) * (counted[bin] - due) / due;
    }
    return 1 - new ChiSquaredDistribution(BINS - 1.0).cumulativeProbability(chiSquare);
  }
}
