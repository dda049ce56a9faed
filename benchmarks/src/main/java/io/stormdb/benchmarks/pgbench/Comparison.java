package io.stormdb.benchmarks.pgbench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came of all rounds of one setting.
 *
 * @param ours a sample for each round
 * @param theirs the same of each number of threads that pgbench was given
 */
record Comparison(List<Sample> ours, List<List<Sample>> theirs) {

  /**
   * The ratios of ours to theirs, pair by pair.
   *
   * @param min the smallest
   * @param median that of the middle
   * @param max the largest
   */
  record Ratios(double min, double median, double max) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
    }
  }

  /** Returns ours to that of pgbench's settings which had the higher median of TPS. */
  Ratios of(ToDoubleFunction<Sample> figure) {
    List<Sample> best = theirs.get(better());
    double[] ratios =
        IntStream.range(0, ours.size())
            .mapToDouble(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(best.get(i)))
            .sorted()
            .toArray();
    return new Ratios(ratios[0], middle(ratios), ratios[ratios.length - 1]);
  }

  /** Returns the number of the setting of pgbench that had the higher median of TPS. */
  int better() {
    return IntStream.range(0, theirs.size())
        .reduce((a, b) -> median(theirs.get(b)) > median(theirs.get(a)) ? b : a)
        .orElseThrow();
  }

  private static double median(List<Sample> samples) {
    return middle(samples.stream().mapToDouble(Sample::tps).sorted().toArray());
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
  }
}
