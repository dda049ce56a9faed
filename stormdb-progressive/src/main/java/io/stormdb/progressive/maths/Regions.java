package io.stormdb.progressive.maths;

import io.stormdb.progressive.maths.Region.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Regions of a curve, by test.
 *
 * <p>Of each step from one level to the next, two hypotheses are tested (z tests, from the standard
 * errors of the levels): that each worker adds what each does at the lowest level, against its
 * being less; and that each adds nothing, against something. Steps of the same kind in a row are
 * one region. A row of steps that can be told from neither is tested once more as a whole, because
 * steps that are small against the noise say little each and much together. Half of the risk goes
 * to the steps and half to the rows, both corrected by {@link Holm}'s method.
 */
final class Regions {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private final List<Measured> levels;
  private final double confidence;

  private Regions(List<Measured> levels, double confidence) {
    this.levels = levels;
    this.confidence = confidence;
  }

  /**
   * Returns the regions from left to right.
   *
   * @param levels one for each concurrency, ascending, with standard errors that are known
   */
  static List<Region> of(List<Measured> levels, double confidence) {
    return new Regions(levels, confidence).find();
  }

  private List<Region> find() {
    if (levels.size() < 2) {
      return List.of();
    }
    List<int[]> steps = new ArrayList<>();
    for (int i = 0; i + 1 < levels.size(); i++) {
      steps.add(new int[] {i, i + 1});
    }
    Kind[] kinds = classified(steps);
    List<int[]> rows = joined(steps, kinds);
    List<int[]> unclear = new ArrayList<>();
    for (int[] row : rows) {
      if (kinds[row[0]] == Kind.UNCLEAR) {
        unclear.add(row);
      }
    }
    Kind[] again = classified(unclear);
    for (int i = 0; i < again.length; i++) {
      Arrays.fill(kinds, unclear.get(i)[0], unclear.get(i)[1], again[i]);
    }
    return joined(steps, kinds).stream().map(row -> region(row, kinds[row[0]])).toList();
  }

  /** Returns rows of steps of one kind, each as its first and its last level. */
  private static List<int[]> joined(List<int[]> steps, Kind[] kinds) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      if (i > 0 && kinds[i] == kinds[i - 1]) {
        rows.get(rows.size() - 1)[1] = steps.get(i)[1];
      } else {
        rows.add(steps.get(i).clone());
      }
    }
    return rows;
  }

  private Kind[] classified(List<int[]> stretches) {
    double[] p = new double[2 * stretches.size()];
    for (int i = 0; i < stretches.size(); i++) {
      int[] stretch = stretches.get(i);
      p[2 * i] = NORMAL.cumulativeProbability(belowIdeal(stretch));
      double z = gain(stretch) / gainError(stretch);
      p[2 * i + 1] = 2 * NORMAL.cumulativeProbability(-Math.abs(z));
    }
    boolean[] rejected = Holm.rejected(p, (1 - confidence) / 2);
    Kind[] kinds = new Kind[stretches.size()];
    for (int i = 0; i < kinds.length; i++) {
      boolean lessThanIdeal = rejected[2 * i];
      if (rejected[2 * i + 1]) {
        kinds[i] =
            gain(stretches.get(i)) < 0
                ? Kind.RETROGRADE
                : lessThanIdeal ? Kind.DIMINISHING : Kind.LINEAR;
      } else {
        kinds[i] = lessThanIdeal ? Kind.SATURATION : Kind.UNCLEAR;
      }
    }
    return kinds;
  }

  private Region region(int[] row, Kind kind) {
    double gain = gain(row);
    double half = NORMAL.inverseCumulativeProbability((1 + confidence) / 2) * gainError(row);
    return new Region(
        kind,
        levels.get(row[0]).concurrency(),
        levels.get(row[1]).concurrency(),
        new Estimated(gain, gain - half, gain + half, confidence),
        gain / ideal());
  }

  /** Returns what each worker does at the lowest level, transactions a second. */
  private double ideal() {
    return levels.get(0).throughput() / levels.get(0).concurrency();
  }

  private double gain(int[] stretch) {
    Measured a = levels.get(stretch[0]);
    Measured b = levels.get(stretch[1]);
    return (b.throughput() - a.throughput()) / (b.concurrency() - a.concurrency());
  }

  private double gainError(int[] stretch) {
    Measured a = levels.get(stretch[0]);
    Measured b = levels.get(stretch[1]);
    return Math.hypot(a.standardError(), b.standardError()) / (b.concurrency() - a.concurrency());
  }

  /** Returns (gain − ideal) in its standard errors; of the first step both have X of level 0. */
  private double belowIdeal(int[] stretch) {
    Measured first = levels.get(0);
    Measured a = levels.get(stretch[0]);
    Measured b = levels.get(stretch[1]);
    double width = b.concurrency() - a.concurrency();
    double perWorker = first.standardError() / first.concurrency();
    double error =
        stretch[0] == 0
            ? Math.hypot(b.standardError() / width, first.standardError() / width + perWorker)
            : Math.hypot(gainError(stretch), perWorker);
    return (gain(stretch) - ideal()) / error;
  }
}
