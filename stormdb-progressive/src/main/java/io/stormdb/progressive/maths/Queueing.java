package io.stormdb.progressive.maths;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The levels compared with queues in which each transaction needs D seconds of one of c servers:
 * with workers that go round and wait their turn ({@link ClosedNetwork} of one station, which is
 * M/M/c//N), and, where it was measured how much service varies, with transactions that arrive by
 * chance at the measured rate (M/G/c, {@link OpenQueue}). The latter is what many users who seldom
 * come would wait; of few workers, who cannot come while they wait, it says where that is no
 * description any more. Immutable.
 *
 * @param demandSeconds D, time of service of a transaction
 * @param demand where D is from
 * @param servers c, how many transactions the server works on at once, as fits the levels best
 * @param measuredVariation C² of the transactions that were alone; empty if one worker was not
 *     measured, or how far its times were apart
 * @param thinkSeconds Z
 * @param levels each level, ascending
 * @param breaksDownAt the lowest level at which the measured wait is not that of a queue, at the
 *     confidence of the analysis after correction for there being several levels: there
 *     transactions hinder each other by more than waiting their turn (or less). Empty if there is
 *     none, or if the error of the levels is not known
 * @param openBreaksDownAt the lowest level at which the measured wait is not that of M/G/c; empty
 *     if there is none, or if the error or the variation of service is not known
 */
public record Queueing(
    double demandSeconds,
    Demand demand,
    int servers,
    OptionalDouble measuredVariation,
    double thinkSeconds,
    List<Level> levels,
    OptionalDouble breaksDownAt,
    OptionalDouble openBreaksDownAt) {

  /** Where the time of service is from. */
  public enum Demand {
    /** The time of a transaction that was alone: one worker waits for nobody. */
    MEASURED_ALONE,
    /** One worker was not measured: the D with which the levels fit best. */
    FITTED
  }

  /**
   * A level.
   *
   * @param workers N
   * @param utilisation U = X·D/c with the measured throughput, 0 to about 1: not an identity,
   *     because neither D nor c is from this level
   * @param measuredWaitSeconds R − D, what a transaction took beyond its service
   * @param predictedWaitSeconds the same of the queue
   * @param errorSeconds standard error of their difference; NaN if not known
   * @param isQueue whether the two do not differ significantly; true if the error is not known
   * @param openWaitSeconds the wait of M/G/c at the measured throughput; infinite if c servers
   *     cannot do as much, NaN if the variation of service was not measured
   */
  public record Level(
      double workers,
      double utilisation,
      double measuredWaitSeconds,
      double predictedWaitSeconds,
      double errorSeconds,
      boolean isQueue,
      double openWaitSeconds) {}

  /** Keeps a copy. */
  public Queueing {
    levels = List.copyOf(levels);
  }
}
