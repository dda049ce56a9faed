package io.stormdb.progressive;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import io.stormdb.progressive.maths.SloTrial;

/**
 * Searches the highest rate of an open loop at which a limit of latency is kept.
 *
 * @param bound the limit
 * @param workers how many work at the same time, at most
 * @param connections how many connections they have together
 * @param lowest the lowest rate that is of use; positive
 * @param start the rate to begin with; from the lowest to the highest
 * @param highest the highest rate that is of interest; above the lowest
 * @param trials how many bands there are, at most; 3 to 100
 */
public record FindMax(
    LatencyBound bound,
    int workers,
    int connections,
    Rate lowest,
    Rate start,
    Rate highest,
    int trials)
    implements Strategy {
  /** Checks the numbers. */
  public FindMax {
    if (lowest.perSecond() <= 0 || lowest.perSecond() >= highest.perSecond()) {
      throw new IllegalArgumentException(
          "the lowest rate must be positive and below the highest (%s), was %s"
              .formatted(highest, lowest));
    }
    if (start.perSecond() < lowest.perSecond() || start.perSecond() > highest.perSecond()) {
      throw new IllegalArgumentException(
          "the first rate must be from the lowest (%s) to the highest (%s), was %s"
              .formatted(lowest, highest, start));
    }
    if (trials < 3 || trials > MOST_BANDS) {
      throw new IllegalArgumentException(
          "trials must be from 3 to " + MOST_BANDS + ", was " + trials);
    }
    // checks both
    Level.of(workers, connections);
  }

  /**
   * Returns whether a band has kept the limit. A transaction that failed, or was due and never
   * started, has not kept it either: were they left out, an overloaded server would look the better
   * the more it loses. A band that failed, or whose load driver was the bottleneck, says nothing.
   */
  public SloTrial.Outcome outcome(BandResult band) {
    if (!band.isUsable()
        || band.figures()
            .flatMap(BandFigures::client)
            .filter(client -> client.grade() == ClientHealth.Grade.D)
            .isPresent()) {
      return SloTrial.Outcome.INVALID;
    }
    return isKept(band.figures().orElseThrow()) ? SloTrial.Outcome.MET : SloTrial.Outcome.NOT_MET;
  }

  private boolean isKept(BandFigures figures) {
    long due =
        figures.counts().total()
            + figures.openLoop().map(BandFigures.Timetable::unissued).orElse(0L);
    return figures.latencies().countUpTo(bound.limit()) >= due * bound.percentile() / 100;
  }

  @Override
  public String text() {
    return "slo";
  }

  @Override
  public Level largest() {
    return Level.of(workers, connections);
  }

  @Override
  public boolean isShared() {
    return workers != connections;
  }

  @Override
  public boolean isOnlyConnections() {
    return false;
  }
}
