package io.stormdb.core;

import io.stormdb.api.Measure;
import io.stormdb.metrics.DetailRecorder;
import java.util.Arrays;
import java.util.Map;

/**
 * Values that a transaction has measured, until it is known whether it succeeds. Belongs to one
 * worker; allocates nothing once it has seen the most values of a transaction.
 */
final class PendingValues {

  private final Map<Integer, Measure> seen;
  private boolean[] isKnown = new boolean[0];
  private int[] ordinals = new int[16];
  private double[] values = new double[16];
  private int size;

  /**
   * Makes an empty one.
   *
   * @param seen collects the measures by ordinal; shared by all workers
   */
  PendingValues(Map<Integer, Measure> seen) {
    this.seen = seen;
  }

  void add(Measure measure, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "measure '%s' takes values that are finite and not negative, was given %s"
              .formatted(measure.name(), value));
    }
    int ordinal = measure.ordinal();
    if (ordinal >= isKnown.length || !isKnown[ordinal]) {
      remember(measure, ordinal);
    }
    if (size == values.length) {
      ordinals = Arrays.copyOf(ordinals, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    ordinals[size] = ordinal;
    values[size] = value;
    size++;
  }

  private void remember(Measure measure, int ordinal) {
    if (ordinal >= isKnown.length) {
      isKnown = Arrays.copyOf(isKnown, ordinal + 16);
    }
    isKnown[ordinal] = true;
    seen.putIfAbsent(ordinal, measure);
  }

  /** Moves all values to a recorder. */
  void flush(DetailRecorder recorder) {
    for (int i = 0; i < size; i++) {
      recorder.value(ordinals[i], values[i]);
    }
    size = 0;
  }

  /** Drops the values of a transaction that did not succeed. */
  void forget() {
    size = 0;
  }
}
