package io.stormdb.progressive.maths;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The search for the highest rate at which an objective is met. A pure function of the trials so
 * far; immutable.
 *
 * <p>The rate is doubled until a trial does not meet the objective (halved, if the first one does
 * not), then halved between on a logarithmic scale until the two ends are near enough. Then first
 * the upper and after it the lower end is tried again, until they are rejected and accepted by A.
 * Wald's sequential probability ratio test ("Sequential tests of statistical hypotheses", Annals of
 * Mathematical Statistics 16, 1945): a rate is sustainable if a trial at it meets the objective
 * with probability 0.95 rather than 0.5, with a risk of 5 % of either error. So it takes 5 trials
 * of 5, or 9 of 10, or 12 of 14; 2 of 2 that do not meet it reject. An end that turns out to be of
 * the other kind moves, and the search goes on.
 *
 * <p>Two trials in which the load driver did not offer a rate, and none in which it did, make that
 * rate the limit of the driver: the search stays below, and says so if it ends there.
 *
 * @param lowest rate that is of use, transactions a second; positive
 * @param start the first rate, from {@code lowest} to {@code highest}
 * @param highest rate that is of interest, finite
 * @param resolution how near the ends must be: the upper at most this share above the lower;
 *     greater than 0, 0.05 is usual
 * @param mostTrials how many there may be, at least 1
 */
public record SloSearch(
    double lowest, double start, double highest, double resolution, int mostTrials) {

  private static final double P_SUSTAINABLE = 0.95;
  private static final double P_NOT = 0.5;
  private static final double RISK = 0.05;
  private static final double DECIDED = Math.log((1 - RISK) / RISK);
  private static final double PER_MET = Math.log(P_SUSTAINABLE / P_NOT);
  private static final double PER_NOT_MET = Math.log((1 - P_SUSTAINABLE) / (1 - P_NOT));

  /** Checks the numbers. */
  public SloSearch {
    Rules.positive(lowest, "lowest rate");
    Rules.require(
        highest > lowest && Double.isFinite(highest),
        "highest rate",
        "greater than the lowest (" + lowest + ") and finite",
        highest);
    Rules.require(
        start >= lowest && start <= highest,
        "first rate",
        "from " + lowest + " to " + highest,
        start);
    Rules.positive(resolution, "resolution");
    Rules.atLeast(1, mostTrials, "trials");
  }

  /** What is known of one rate. */
  private record Tally(int met, int notMet, int invalid) {
    private static final Tally NONE = new Tally(0, 0, 0);

    Tally with(SloTrial.Outcome outcome) {
      return switch (outcome) {
        case MET -> new Tally(met + 1, notMet, invalid);
        case NOT_MET -> new Tally(met, notMet + 1, invalid);
        case INVALID -> new Tally(met, notMet, invalid + 1);
      };
    }

    int valid() {
      return met + notMet;
    }

    /** Wald's logarithm of the ratio of likelihoods: above 0 for sustainable. */
    double ratio() {
      return met * PER_MET + notMet * PER_NOT_MET;
    }

    boolean isGood() {
      return ratio() > 0;
    }

    boolean isBad() {
      return ratio() < 0;
    }

    boolean isOutOfReach() {
      return valid() == 0 && invalid >= 2;
    }

    boolean isAccepted() {
      return ratio() >= DECIDED;
    }

    boolean isRejected() {
      return ratio() <= -DECIDED;
    }
  }

  /**
   * Returns what comes next. The same answer for the same trials.
   *
   * @param trials all so far, in any order
   */
  public SloStep next(List<SloTrial> trials) {
    NavigableMap<Double, Tally> tallies = new TreeMap<>();
    for (SloTrial trial : trials) {
      tallies.put(
          trial.rate(), tallies.getOrDefault(trial.rate(), Tally.NONE).with(trial.outcome()));
    }
    double ceiling = Double.POSITIVE_INFINITY; // the lowest rate that cannot be had
    for (Map.Entry<Double, Tally> entry : tallies.entrySet()) {
      if (entry.getValue().isBad() || entry.getValue().isOutOfReach()) {
        ceiling = entry.getKey();
        break;
      }
    }
    double floor = 0; // the highest rate below it that can
    for (Map.Entry<Double, Tally> entry : tallies.headMap(ceiling, false).entrySet()) {
      floor = entry.getValue().isGood() ? entry.getKey() : floor;
    }
    SloStep step = step(tallies, floor, ceiling);
    return step instanceof SloStep.Try && trials.size() >= mostTrials
        ? new SloStep.Inconclusive(
            floor, ceiling, trials.size(), tallies.getOrDefault(ceiling, Tally.NONE).isOutOfReach())
        : step;
  }

  private SloStep step(NavigableMap<Double, Tally> tallies, double floor, double ceiling) {
    Map.Entry<Double, Tally> undecided = tallies.subMap(floor, false, ceiling, false).firstEntry();
    if (undecided != null) { // its only trial was invalid
      return new SloStep.Try(undecided.getKey());
    }
    if (Double.isInfinite(ceiling)) {
      if (floor < highest) {
        return new SloStep.Try(floor == 0 ? start : Math.min(2 * floor, highest));
      }
      return confirmed(tallies, floor, ceiling);
    }
    if (floor == 0) {
      return ceiling > lowest
          ? new SloStep.Try(Math.max(ceiling / 2, lowest))
          : atLowest(tallies.getOrDefault(lowest, Tally.NONE));
    }
    return ceiling > floor * (1 + resolution)
        ? new SloStep.Try(between(floor, ceiling))
        : confirmed(tallies, floor, ceiling);
  }

  /** In four digits, which somebody can ask for again, unless that is no longer between them. */
  private static double between(double floor, double ceiling) {
    double middle = Math.sqrt(floor * ceiling);
    double rounded = new BigDecimal(middle).round(new MathContext(4)).doubleValue();
    return rounded > floor && rounded < ceiling ? rounded : middle;
  }

  private SloStep confirmed(NavigableMap<Double, Tally> tallies, double floor, double ceiling) {
    Tally above = tallies.getOrDefault(ceiling, Tally.NONE);
    // one trial that failed by chance must not end the search below what is sustainable
    if (above.isBad() && !above.isRejected()) {
      return new SloStep.Try(ceiling);
    }
    Tally tally = tallies.getOrDefault(floor, Tally.NONE);
    if (!tally.isAccepted()) {
      return new SloStep.Try(floor);
    }
    return Double.isInfinite(ceiling) || above.isOutOfReach()
        ? new SloStep.NotReached(floor, tally.met(), tally.valid(), above.isOutOfReach())
        : new SloStep.Sustainable(floor, tally.met(), tally.valid(), ceiling);
  }

  private SloStep atLowest(Tally tally) {
    if (tally.isRejected()) {
      return new SloStep.NotSustainable(lowest, tally.met(), tally.valid());
    }
    return tally.isOutOfReach() ? new SloStep.NotReached(0, 0, 0, true) : new SloStep.Try(lowest);
  }
}
