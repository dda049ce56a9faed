package io.stormdb.progressive.maths;

/** What a model says of each observation, as a function of its parameters. */
@FunctionalInterface
public interface Curve {

  /** Step of the numerical derivative, relative to the parameter: the fifth root of 2⁻⁵². */
  double STEP = Math.pow(Math.ulp(1.0), 0.2);

  /**
   * Returns the value at an observation; not finite where the model has none.
   *
   * @param observation 0 for the first
   * @param parameters must not be changed
   */
  double at(int observation, double[] parameters);

  /**
   * Fills in the partial derivatives at an observation. The usual implementation takes central
   * differences of two widths and extrapolates (L. F. Richardson, 1911), which needs the curve a
   * little beyond any bounds; its relative error is about 10⁻¹¹ for smooth curves.
   *
   * @param parameters must not be changed
   * @param into one for each parameter
   */
  default void gradient(int observation, double[] parameters, double[] into) {
    double[] moved = parameters.clone();
    for (int j = 0; j < moved.length; j++) {
      double step = STEP * (parameters[j] == 0 ? STEP : Math.abs(parameters[j]));
      double near = difference(observation, moved, j, step / 2);
      double far = difference(observation, moved, j, step);
      into[j] = (4 * near - far) / 3;
    }
  }

  private double difference(int observation, double[] moved, int j, double step) {
    double kept = moved[j];
    double above = kept + step;
    double below = kept - step;
    moved[j] = above;
    double high = at(observation, moved);
    moved[j] = below;
    double low = at(observation, moved);
    moved[j] = kept;
    return (high - low) / (above - below);
  }
}
