package io.stormdb.core;

import io.stormdb.api.Finding.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What came of checking an invariant.
 *
 * @param name of the check
 * @param description the rule in words
 * @param verdict whether it holds; not applicable when it holds only right after a load
 * @param violations how many violations were found, at most {@link #MOST_VIOLATIONS} counted
 * @param evidence the first few violations, {@code column=value} each
 * @param time how long the check took
 */
public record CheckResult(
    String name,
    String description,
    Verdict verdict,
    long violations,
    List<String> evidence,
    Duration time) {

  /** Counting stops here. */
  public static final int MOST_VIOLATIONS = 1_000;

  /** Keeps copies. */
  public CheckResult {
    evidence = List.copyOf(evidence);
  }
}
