package io.stormdb.progressive;

import io.stormdb.core.ClientHealth;
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
        outcome(band),
        band.figures().map(BandFigures::tps).orElse(0.0),
        band.percentile(strategy.bound())
            .filter(latency -> !latency.isZero())
            .map(Duration::toNanos)
            .map(nanos -> nanos / 1e9)
            .orElse(Double.NaN));
  }

  private SloTrial.Outcome outcome(BandResult band) {
    if (!band.isUsable()
        || band.figures()
            .flatMap(BandFigures::client)
            .filter(client -> client.grade() == ClientHealth.Grade.D)
            .isPresent()) {
      return SloTrial.Outcome.INVALID;
    }
    return isKept(band.figures().orElseThrow()) ? SloTrial.Outcome.MET : SloTrial.Outcome.NOT_MET;
  }

  /**
   * A transaction that failed, or was due and never started, has not kept the limit either: were
   * they left out, an overloaded server would look the better the more it loses.
   */
  private boolean isKept(BandFigures figures) {
    long due =
        figures.counts().total()
            + figures.openLoop().map(BandFigures.Timetable::unissued).orElse(0L);
    long kept = figures.latencies().countUpTo(strategy.bound().limit());
    return kept >= due * strategy.bound().percentile() / 100;
  }
}
