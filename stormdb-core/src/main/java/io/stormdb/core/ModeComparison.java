package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.PairedBootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How workers that open a connection for each transaction did, compared with those that keep one,
 * interval by interval.
 *
 * @param intervals how many were compared
 * @param latencyNanos how much longer the mean response time was, in nanoseconds, with 95 %
 *     confidence; empty with too few intervals, or if one half did nothing
 * @param throughput what they did of what the others did, each worker for itself; 1 for the same.
 *     Empty as above, and in an open loop, where the timetable decides what is done
 */
public record ModeComparison(
    int intervals,
    Optional<BlockBootstrap.Range> latencyNanos,
    Optional<BlockBootstrap.Range> throughput) {

  /** Collects the intervals of a run. Belongs to one thread. */
  static final class Series {
    private final List<PairedBootstrap.Pair> pairs = new ArrayList<>();

    /** Adds the response times of both halves in the next interval. */
    void add(Latencies kept, Latencies opened) {
      pairs.add(new PairedBootstrap.Pair(kept.count(), sum(kept), opened.count(), sum(opened)));
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
      PairedBootstrap bootstrap = new PairedBootstrap(pairs, ConfidenceInterval.USUAL, seed);
      double workers = kept / (double) opened;
      return new ModeComparison(
          pairs.size(),
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
