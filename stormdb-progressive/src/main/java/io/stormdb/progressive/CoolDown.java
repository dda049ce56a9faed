package io.stormdb.progressive;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens between one band and the next.
 *
 * @param least how long nothing happens; 0 s to 24 h
 * @param quietWithin for how long it is then waited, at most, until no checkpoint and no autovacuum
 *     is running; 1 s to 24 h, or empty for not at all
 */
public record CoolDown(Duration least, Optional<Duration> quietWithin) {

  private static final Duration LONGEST = Duration.ofHours(24);

  /** No pause at all. */
  public static final CoolDown NONE = new CoolDown(Duration.ZERO, Optional.empty());

  /** Checks both. */
  public CoolDown {
    if (least.isNegative() || least.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("cool-down must be from 0s to 24h, was " + least);
    }
    if (quietWithin.isPresent()
        && (quietWithin.get().compareTo(Duration.ofSeconds(1)) < 0
            || quietWithin.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "the longest wait for a quiet server must be from 1s to 24h, was " + quietWithin.get());
    }
  }

  /** Returns a pause of a fixed length. */
  public static CoolDown of(Duration length) {
    return new CoolDown(length, Optional.empty());
  }

  /** Returns a copy that waits until the server is quiet, at most so long. */
  public CoolDown untilQuiet(Duration atMost) {
    return new CoolDown(least, Optional.of(atMost));
  }
}
