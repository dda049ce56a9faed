package io.stormdb.progressive;

import io.stormdb.core.Rate;
import io.stormdb.progressive.maths.SloSearch;
import io.stormdb.progressive.maths.SloStep;
import io.stormdb.progressive.maths.SloTrial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Searches the highest rate at which a limit of latency is kept. */
final class FindMaxCourse implements Course {

  /** How near the answer is to the truth, as a share of it. */
  private static final double RESOLUTION = 0.05;

  private final FindMax strategy;
  private final SloSearch search;

  FindMaxCourse(FindMax strategy) {
    this.strategy = strategy;
    this.search =
        new SloSearch(
            strategy.lowest().perSecond(),
            strategy.start().perSecond(),
            strategy.highest().perSecond(),
            RESOLUTION,
            strategy.trials());
  }

  @Override
  public int bands() {
    return strategy.trials();
  }

  @Override
  public Optional<Level> next(List<BandResult> done) {
    return step(done) instanceof SloStep.Try wanted
        ? Optional.of(
            Level.of(strategy.workers(), strategy.connections()).at(Rate.perSecond(wanted.rate())))
        : Optional.empty();
  }

  @Override
  public List<String> leftOut(List<BandResult> done) {
    return List.of();
  }

  /** Returns what the search says after these bands. */
  SloStep step(List<BandResult> done) {
    return search.next(
        done.stream()
            .filter(band -> band.status() != BandResult.Status.INTERRUPTED)
            .flatMap(band -> band.level().rate().map(rate -> trial(rate, band)).stream())
            .toList());
  }

  private SloTrial trial(Rate rate, BandResult band) {
    return new SloTrial(
        rate.perSecond(),
        strategy.outcome(band),
        band.figures().map(BandFigures::tps).orElse(0.0),
        band.percentile(strategy.bound())
            .filter(latency -> !latency.isZero())
            .map(Duration::toNanos)
            .map(nanos -> nanos / 1e9)
            .orElse(Double.NaN));
  }
}
