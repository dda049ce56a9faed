package io.stormdb.progressive.maths;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A parameter which the best fit without bounds puts where no server can be, such as a negative
 * contention.
 *
 * @param symbol of the parameter
 * @param value its value without bounds
 * @param standardError of the value; empty if it is not known
 * @param bound which it passed
 * @param withinNoise whether the value is so near the bound that the noise explains it: nearer than
 *     the one-sided 95 % quantile of Student's t times the standard error
 */
public record Violation(
    Symbol symbol, double value, OptionalDouble standardError, double bound, boolean withinNoise) {

  /** Returns what it means, a sentence without a full stop. */
  public String sentence() {
    String error =
        standardError.isPresent()
            ? String.format(Locale.ROOT, " with standard error %.3g", standardError.getAsDouble())
            : "";
    String found =
        String.format(
            Locale.ROOT,
            "without bounds %s (%s) is %.3g%s, beyond its bound %s: ",
            symbol.name(),
            symbol.meaning(),
            value,
            error,
            plain(bound));
    return found
        + (withinNoise
            ? "the difference is within the noise, and the parameter is taken to be at the bound"
            : "no server of this model behaves so, and the fit within the bounds does not describe "
                + "the measurements");
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
