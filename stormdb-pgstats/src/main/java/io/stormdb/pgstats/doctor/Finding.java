package io.stormdb.pgstats.doctor;

import java.util.List;

/**
 * What was found of one thing, with what was measured. Immutable.
 *
 * @param id names what was looked at; does not change between versions: {@code fsync}
 * @param level how much it matters
 * @param found what was found, a sentence without its period, with the numbers in it
 * @param evidence what was measured or read, at least one
 * @param why why it matters; blank if it is as it should be
 * @param action what to do; blank if there is nothing to do
 * @param reference where to read on, an address; blank if it is as it should be
 */
public record Finding(
    String id,
    Level level,
    String found,
    List<Evidence> evidence,
    String why,
    String action,
    String reference) {

  /** Checks that nothing is claimed without a reason. */
  public Finding {
    evidence = List.copyOf(evidence);
    require(!found.isBlank(), "found must not be blank");
    require(!evidence.isEmpty(), "evidence must not be empty");
    if (level != Level.OK) {
      require(!why.isBlank(), "why must not be blank when the level is " + level);
      require(!action.isBlank(), "action must not be blank when the level is " + level);
      require(!reference.isBlank(), "reference must not be blank when the level is " + level);
    }
  }

  private static void require(boolean rule, String otherwise) {
    if (!rule) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Returns that something is as it should be. */
  static Finding ok(String id, String found, Evidence... evidence) {
    return new Finding(id, Level.OK, found, List.of(evidence), "", "", "");
  }

  /** Returns an address in the manual of PostgreSQL. */
  static String manual(String page) {
    return "https://www.postgresql.org/docs/current/" + page;
  }
}
