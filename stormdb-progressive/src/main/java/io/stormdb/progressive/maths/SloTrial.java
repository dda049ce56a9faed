package io.stormdb.progressive.maths;

/**
 * One trial of an open loop at a rate.
 *
 * @param rate what was asked for, transactions a second; positive and finite
 * @param outcome whether the objective was met
 * @param achievedRate transactions a second that were completed; not negative, finite
 * @param latencySeconds the latency that the objective is about, as measured; positive, NaN if
 *     nothing was completed
 */
public record SloTrial(double rate, Outcome outcome, double achievedRate, double latencySeconds) {

  /** How a trial ended. */
  public enum Outcome {
    /** Latency stayed within the objective, and what was due was done. */
    MET,
    /** It did not. */
    NOT_MET,
    /** The load driver did not offer the rate, so the trial says nothing of the server. */
    INVALID
  }

  /** Checks the numbers. */
  public SloTrial {
    Rules.positive(rate, "rate");
    Rules.notNegative(achievedRate, "achieved rate");
    Rules.require(
        Double.isNaN(latencySeconds) || (latencySeconds > 0 && Double.isFinite(latencySeconds)),
        "latency",
        "positive and finite, or NaN",
        latencySeconds);
  }
}
