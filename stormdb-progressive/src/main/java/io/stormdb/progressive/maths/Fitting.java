package io.stormdb.progressive.maths;

import java.util.Optional;

/** What came of fitting a model: a {@link Fit}, or the reason why there is none. */
public sealed interface Fitting permits Fit, NotFitted {

  /** Returns the model that was to be fitted. */
  Model model();

  /** Returns the fit, if there is one. */
  default Optional<Fit> fit() {
    return this instanceof Fit fit ? Optional.of(fit) : Optional.empty();
  }
}
