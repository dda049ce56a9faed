package io.stormdb.progressive.maths;

import java.util.OptionalDouble;

/**
 * A parameter of a fitted model.
 *
 * @param symbol which
 * @param estimate its value, with the range from the bootstrap of the fit without bounds, cut to
 *     the bounds of the model
 * @param standardError from the curvature of the sum of squares at the minimum; empty if the
 *     parameter is on a bound, where there is no such figure
 */
public record Parameter(Symbol symbol, Estimated estimate, OptionalDouble standardError) {

  /** Returns the value alone. */
  public double value() {
    return estimate.value();
  }
}
