package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measured levels, made ready: one for each concurrency, ascending, with errors.
 *
 * <p>Bands at the same level are merged: throughput as in {@link Points}, the mean time and the
 * share of errors by their mean, deviations by their mean square; of percentiles the highest is
 * kept, because they cannot be averaged.
 *
 * @param used what remains
 * @param leftOut what does not, and why
 * @param errors where the errors are from; those of {@code used} are NaN if they are unknown
 */
record Levels(List<Measured> used, List<LeftOut> leftOut, ErrorSource errors) {

  private static final int FEWEST_FOR_SCATTER = 5;

  /** A share of throughput below which no error is believed: numbers without any scatter at all. */
  private static final double LEAST_RELATIVE_ERROR = 1e-9;

  static Levels of(Collection<Measured> measured, double largestErrorShare) {
    List<LeftOut> leftOut = new ArrayList<>();
    List<Measured> kept = new ArrayList<>();
    for (Measured level : measured) {
      if (isUsable(level, largestErrorShare)) {
        kept.add(level);
      } else {
        String reason =
            level.throughput() == 0
                ? "nothing was done"
                : Phrases.tenths(level.errorShare()) + " of the transactions failed";
        leftOut.add(new LeftOut(level, reason));
      }
    }
    TreeMap<Double, List<Measured>> groups =
        kept.stream()
            .collect(
                Collectors.groupingBy(Measured::concurrency, TreeMap::new, Collectors.toList()));
    Points points = Points.of(kept);
    List<Measured> merged = new ArrayList<>();
    for (Points.Point point : points.points()) {
      merged.add(merged(point, groups.getOrDefault(point.concurrency(), List.of())));
    }
    return switch (points.noise()) {
      case MEASURED -> new Levels(merged, leftOut, ErrorSource.BANDS);
      case POOLED -> new Levels(merged, leftOut, ErrorSource.REPEATS);
      case UNKNOWN -> scattered(merged, leftOut);
    };
  }

  private static Levels scattered(List<Measured> merged, List<LeftOut> leftOut) {
    if (merged.size() < FEWEST_FOR_SCATTER) {
      return new Levels(merged, leftOut, ErrorSource.UNKNOWN);
    }
    List<Measured> equal = merged.stream().map(l -> withError(l, l.throughput())).toList();
    double misfit = UslCurve.fit(equal).misfit(equal);
    double relative =
        Math.max(LEAST_RELATIVE_ERROR, Math.sqrt(misfit / (merged.size() - UslCurve.PARAMETERS)));
    return new Levels(
        equal.stream().map(l -> withError(l, relative * l.throughput())).toList(),
        leftOut,
        ErrorSource.SCATTER);
  }

  /** Returns the same without a level. */
  Levels without(Measured level, String reason) {
    List<LeftOut> more = new ArrayList<>(leftOut);
    more.add(new LeftOut(level, reason));
    List<Measured> rest = used.stream().filter(l -> !l.equals(level)).toList();
    return errors == ErrorSource.SCATTER ? scattered(rest, more) : new Levels(rest, more, errors);
  }

  boolean isErrorKnown() {
    return errors != ErrorSource.UNKNOWN;
  }

  /** Returns whether a band says anything of the server. */
  static boolean isUsable(Measured band, double largestErrorShare) {
    return band.throughput() > 0 && band.errorShare() <= largestErrorShare;
  }

  /** Returns whether a level is one of those that were measured. */
  boolean isMeasured(double n) {
    return used.stream().anyMatch(level -> level.concurrency() == n);
  }

  /** Returns the p99 at a level, between two measured ones on a straight line; NaN if unknown. */
  double p99(double n) {
    Measured below = first();
    for (Measured level : used) {
      if (level.concurrency() >= n) {
        double width = level.concurrency() - below.concurrency();
        double share = width == 0 ? 0 : (n - below.concurrency()) / width;
        return below.p99Seconds() + share * (level.p99Seconds() - below.p99Seconds());
      }
      below = level;
    }
    return below.p99Seconds();
  }

  /** Returns the mean throughput, weighted by inverse variances. */
  static double mean(List<Measured> levels) {
    double error = errorOfMean(levels);
    double sum = 0;
    for (Measured level : levels) {
      sum += level.throughput() * Math.pow(error / level.standardError(), 2);
    }
    return sum;
  }

  /** Returns the standard error of that mean. */
  static double errorOfMean(List<Measured> levels) {
    double weights = 0;
    for (Measured level : levels) {
      weights += 1 / (level.standardError() * level.standardError());
    }
    return 1 / Math.sqrt(weights);
  }

  double[] values(ToDoubleFunction<Measured> of) {
    return used.stream().mapToDouble(of).toArray();
  }

  Measured first() {
    return used.get(0);
  }

  Measured last() {
    return used.get(used.size() - 1);
  }

  private static Measured merged(Points.Point point, List<Measured> bands) {
    double seconds = 0;
    double p95 = 0;
    double p99 = 0;
    double errors = 0;
    double variance = 0;
    for (Measured band : bands) {
      seconds += band.meanSeconds() / bands.size();
      p95 = Math.max(p95, band.p95Seconds()); // NaN stays NaN
      p99 = Math.max(p99, band.p99Seconds());
      errors += band.errorShare() / bands.size();
      variance += band.deviationSeconds() * band.deviationSeconds() / bands.size();
    }
    return new Measured(
        point.concurrency(),
        point.throughput(),
        point.standardError(),
        seconds,
        p95,
        p99,
        Math.min(1, errors),
        Math.sqrt(variance));
  }

  static Measured withError(Measured level, double standardError) {
    return new Measured(
        level.concurrency(),
        level.throughput(),
        standardError,
        level.meanSeconds(),
        level.p95Seconds(),
        level.p99Seconds(),
        level.errorShare(),
        level.deviationSeconds());
  }
}
