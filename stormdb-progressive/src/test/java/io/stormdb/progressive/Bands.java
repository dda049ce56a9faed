package io.stormdb.progressive;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bands that were never measured. */
final class Bands {

  private Bands() {}

  /** Returns a band of 10 s in which each worker did as much as is said. */
  static BandResult of(int number, Level level, double tps) {
    return of(number, level, tps, 0, Latencies.ofNanos(1_000_000));
  }

  static BandResult of(int number, Level level, double tps, long failed, Latencies latencies) {
    long successful = Math.round(10 * tps);
    BandFigures figures =
        new BandFigures(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            new Counts(successful, 0, failed, 0),
            3 * successful,
            latencies,
            Latencies.none(),
            Latencies.none(),
            Optional.empty(),
            level.workers(),
            IntStream.range(0, 10)
                .mapToObj(
                    i ->
                        new BandFigures.Interval(
                            Duration.ofSeconds(1),
                            successful / 10,
                            failed / 10,
                            3 * successful / 10))
                .toList(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new BandResult(
        number,
        1,
        level,
        BandResult.Status.COMPLETED,
        "",
        Instant.EPOCH,
        Duration.ofSeconds(12),
        Optional.of(figures),
        List.of());
  }

  static BandResult failed(int number, Level level, String reason) {
    return new BandResult(
        number,
        1,
        level,
        BandResult.Status.FAILED,
        reason,
        Instant.EPOCH,
        Duration.ofSeconds(1),
        Optional.empty(),
        List.of());
  }
}
