package io.stormdb.report;

import io.stormdb.core.ConnectionFigures.Half;
import io.stormdb.core.ModeComparison;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a new connection for each transaction costs, in words. */
final class ComparisonText {

  private ComparisonText() {}

  /** Returns the conclusion; empty if there is nothing to compare. */
  static Optional<String> of(RunResult result) {
    return result
        .connections()
        .comparison()
        .map(comparison -> conclusion(comparison, result.connections().halves()));
  }

  static String conclusion(ModeComparison comparison, List<Half> halves) {
    Optional<Duration> kept = halves.get(0).latencies().mean();
    Optional<Duration> opened = halves.get(1).latencies().mean();
    if (kept.isEmpty() || opened.isEmpty()) {
      return "Nothing can be compared: one half of the workers had no successful transaction.";
    }
    String failed = failures(halves.get(1));
    if (comparison.latencyNanos().isEmpty()) {
      return "In this run, responses with a new connection took %s longer on average; for a confidence interval it was too short (%s intervals are needed, there were %s).%s"
          .formatted(
              signed((double) opened.get().minus(kept.get()).toNanos()),
              Numbers.count(BlockBootstrap.FEWEST),
              Numbers.count(comparison.intervals()),
              failed);
    }
    BlockBootstrap.Range latency = comparison.latencyNanos().get();
    return latency(latency.interval())
        + comparison
            .throughput()
            .map(range -> throughput(range.interval(), isClear(latency.interval())))
            .orElse(". What that does to the throughput, an open loop cannot tell")
        + "."
        + (latency.trusted()
                && comparison.throughput().map(BlockBootstrap.Range::trusted).orElse(true)
            ? ""
            : " These ranges are too narrow, because intervals depend on those before them: measure longer.")
        + failed;
  }

  private static String latency(ConfidenceInterval nanos) {
    String range =
        String.format(
            Locale.ROOT,
            "%.0f %% confidence: %s to %s",
            nanos.confidence() * 100,
            signed(nanos.low()),
            signed(nanos.high()));
    return isClear(nanos)
        ? "A new connection for each transaction costs %s (%s)"
            .formatted(signed(nanos.estimate()), range)
        : "This run cannot tell whether a new connection for each transaction takes longer (%s)"
            .formatted(range);
  }

  /** Returns whether there is a difference, one way or the other. */
  private static boolean isClear(ConfidenceInterval nanos) {
    return nanos.low() > 0 || nanos.high() < 0;
  }

  private static String throughput(ConfidenceInterval share, boolean goesOn) {
    return String.format(
        Locale.ROOT,
        goesOn
            ? " and leaves %s of the throughput of a worker (%s to %s)"
            : ". A worker with it had %s of the throughput of one without (%s to %s)",
        percent(share.estimate()),
        percent(share.low()),
        percent(share.high()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.2f%%" : "%.1f%%", share * 100);
  }

  private static String failures(Half opened) {
    return opened.counts().failed() == 0
        ? ""
        : " Of those with a new connection, %s failed and are not in these latencies."
            .formatted(Numbers.count(opened.counts().failed()));
  }

  /** Returns a difference, which may be negative. */
  static String signed(double nanos) {
    return (nanos < 0 ? "-" : "") + Numbers.latency(Numbers.nanos(Math.abs(nanos)));
  }
}
