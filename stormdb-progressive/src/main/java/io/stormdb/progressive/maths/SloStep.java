package io.stormdb.progressive.maths;

import java.util.Locale;

/** What a search for the highest sustainable rate says after some trials. */
public sealed interface SloStep {

  /**
   * Another trial is needed.
   *
   * @param rate to be offered, transactions a second
   */
  record Try(double rate) implements SloStep {}

  /** The search has ended. */
  sealed interface Ended extends SloStep {
    /** Returns the answer in one sentence. */
    String sentence();

    /** Returns whether a rate is the highest that was found to be sustainable. */
    default boolean isSustainable(double rate) {
      return false;
    }
  }

  /**
   * The answer.
   *
   * @param rate the highest that is sustainable, transactions a second
   * @param met how many trials at it met the objective
   * @param trials how many trials there were at it
   * @param notSustained the lowest rate that was not, greater than {@code rate}
   */
  record Sustainable(double rate, int met, int trials, double notSustained) implements Ended {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "sustainable: %s transactions a second (%s of %s trials met the objective); not"
              + " sustained at %s",
          Phrases.number(rate),
          met,
          trials,
          Phrases.number(notSustained));
    }

    @Override
    public boolean isSustainable(double other) {
      return other == rate;
    }
  }

  /**
   * Not even the lowest rate is sustainable.
   *
   * @param lowest that rate
   * @param met how many trials at it met the objective
   * @param trials how many trials there were at it
   */
  record NotSustainable(double lowest, int met, int trials) implements Ended {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "not sustainable at the lowest rate of %s transactions a second (%s of %s trials met the"
              + " objective)",
          Phrases.number(lowest),
          met,
          trials);
    }
  }

  /**
   * The limit is above what could be offered.
   *
   * @param above the highest rate that is sustainable; 0 if the load driver did not offer even the
   *     lowest
   * @param met how many trials at it met the objective
   * @param trials how many trials there were at it
   * @param isClientLimited whether the load driver did not offer more, rather than the search being
   *     bounded there
   */
  record NotReached(double above, int met, int trials, boolean isClientLimited) implements Ended {
    @Override
    public String sentence() {
      if (above == 0) {
        return "not reached: the load driver could not offer even the lowest rate";
      }
      return String.format(
          Locale.ROOT,
          "not reached: the limit is above %s transactions a second (%s of %s trials met the"
              + " objective), %s",
          Phrases.number(above),
          met,
          trials,
          isClientLimited
              ? "and the load driver could not offer more"
              : "the highest rate of the search");
    }

    @Override
    public boolean isSustainable(double rate) {
      return rate == above;
    }
  }

  /**
   * The trials ran out.
   *
   * @param met the highest rate that met the objective more often than not; 0 if none did
   * @param notMet the lowest rate that did not; infinite if there is none
   * @param trials how many there were
   * @param isClientLimited whether that is known of the load driver alone, which was the bottleneck
   *     there, and not of the server
   */
  record Inconclusive(double met, double notMet, int trials, boolean isClientLimited)
      implements Ended {
    @Override
    public String sentence() {
      if (isClientLimited) {
        return String.format(
            Locale.ROOT,
            "inconclusive after %s trials: %s at %s transactions a second the load driver was the"
                + " bottleneck, which says nothing of the server; run it on a machine with room",
            trials,
            met == 0 ? "already" : "the limit is above " + Phrases.number(met) + ", but",
            Phrases.number(notMet));
      }
      return String.format(
          Locale.ROOT,
          "inconclusive after %s trials: the limit is between %s and %s; allow more trials, or longer"
              + " ones",
          trials,
          met == 0 ? "nothing" : Phrases.number(met),
          Double.isInfinite(notMet)
              ? "an unknown rate"
              : Phrases.number(notMet) + " transactions a second");
    }
  }
}
