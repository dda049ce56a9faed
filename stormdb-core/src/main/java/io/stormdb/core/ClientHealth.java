package io.stormdb.core;

/**
 * Whether a run measured the server, or the load driver itself. Immutable.
 *
 * @param grade how far the numbers can be taken for those of the server
 * @param reason why, in one sentence
 * @param use what was observed
 */
public record ClientHealth(Grade grade, String reason, ClientUse use) {

  /** How far the driver was from being the bottleneck. */
  public enum Grade {
    /** Far: the numbers are those of the server. */
    A,
    /** Not far: latencies may have a little of the driver in them. */
    B,
    /** Near: high percentiles are partly the driver's. */
    C,
    /** There: the numbers are those of the driver. */
    D
  }

  /** Returns the judgement on what was observed. */
  public static ClientHealth of(ClientUse use) {
    return ClientRules.judge(use);
  }

  /** Returns whether the driver was the bottleneck, so that TPS says little of the server. */
  public boolean isBottleneck() {
    return grade == Grade.D;
  }
}
