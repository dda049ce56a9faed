package io.stormdb.progressive.maths;

/** What the numbers of this package must be. */
final class Rules {

  private Rules() {}

  static void positive(double value, String what) {
    require(value > 0 && Double.isFinite(value), what, "positive and finite", value);
  }

  static void notNegative(double value, String what) {
    require(value >= 0 && Double.isFinite(value), what, "not negative and finite", value);
  }

  static void share(double value, String what) {
    require(value >= 0 && value <= 1, what, "from 0 to 1", value);
  }

  static void within(double value, String what) {
    require(value > 0 && value < 1, what, "greater than 0 and less than 1", value);
  }

  static void atLeast(int least, int value, String what) {
    require(value >= least, what, "at least " + least, value);
  }

  static void require(boolean holds, String what, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("%s must be %s, was %s".formatted(what, rule, value));
    }
  }
}
