package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.Latencies;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientWatchTest {

  private static final long HALF_A_SECOND = 500_000_000L;

  /** Keeps a processor busy; the thread's own clock is the independent source. */
  private static void burn(long cpuNanos) {
    long until = threadNanos() + cpuNanos;
    while (threadNanos() < until) {
      Thread.onSpinWait();
    }
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void seesTheCpuTimeOfABusyThread() {
    ClientWatch watch = new ClientWatch();
    watch.begin();
    burn(HALF_A_SECOND);
    watch.end();

    ClientUse use = watch.health(Latencies.none()).orElseThrow().use();
    assertThat(use.cpu().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(490));
    assertThat(use.watched()).isGreaterThanOrEqualTo(Duration.ofMillis(490));
    assertThat(use.share().orElseThrow()).isGreaterThan(0).isLessThanOrEqualTo(1);
    // one moment each 20 ms, those that were slept through included, but for those at the very end
    // while the thread waits for a processor
    assertThat(use.lag().count())
        .isBetween(use.watched().toMillis() / 20 - 10, use.watched().toMillis() / 20 + 1);
  }

  @Test
  void seesPausesOfTheGarbageCollector() {
    ClientWatch watch = new ClientWatch();
    watch.begin();
    System.gc();
    watch.end();

    ClientUse use = watch.health(Latencies.none()).orElseThrow().use();
    assertThat(use.pauses()).isPositive();
    assertThat(use.longestPause()).isLessThanOrEqualTo(use.paused());
  }

  @Test
  void ofATimeThatWasNotWatchedThereIsNoJudgement() {
    ClientWatch watch = new ClientWatch();
    watch.end();
    assertThat(watch.health(Latencies.none())).isEmpty();
  }

  @Test
  void beginsByItselfWhenItIsTime() {
    ClientWatch watch = new ClientWatch();
    watch.begin(Duration.ofMillis(100));
    long until = System.nanoTime() + HALF_A_SECOND;
    while (System.nanoTime() < until) {
      burn(10_000_000);
    }
    watch.end();

    ClientUse use = watch.health(Latencies.none()).orElseThrow().use();
    // what was before does not count, and the beginning is the first moment
    assertThat(use.watched()).isGreaterThan(Duration.ofMillis(10));
    assertThat(use.lag().count()).isBetween(1L, use.watched().toMillis() / 20 + 1);
  }

  @Test
  void thereIsNoJudgementOfATimeThatHasNotBegun() {
    ClientWatch watch = new ClientWatch();
    watch.begin(Duration.ofHours(1));
    watch.end();
    assertThat(watch.health(Latencies.none())).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("stormdb-client-watch"));
  }

  @Test
  void leavesNoThreadBehind() {
    ClientWatch watch = new ClientWatch();
    watch.begin();
    watch.end();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("stormdb-client-watch"));
  }

  @Nested
  class OfTheMachine {

    @Test
    void idleTimeAndWaitingForDisksAreFree() {
      CpuTimes before = CpuTimes.of(5, List.of("cpu  10 0 10 100 20 0 0 0 0 0", "cpu0 1 1 1 1"));
      CpuTimes after = CpuTimes.of(8, List.of("cpu  40 5 20 130 30 2 3 10 25 5", "cpu0 1 1 1 1"));
      // user 30, nice 5, system 10, interrupts 5, stolen 10; idle 30, disks 10
      assertThat(after.machineSince(before)).hasValue(0.6);
      assertThat(after.processSince(before)).contains(Duration.ofNanos(3));
    }

    @Test
    void withoutAFileNothingIsKnown() {
      CpuTimes nothing = CpuTimes.of(-1, List.of());
      assertThat(nothing.machineSince(nothing)).isEmpty();
      assertThat(nothing.processSince(nothing)).isEmpty();
    }
  }
}
