package io.stormdb.progressive.maths;

/** Throughput as a function of concurrency: rises to one peak, and falls after it or not. */
interface ThroughputCurve {

  /** Returns X(n), transactions a second. */
  double at(double n);

  /** Returns where X is highest from {@code low} to {@code high}; the lowest of several. */
  double peak(double low, double high);

  /** Returns Σ((X − X(N))/error)² of levels with errors. */
  default double misfit(Iterable<Measured> levels) {
    double sum = 0;
    for (Measured level : levels) {
      double apart = (level.throughput() - at(level.concurrency())) / level.standardError();
      sum += apart * apart;
    }
    return sum;
  }

  /**
   * Returns the lowest n from {@code low} to {@code high} with X(n) at least {@code share} of the
   * peak in between.
   */
  default double fewest(double low, double high, double share) {
    double top = peak(low, high);
    double enough = share * at(top);
    if (at(low) >= enough) {
      return low;
    }
    double below = low;
    double above = top;
    for (int i = 0; i < 60; i++) {
      double middle = (below + above) / 2;
      if (at(middle) >= enough) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  /**
   * Returns the highest n from {@code low} to {@code high} with X(n) at least {@code share} of the
   * peak in between.
   */
  default double most(double low, double high, double share) {
    double top = peak(low, high);
    double enough = share * at(top);
    if (at(high) >= enough) {
      return high;
    }
    double below = top;
    double above = high;
    for (int i = 0; i < 60; i++) {
      double middle = (below + above) / 2;
      if (at(middle) >= enough) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }
}
