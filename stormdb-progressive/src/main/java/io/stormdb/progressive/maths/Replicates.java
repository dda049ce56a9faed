package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The parameters of each resampling of a fit. Immutable. */
final class Replicates {

  private final double[][] parameters;
  private final double confidence;

  Replicates(double[][] parameters, double confidence) {
    this.parameters = parameters;
    this.confidence = confidence;
  }

  /** Returns the range of anything that follows from the parameters, by its percentiles. */
  Estimated range(double value, ToDoubleFunction<double[]> quantity) {
    return Estimated.of(
        value, Arrays.stream(parameters).mapToDouble(quantity).toArray(), confidence);
  }

  /** Returns whether no resampling passed a bound. */
  boolean within(double[] lower, double[] upper) {
    for (double[] each : parameters) {
      for (int j = 0; j < each.length; j++) {
        if (each[j] < lower[j] || each[j] > upper[j]) {
          return false;
        }
      }
    }
    return true;
  }
}
