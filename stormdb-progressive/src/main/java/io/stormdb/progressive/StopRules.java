package io.stormdb.progressive;

import io.stormdb.core.LatencyBound;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a level has collapsed. It and all levels with at least as much load are not measured any
 * more; without a rule all are.
 *
 * @param errorShare the largest share of failed transactions; 0 to 1
 * @param latency the limit of latency
 * @param decline by which share TPS may be below the best level with less load; greater than 0,
 *     less than 1
 */
public record StopRules(
    OptionalDouble errorShare, Optional<LatencyBound> latency, OptionalDouble decline) {

  /** No rule. */
  public static final StopRules NONE =
      new StopRules(OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());

  /** Checks the shares. */
  public StopRules {
    if (errorShare.isPresent()
        && !(errorShare.getAsDouble() >= 0 && errorShare.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "the share of errors must be from 0 to 1, was " + errorShare.getAsDouble());
    }
    if (decline.isPresent() && !(decline.getAsDouble() > 0 && decline.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "the decline must be greater than 0 and less than 1, was " + decline.getAsDouble());
    }
  }

  /** Returns a copy that allows this share of errors. */
  public StopRules errors(double share) {
    return new StopRules(OptionalDouble.of(share), latency, decline);
  }

  /** Returns a copy that allows this latency. */
  public StopRules latency(LatencyBound bound) {
    return new StopRules(errorShare, Optional.of(bound), decline);
  }

  /** Returns a copy that allows TPS to be so much below the best. */
  public StopRules decline(double share) {
    return new StopRules(errorShare, latency, OptionalDouble.of(share));
  }

  /**
   * Returns why a band has collapsed, as a sentence; empty if it has not.
   *
   * @param before all bands before it
   */
  Optional<String> broken(BandResult band, List<BandResult> before) {
    return band.figures()
        .flatMap(
            figures ->
                errors(band, figures)
                    .or(() -> latency(band, figures))
                    .or(() -> decline(band, figures, before)));
  }

  private Optional<String> errors(BandResult band, BandFigures figures) {
    return errorShare.isPresent() && figures.errorShare() > errorShare.getAsDouble()
        ? Optional.of(
            "%s of the transactions failed with %s, more than %s"
                .formatted(
                    percent(figures.errorShare()), band.level(), percent(errorShare.getAsDouble())))
        : Optional.empty();
  }

  private Optional<String> latency(BandResult band, BandFigures figures) {
    Optional<Duration> seen =
        latency.flatMap(bound -> figures.latencies().percentile(bound.percentile()));
    return seen.filter(value -> value.compareTo(latency.orElseThrow().limit()) > 0)
        .map(
            value ->
                "%s was %s ms with %s, over the limit %s"
                    .formatted(
                        latency.orElseThrow().name(),
                        String.format(Locale.ROOT, "%.1f", value.toNanos() / 1e6),
                        band.level(),
                        latency.orElseThrow()));
  }

  private Optional<String> decline(BandResult band, BandFigures figures, List<BandResult> before) {
    OptionalDouble best =
        before.stream()
            .filter(BandResult::isUsable)
            .filter(other -> band.level().isAtLeast(other.level()))
            .mapToDouble(other -> other.figures().orElseThrow().tps())
            .max();
    if (decline.isEmpty()
        || best.isEmpty()
        || figures.tps() >= best.getAsDouble() * (1 - decline.getAsDouble())) {
      return Optional.empty();
    }
    return Optional.of(
        "%s had %s, less than %s by more than %s"
            .formatted(
                band.level(),
                tps(figures.tps()),
                tps(best.getAsDouble()),
                percent(decline.getAsDouble())));
  }

  private static String tps(double tps) {
    return String.format(Locale.ROOT, "%,.1f TPS", tps);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g", 100 * share).replaceFirst("\\.?0+$", "") + "%";
  }
}
