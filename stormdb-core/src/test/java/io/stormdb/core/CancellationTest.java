package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CancellationTest {

  @Test
  void isAwaitedNoLongerThanSomebodyWantsToWait() {
    Cancellation cancellation = new Cancellation();
    assertThat(cancellation.await(Duration.ofMillis(1))).isFalse();
    assertThat(cancellation.await(Duration.ofSeconds(-1))).isFalse();
    assertThat(cancellation.isCancelled()).isFalse();
  }

  @Test
  void endsTheWaitOfOthers() {
    Cancellation cancellation = new Cancellation();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> cancellation.await(Duration.ofHours(1)));
    cancellation.cancel();
    assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
    assertThat(cancellation.await(Duration.ZERO)).isTrue();
  }

  @Test
  void isWhatAnInterruptedThreadMeans() {
    Cancellation cancellation = new Cancellation();
    Thread.currentThread().interrupt();
    assertThat(cancellation.await(Duration.ofHours(1))).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancellation.isCancelled()).isTrue();
  }
}
