package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.PairedBootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How workers that open a connection for each transaction did, compared with those that keep one,
 * interval by interval.
 *
 * @param intervals how many were compared; in a run of more than {@link RunPlan#MOST_KEPT}, several
 *     neighbours are one
 * @param latencyNanos how much longer the mean response time was, in nanoseconds, with 95 %
 *     confidence; empty with too few intervals, or if one half did nothing
 * @param throughput what they did of what the others did, each worker for itself; 1 for the same.
 *     Empty as above, and in an open loop, where the timetable decides what is done
 */
public record ModeComparison(
    int intervals,
    Optional<BlockBootstrap.Range> latencyNanos,
    Optional<BlockBootstrap.Range> throughput) {

  /**
   * Collects the intervals of a run, in the same memory however many they are: counts and sums of
   * neighbours can be added up. Belongs to one thread.
   */
  static final class Series {
    private final int most;
    private List<PairedBootstrap.Pair> pairs = new ArrayList<>();
    private PairedBootstrap.@Nullable Pair growing;
    private int inGrowing;
    private int each = 1;

    Series() {
      this(RunPlan.MOST_KEPT);
    }

    /**
     * Starts empty.
     *
     * @param most how many are kept; even
     */
    Series(int most) {
      this.most = most;
    }

    /** Adds the response times of both halves in the next interval. */
    void add(Latencies kept, Latencies opened) {
      PairedBootstrap.Pair next =
          new PairedBootstrap.Pair(kept.count(), sum(kept), opened.count(), sum(opened));
      PairedBootstrap.Pair sum = growing == null ? next : growing.plus(next);
      growing = sum;
      if (++inGrowing < each) {
        return;
      }
      pairs.add(sum);
      growing = null;
      inGrowing = 0;
      if (pairs.size() == most) {
        List<PairedBootstrap.Pair> all = pairs;
        pairs =
            new ArrayList<>(
                IntStream.range(0, most / 2)
                    .mapToObj(i -> all.get(2 * i).plus(all.get(2 * i + 1)))
                    .toList());
        each *= 2;
      }
    }

    /** Returns what has been added, oldest first. */
    List<PairedBootstrap.Pair> pairs() {
      List<PairedBootstrap.Pair> all = new ArrayList<>(pairs);
      if (growing != null) {
        all.add(growing);
      }
      return all;
    }

    private static double sum(Latencies latencies) {
      return latencies.mean().map(Duration::toNanos).orElse(0L) * (double) latencies.count();
    }

    /**
     * Returns what can be said of them.
     *
     * @param kept how many workers keep their connection, at least 1
     * @param opened how many do not, at least 1
     */
    ModeComparison compare(int kept, int opened, boolean openLoop, long seed) {
      List<PairedBootstrap.Pair> all = pairs();
      PairedBootstrap bootstrap = new PairedBootstrap(all, ConfidenceInterval.USUAL, seed);
      double workers = kept / (double) opened;
      return new ModeComparison(
          all.size(),
          bootstrap.difference(),
          openLoop ? Optional.empty() : bootstrap.ratio().map(range -> scaled(range, workers)));
    }

    private static BlockBootstrap.Range scaled(BlockBootstrap.Range range, double factor) {
      ConfidenceInterval of = range.interval();
      return new BlockBootstrap.Range(
          new ConfidenceInterval(
              of.estimate() * factor, of.low() * factor, of.high() * factor, of.confidence()),
          range.blockLength(),
          range.trusted());
    }
  }
}
