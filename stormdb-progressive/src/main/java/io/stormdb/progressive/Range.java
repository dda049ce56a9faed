package io.stormdb.progressive;

/**
 * From how many to how many.
 *
 * @param least where it begins; at least 1
 * @param most where it ends; at least {@code least}, at most 10,000
 */
public record Range(int least, int most) {

  /** Checks the ends. */
  public Range {
    if (least < 1) {
      throw new IllegalArgumentException("a range must begin at 1 or above, was " + least);
    }
    if (most < least || most > Level.MOST) {
      throw new IllegalArgumentException(
          "a range must end from where it begins (%s) to %s, was %s"
              .formatted(least, Level.MOST, most));
    }
  }

  /** Returns one number and no other. */
  public static Range only(int number) {
    return new Range(number, number);
  }

  /** Returns whether there is more than one number in it. */
  public boolean varies() {
    return most > least;
  }

  /** Returns the nearest number in it. */
  int nearest(int number) {
    return Math.max(least, Math.min(most, number));
  }

  /** Returns for example {@code 1 to 64}, or {@code 8} if that is all. */
  @Override
  public String toString() {
    return varies() ? least + " to " + most : Integer.toString(least);
  }
}
