package io.stormdb.api;

import java.util.Objects;

/**
 * An invariant of the data: a query that finds what violates it.
 *
 * @param name short, for example {@code 3.3.2.1}
 * @param description the rule in words, for example {@code W_YTD = sum(D_YTD)}
 * @param violationsSql a query that returns one row for each violation and none when all is well;
 *     its columns are shown as evidence
 * @param onlyAfterLoad whether the rule holds only until the first run has changed the data
 */
public record Check(String name, String description, String violationsSql, boolean onlyAfterLoad) {

  /** Checks that everything is there. */
  public Check {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(violationsSql, "violationsSql");
  }

  /** Returns a rule that always holds. */
  public static Check always(String name, String description, String violationsSql) {
    return new Check(name, description, violationsSql, false);
  }
}
