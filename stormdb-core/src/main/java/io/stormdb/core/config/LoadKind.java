package io.stormdb.core.config;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Rate;
import io.stormdb.core.Until;

/**
 * What the values of a key look like that says something of a load: each is read by the type that
 * the load is made of.
 */
public sealed interface LoadKind extends ValueKind {

  /** Names with weights. */
  record MixText() implements LoadKind {
    @Override
    public boolean accepts(String value) {
      try {
        return !MixWeights.parse(value).byName().isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "names with positive weights, each name once, such as 'checkout=10, search=90'";
    }
  }

  /** A pause: a duration, or the name of a distribution with its durations. */
  record PauseText() implements LoadKind {
    @Override
    public boolean accepts(String value) {
      try {
        return ThinkTime.parse(value) != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a duration such as 5ms, or uniform(1ms,5ms), or exponential(10ms)";
    }
  }

  /**
   * A number of transactions in a time.
   *
   * @param positive whether it must be more than none
   */
  record RateText(boolean positive) implements LoadKind {
    @Override
    public boolean accepts(String value) {
      try {
        return Rate.parse(value).perSecond() > 0 || !positive;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a "
          + (positive ? "positive " : "")
          + "number of transactions a second or a minute, such as 500/s or 30000/m";
    }
  }

  /**
   * A limit of latency.
   *
   * @param broken whether it is written as the condition under which it is broken
   */
  record BoundText(boolean broken) implements LoadKind {
    /** Returns the limit that a valid value says. */
    LatencyBound bound(String value) {
      return broken ? LatencyBound.parseBroken(value) : LatencyBound.parse(value);
    }

    @Override
    public boolean accepts(String value) {
      try {
        return !bound(value).limit().isZero();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a percentile, '%1$s' and a duration, such as p99%1$s20ms"
          .formatted(broken ? ">" : "<");
    }
  }

  /** How well TPS is to be known before a run ends, and the longest time for it. */
  record UntilText() implements LoadKind {
    @Override
    public boolean accepts(String value) {
      try {
        return Until.parse(value).percent() > 0;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a width in per cent and the longest time, such as ci 2% or 10m";
    }
  }
}
