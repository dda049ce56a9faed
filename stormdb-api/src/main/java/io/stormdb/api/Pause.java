package io.stormdb.api;

import java.time.Duration;

/** How long a worker waits before or after a transaction. */
public sealed interface Pause {

  /** Returns no pause at all. */
  static Pause none() {
    return new Constant(Duration.ZERO);
  }

  /** Returns the length of the next pause in nanoseconds. */
  long nextNanos(Rng random);

  /** Returns whether this is never longer than nothing. */
  default boolean isNone() {
    return this instanceof Constant constant && constant.length().isZero();
  }

  /**
   * Always the same.
   *
   * @param length not negative
   */
  record Constant(Duration length) implements Pause {
    /** Checks the length. */
    public Constant {
      requireNotNegative(length, "length");
    }

    @Override
    public long nextNanos(Rng random) {
      return length.toNanos();
    }
  }

  /**
   * Evenly distributed.
   *
   * @param from the shortest; not negative
   * @param to the longest; not below {@code from}
   */
  record Uniform(Duration from, Duration to) implements Pause {
    /** Checks the range. */
    public Uniform {
      requireNotNegative(from, "from");
      if (to.compareTo(from) < 0) {
        throw new IllegalArgumentException(
            "a pause must end at or after its shortest length (" + from + "), was " + to);
      }
    }

    @Override
    public long nextNanos(Rng random) {
      return random.between(from.toNanos(), to.toNanos());
    }
  }

  /**
   * Exponentially distributed and cut off, as TPC-C clause 5.2.5.4 has its think times: the
   * negative logarithm of a uniform number times the mean, at most {@code cut} times the mean.
   *
   * @param mean the mean before the cut; positive
   * @param cut the longest pause as a multiple of the mean; at least 1
   */
  record Exponential(Duration mean, double cut) implements Pause {
    /** Checks mean and cut. */
    public Exponential {
      if (mean.isNegative() || mean.isZero()) {
        throw new IllegalArgumentException("mean of a pause must be positive, was " + mean);
      }
      if (!(cut >= 1)) {
        throw new IllegalArgumentException("cut of a pause must be at least 1, was " + cut);
      }
    }

    @Override
    public long nextNanos(Rng random) {
      // 1 - u, because nextDouble may be 0 but never 1
      double factor = Math.min(cut, -Math.log(1 - random.nextDouble()));
      return (long) (factor * mean.toNanos());
    }
  }

  private static void requireNotNegative(Duration value, String what) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(what + " of a pause must not be negative, was " + value);
    }
  }
}
