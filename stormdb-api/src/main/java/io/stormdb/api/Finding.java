package io.stormdb.api;

import java.util.Objects;

/**
 * One line of a workload's audit of its own load.
 *
 * @param name what was looked at, for example {@code remote order lines}
 * @param reference where the rule stands, for example {@code TPC-C 2.4.1.5}, or blank
 * @param required the rule in numbers, for example {@code 0.95 % to 1.05 %}
 * @param measured what the run did, for example {@code 1.01 % of 123,456}
 * @param verdict the judgement
 */
public record Finding(
    String name, String reference, String required, String measured, Verdict verdict) {

  /** Checks that everything is there. */
  public Finding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(required, "required");
    Objects.requireNonNull(measured, "measured");
    Objects.requireNonNull(verdict, "verdict");
  }

  /** How a finding was judged. */
  public enum Verdict {
    /** The rule was kept. */
    PASS,
    /** The rule was broken. */
    FAIL,
    /** The rule was broken, and what was measured is not what the run was meant to measure. */
    INVALID,
    /** The rule does not apply to this run, or too little was measured to judge. */
    NOT_APPLICABLE
  }
}
