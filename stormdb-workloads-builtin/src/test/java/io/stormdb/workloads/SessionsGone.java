package io.stormdb.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * When the server has counted all that a load did. Its sessions hand in the last of what they
 * counted when they end, and that may be some time after their clients have left.
 */
public final class SessionsGone {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SessionsGone() {}

  /** Waits until no session of workers, loads, steps or checks is left. */
  public static void await() {
    long start = System.nanoTime();
    while (TestServer.number(
            "SELECT count(*) FROM pg_stat_activity"
                + " WHERE application_name ~ '^stormdb:([0-9a-f]{8}|load|step|verify)$'")
        > 0) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
    }
  }
}
