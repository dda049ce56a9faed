package io.stormdb.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes down values that are not negative in buckets whose width grows with the value: each power
 * of two is cut into {@value #BUCKETS_A_DOUBLING} of them. Belongs to one thread. Allocates nothing
 * but a kilobyte for each power of two that is seen for the first time.
 */
public final class ValueRecorder {

  static final int BUCKETS_A_DOUBLING = 128;

  /** So many bits of the mantissa of a {@code double} choose the bucket within a power of two. */
  private static final int BUCKET_BITS = 7;

  private static final int MANTISSA_BITS = 52;

  /** The biased exponents of 2<sup>-64</sup> and of 2<sup>63</sup>; what lies outside is cut. */
  private static final int LOWEST = 1023 - 64;

  private static final int HIGHEST = 1023 + 63;

  private final long[] @Nullable [] buckets = new long[HIGHEST - LOWEST + 1][];
  private long zeros;
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max;

  /**
   * Takes down a value.
   *
   * @throws IllegalArgumentException if it is negative, infinite or not a number
   */
  public void record(double value) {
    requireRecordable(value);
    if (value == 0) {
      zeros++;
    } else {
      long bits = Double.doubleToRawLongBits(value);
      int exponent = (int) (bits >>> MANTISSA_BITS);
      int bucket = (int) (bits >>> (MANTISSA_BITS - BUCKET_BITS)) & (BUCKETS_A_DOUBLING - 1);
      if (exponent < LOWEST) {
        exponent = LOWEST;
        bucket = 0;
      } else if (exponent > HIGHEST) {
        exponent = HIGHEST;
        bucket = BUCKETS_A_DOUBLING - 1;
      }
      chunk(exponent - LOWEST)[bucket]++;
    }
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /**
   * Refuses what cannot be recorded.
   *
   * @throws IllegalArgumentException if the value is negative, infinite or not a number
   */
  private static void requireRecordable(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a measured value must be finite and not negative, was " + value);
    }
  }

  /** Adds what another one has taken down; its thread must have ended. */
  void add(ValueRecorder other) {
    if (other.count == 0) {
      return;
    }
    for (int i = 0; i < buckets.length; i++) {
      long[] more = other.buckets[i];
      if (more != null) {
        long[] mine = chunk(i);
        for (int bucket = 0; bucket < more.length; bucket++) {
          mine[bucket] += more[bucket];
        }
      }
    }
    zeros += other.zeros;
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Forgets everything, but keeps its memory for what is recorded next. */
  void clear() {
    for (long[] chunk : buckets) {
      if (chunk != null) {
        Arrays.fill(chunk, 0);
      }
    }
    zeros = 0;
    count = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = 0;
  }

  /** Returns all values; nothing may be recorded any more. */
  Values values() {
    return new Values(this);
  }

  long count() {
    return count;
  }

  double sum() {
    return sum;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /**
   * Returns the middle of the bucket that has the value of a rank.
   *
   * @param rank from 1 for the smallest
   */
  double ofRank(long rank) {
    long seen = zeros;
    if (seen >= rank) {
      return 0;
    }
    for (int i = 0; i < buckets.length; i++) {
      long[] chunk = buckets[i];
      for (int bucket = 0; chunk != null && bucket < chunk.length; bucket++) {
        seen += chunk[bucket];
        if (seen >= rank) {
          return Math.scalb(1 + (bucket + 0.5) / BUCKETS_A_DOUBLING, i + LOWEST - 1023);
        }
      }
    }
    return max;
  }

  private long[] chunk(int index) {
    long[] chunk = buckets[index];
    if (chunk == null) {
      chunk = new long[BUCKETS_A_DOUBLING];
      buckets[index] = chunk;
    }
    return chunk;
  }
}
