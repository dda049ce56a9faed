package io.stormdb.metrics;

import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.Frequencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latencies of a run by interval, for its confidence intervals. Belongs to one thread.
 *
 * <p>Takes the same memory however long the run is: at most 240 histograms are kept, each of the
 * latencies that occurred in it only, at the full precision of {@link Latencies}. When there are so
 * many, neighbours are put together in pairs, and from then on each holds twice as many intervals.
 * Nothing is lost but how latencies changed within a pair.
 */
public final class LatencySeries {

  private static final int MOST = 240;

  private List<Frequencies> complete = new ArrayList<>();
  private Frequencies growing = Frequencies.NONE;
  private int intervalsInGrowing;
  private int intervalsEach = 1;

  /** Makes an empty series. */
  public LatencySeries() {}

  /** Adds the latencies of the next interval. */
  public void add(Latencies interval) {
    growing = growing.plus(interval.frequencies());
    intervalsInGrowing++;
    if (intervalsInGrowing < intervalsEach) {
      return;
    }
    complete.add(growing);
    growing = Frequencies.NONE;
    intervalsInGrowing = 0;
    if (complete.size() == MOST) {
      List<Frequencies> pairs = new ArrayList<>();
      for (int i = 0; i < MOST; i += 2) {
        pairs.add(complete.get(i).plus(complete.get(i + 1)));
      }
      complete = pairs;
      intervalsEach *= 2;
    }
  }

  /** Returns what has been added, oldest first. */
  List<Frequencies> parts() {
    List<Frequencies> parts = new ArrayList<>(complete);
    if (intervalsInGrowing > 0) {
      parts.add(growing);
    }
    return parts;
  }

  /**
   * Returns how far the figures of all that was added can be trusted; empty when that was too
   * little to say.
   *
   * @param seed of what is drawn for it; the same seed gives the same
   */
  public Optional<LatencyRanges> ranges(long seed) {
    BlockBootstrap bootstrap = new BlockBootstrap(parts(), ConfidenceInterval.USUAL, seed);
    return bootstrap
        .mean()
        .map(
            mean ->
                new LatencyRanges(
                    mean,
                    bootstrap.percentile(50).orElseThrow(),
                    bootstrap.percentile(95).orElseThrow(),
                    bootstrap.percentile(99).orElseThrow(),
                    intervalsEach));
  }
}
