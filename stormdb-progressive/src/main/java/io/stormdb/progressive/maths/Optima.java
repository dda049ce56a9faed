package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Finds the levels that are best in one sense each.
 *
 * <p>Ranges are of a parametric bootstrap: throughput is drawn anew about each measured one with
 * its standard error. Latency is drawn with it, because in a closed loop R + Z = N/X: with another
 * X and the same N and Z, R is another by as much. Where the measured times do not account for the
 * workers ({@link LittleCheck#holds}), nothing is known of how both go together, and what depends
 * on latency has no range.
 */
final class Optima {

  /** A knee that fewer than half of the drawn curves have is noise. */
  private static final double LEAST_SHARE = 0.5;

  private final Levels levels;
  private final AnalysisOptions options;
  private final double[] n;
  private final double[] x;
  private final double[] seconds;
  private final boolean isClosed;

  private Optima(Levels levels, AnalysisOptions options) {
    this.levels = levels;
    this.options = options;
    n = levels.values(Measured::concurrency);
    x = levels.values(Measured::throughput);
    seconds =
        levels.values(
            level ->
                Double.isNaN(level.meanSeconds())
                    ? workers(level) / level.throughput() - options.thinkSeconds()
                    : level.meanSeconds());
    isClosed =
        levels.used().stream()
            .flatMap(level -> LittleCheck.of(level, options).stream())
            .allMatch(LittleCheck::holds);
  }

  /** Picks one of the levels, from throughputs in their order. */
  @FunctionalInterface
  private interface Choice {
    OptionalInt of(double[] throughputs);
  }

  /** Returns what can be found; nothing without levels. */
  static List<Optimum> of(
      Levels levels, Optional<CurveChoice> curve, AnalysisOptions options, RandomGenerator random) {
    if (levels.used().isEmpty()) {
      return List.of();
    }
    Optima optima = new Optima(levels, options);
    List<Optimum> found = new ArrayList<>();
    boolean isKnown = levels.isErrorKnown();
    boolean isLatencyKnown = isKnown && optima.isClosed;
    optima.add(found, Optimum.Kind.MAXIMUM, optima::maximum, isKnown, random);
    optima.add(found, Optimum.Kind.KNEE, y -> Kneedle.knee(optima.n, y, 1), isKnown, random);
    optima.add(found, Optimum.Kind.EFFICIENCY, optima::powerful, isLatencyKnown, random);
    if (options.bound().isPresent()) {
      optima.add(found, Optimum.Kind.UNDER_BOUND, optima::underBound, isLatencyKnown, random);
    }
    curve.flatMap(c -> optima.peak(c, random)).ifPresent(found::add);
    return found;
  }

  private void add(
      List<Optimum> found,
      Optimum.Kind kind,
      Choice choice,
      boolean hasRange,
      RandomGenerator random) {
    OptionalInt index = choice.of(x);
    if (index.isEmpty()) {
      return;
    }
    double level = n[index.getAsInt()];
    Estimated range =
        new Estimated(
            level, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, options.confidence());
    if (hasRange) {
      double[] samples = new double[options.samples()];
      int size = 0;
      double[] drawn = new double[x.length];
      for (int i = 0; i < samples.length; i++) {
        for (int j = 0; j < drawn.length; j++) {
          double error = levels.used().get(j).standardError() * random.nextGaussian();
          drawn[j] = Math.max(x[j] + error, x[j] * 1e-3);
        }
        OptionalInt other = choice.of(drawn);
        if (other.isPresent()) {
          samples[size++] = n[other.getAsInt()];
        }
      }
      if (size < LEAST_SHARE * samples.length) {
        return;
      }
      range = Estimated.of(level, Arrays.copyOf(samples, size), options.confidence());
    }
    found.add(optimum(kind, range, x[index.getAsInt()], true));
  }

  /** Returns the peak of the law, if it is not farther out than twice what was measured. */
  private Optional<Optimum> peak(CurveChoice choice, RandomGenerator random) {
    if (!(choice.curve() instanceof UslCurve law)
        || law.peak() > 2 * levels.last().concurrency()
        || law.peak() < levels.first().concurrency()) {
      return Optional.empty();
    }
    double[] samples = new double[options.samples()];
    Arrays.setAll(
        samples,
        i -> choice.resampled(random) instanceof UslCurve other ? other.peak() : Double.NaN);
    Estimated range = Estimated.of(law.peak(), samples, options.confidence());
    return Optional.of(optimum(Optimum.Kind.USL_PEAK, range, law.at(law.peak()), false));
  }

  private Optimum optimum(
      Optimum.Kind kind, Estimated level, double throughput, boolean isMeasured) {
    double efficiency = throughput / level.value() / (x[0] / n[0]);
    return new Optimum(kind, level, throughput, efficiency, isMeasured);
  }

  /**
   * Returns the mean time at a level if its throughput were another: what a worker spends outside
   * of its transaction stays the same, so that R = N/X − (N/X − R as measured). Not less than 0.
   */
  private double secondsAt(int i, double throughput) {
    double workers = workers(levels.used().get(i));
    return Math.max(0, seconds[i] + workers / throughput - workers / x[i]);
  }

  private double workers(Measured level) {
    return options.workers().isPresent() ? options.workers().getAsInt() : level.concurrency();
  }

  private OptionalInt maximum(double[] y) {
    int best = 0;
    for (int i = 1; i < y.length; i++) {
      best = y[i] > y[best] ? i : best;
    }
    return OptionalInt.of(best);
  }

  private OptionalInt powerful(double[] y) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < y.length; i++) {
      double power = y[i] / secondsAt(i, y[i]);
      if (power > most && Double.isFinite(power)) {
        best = i;
        most = power;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private OptionalInt underBound(double[] y) {
    LatencyBound bound = options.bound().orElseThrow();
    int best = -1;
    for (int i = 0; i < y.length; i++) {
      double latency =
          bound.percentile().of(levels.used().get(i)) * secondsAt(i, y[i]) / seconds[i];
      if (latency < bound.seconds() && (best < 0 || y[i] > y[best])) {
        best = i;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }
}
