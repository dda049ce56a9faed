package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.pgstats.CheckpointActivity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the console report says of checkpoints. */
class DatabaseTextTest {

  private static String written(long buffers, Duration writing, Duration syncing) {
    return DatabaseText.written(
        new CheckpointActivity(
            0,
            0,
            buffers,
            0,
            Optional.empty(),
            writing,
            syncing,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void theTimeOfACheckpointThatHasNotEndedIsNotSaidToBeNothing() {
    assertThat(written(1_056, Duration.ZERO, Duration.ZERO))
        .isEqualTo("1,056 buffers written (how long that took is counted when a checkpoint ends)");
  }

  @Test
  void theTimesOfOneThatHasEndedAreShown() {
    assertThat(written(4_000, Duration.ofMillis(9_500), Duration.ZERO))
        .isEqualTo("4,000 buffers written in 9.50s, synced in 0ns");
  }

  @Test
  void nothingTookNoTime() {
    assertThat(written(0, Duration.ZERO, Duration.ZERO))
        .isEqualTo("0 buffers written in 0ns, synced in 0ns");
  }
}
