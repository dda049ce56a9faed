package io.stormdb.pgstats;

import java.util.Optional;

/**
 * Something that was observed on a server, or the reason why it was not.
 *
 * @param <T> what is observed
 */
public sealed interface Observed<T> {

  /** The reason when counters started anew between the two looks at them. */
  String RESET = "reset during the run";

  /** It was observed. */
  record Seen<T>(T value) implements Observed<T> {}

  /**
   * It was not.
   *
   * @param reason why, in words; says what would help if something does
   */
  record Missing<T>(String reason) implements Observed<T> {
    /** Checks that there is a reason. */
    public Missing {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason must not be blank");
      }
    }
  }

  /** Returns what was observed. */
  default Optional<T> find() {
    return this instanceof Seen<T> seen ? Optional.of(seen.value()) : Optional.empty();
  }

  /** Returns why nothing was observed. */
  default Optional<String> whyMissing() {
    return this instanceof Missing<T> missing ? Optional.of(missing.reason()) : Optional.empty();
  }
}
