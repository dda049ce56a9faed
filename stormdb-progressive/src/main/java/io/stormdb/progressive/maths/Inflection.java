package io.stormdb.progressive.maths;

import java.util.OptionalDouble;

/**
 * Where a curve turns from bending up to bending down, or the other way.
 *
 * @param low last measured level with the bend before, N
 * @param high first measured level with the bend after, N
 * @param at where the second derivative is 0 on the line between the two
 * @param turn which way
 * @param pValue the larger one of the two-sided tests of both second derivatives against 0, before
 *     the correction for their number; empty if the noise of the points is not known
 * @param significant whether both second derivatives are told from 0 by Holm's procedure
 */
public record Inflection(
    double low, double high, double at, Turn turn, OptionalDouble pValue, boolean significant) {

  /** Which way a curve turns. */
  public enum Turn {
    /** Each worker more gave more than the one before, and then less. */
    TO_DIMINISHING,
    /** Each worker more gave less than the one before, and then more. */
    TO_INCREASING
  }
}
