package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PhaseRecorderTest {

  @Test
  void intervalsAddUpToTheTotalWhileWorkersGoOnRecording() throws InterruptedException {
    int workers = 4;
    int each = 200_000;
    PhaseRecorder recorder = new PhaseRecorder(workers, 2, 1, false);
    CountDownLatch done = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      WorkerRecorder worker = recorder.worker(i);
      Thread thread =
          new Thread(
              () -> {
                for (int n = 1; n <= each; n++) {
                  worker.transaction(n % 2, Outcome.COMMITTED, n % 10 == 0 ? 3 : 1, n);
                  worker.statements(0, 2, 5);
                  worker.count(7, 1);
                }
                done.countDown();
              });
      thread.start();
    }
    List<Tally> intervals = new ArrayList<>();
    while (done.getCount() > 0) {
      intervals.add(recorder.flip());
    }
    intervals.add(recorder.flip());

    Tally total = recorder.total();
    assertThat(recorder.counts()).isEqualTo(total.counts());
    assertThat(total.counts())
        .isEqualTo(new Counts((long) workers * each, 0, 0, 2L * workers * each / 10));
    assertThat(Counts.sum(intervals.stream().map(Tally::counts).toList()))
        .isEqualTo(total.counts());
    assertThat(total.latencies().count()).isEqualTo((long) workers * each);
    assertThat(intervals.stream().mapToLong(t -> t.latencies().count()).sum())
        .isEqualTo(total.latencies().count());
    assertThat(total.statements()).containsExactly(2L * workers * each);
    assertThat(total.rows()).containsExactly(5L * workers * each);
    assertThat(total.counters().get(7)).isEqualTo((long) workers * each);
  }

  @Test
  void keepsLatenciesOfFailuresApart() {
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    recorder.worker(0).transaction(0, Outcome.COMMITTED, 1, 1_000);
    recorder.worker(0).transaction(0, Outcome.ROLLED_BACK, 1, 2_000);
    recorder.worker(0).transaction(0, Outcome.FAILED, 2, 9_000_000);
    Tally tally = recorder.flip();
    assertThat(tally.counts()).isEqualTo(new Counts(1, 1, 1, 1));
    assertThat(tally.counts().successful()).isEqualTo(2);
    assertThat(tally.latencies().max()).contains(Duration.ofNanos(2_000));
    assertThat(tally.failedLatencies().count()).isEqualTo(1);
    assertThat(recorder.flip().counts()).isEqualTo(Counts.ZERO);
  }

  @Test
  void serviceTimesAreTheResponseTimesWhereNothingWaits() {
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    recorder.worker(0).transaction(0, Outcome.COMMITTED, 1, 1_000);
    Tally tally = recorder.flip();
    assertThat(tally.serviceTimes().max()).contains(Duration.ofNanos(1_000));
    assertThat(tally.startDelays().count()).isZero();
    assertThat(recorder.total().serviceTimes().max()).contains(Duration.ofNanos(1_000));
    assertThatThrownBy(() -> recorder.worker(0).startDelay(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this recorder was not made for an open loop");
  }

  @Test
  void serviceTimesAreApartInAnOpenLoop() {
    PhaseRecorder recorder = new PhaseRecorder(2, 1, 1, true);
    for (int i = 0; i < 2; i++) {
      recorder.worker(i).startDelay(700);
      recorder.worker(i).transaction(0, Outcome.COMMITTED, 1, 1_000);
      recorder.worker(i).serviceTime(0, 300);
      Tally tally = recorder.flip();
      assertThat(tally.latencies().max()).contains(Duration.ofNanos(1_000));
      assertThat(tally.serviceTimes().max()).contains(Duration.ofNanos(300));
      assertThat(tally.startDelays().max()).contains(Duration.ofNanos(700));
    }
    assertThat(recorder.total().serviceTimes().count()).isEqualTo(2);
    assertThat(recorder.total().startDelays().count()).isEqualTo(2);
  }

  @Test
  void groupsOfWorkersAreKnownApartAndTogether() {
    PhaseRecorder recorder = new PhaseRecorder(new int[] {0, 1, 1}, 1, 1, false, true);
    for (int worker = 0; worker < 3; worker++) {
      recorder.worker(worker).transaction(0, Outcome.COMMITTED, 1, (worker + 1) * 1_000);
      recorder.worker(worker).serviceTime(0, 500);
      if (worker > 0) {
        recorder.worker(worker).connectionWait(worker * 100);
      }
      assertThat(recorder.flip().counts().committed()).isEqualTo(1);
    }
    assertThat(recorder.total().counts().committed()).isEqualTo(3);
    assertThat(recorder.total().connectionWaits().count()).isEqualTo(2);
    assertThat(recorder.total(0).counts().committed()).isEqualTo(1);
    assertThat(recorder.total(0).latencies().max()).contains(Duration.ofNanos(1_000));
    assertThat(recorder.total(0).connectionWaits().count()).isZero();
    assertThat(recorder.total(1).counts().committed()).isEqualTo(2);
    assertThat(recorder.total(1).latencies().min()).contains(Duration.ofNanos(2_000));
    assertThat(recorder.total(1).serviceTimes().max()).contains(Duration.ofNanos(500));
    assertThat(recorder.total(1).connectionWaits().max()).contains(Duration.ofNanos(200));
  }

  @Test
  void waitsAreOnlyRecordedWhereTransactionsWait() {
    assertThatThrownBy(() -> new PhaseRecorder(1, 1, 1, true).worker(0).connectionWait(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this recorder was not made for waits");
  }

  @Test
  void percentilesAgreeWithSortedValuesWithinThreeDigits() {
    Random random = new Random(3);
    long[] values = random.longs(10_000, 50_000, 2_000_000_000L).sorted().toArray();
    Latencies latencies = Latencies.ofNanos(values);
    for (double p : new double[] {1, 50, 90, 99, 99.9, 100}) {
      long exact = values[(int) Math.ceil(p / 100 * values.length) - 1];
      assertThat((double) latencies.percentile(p).orElseThrow().toNanos())
          .isBetween(exact * 0.999, exact * 1.001);
    }
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    assertThat((double) latencies.mean().orElseThrow().toNanos())
        .isBetween(mean * 0.999, mean * 1.001);
  }

  @Test
  void nothingMeasuredIsNothingAndNotZero() {
    Latencies none = Latencies.merged(List.of(Latencies.none(), Latencies.ofNanos()));
    assertThat(none.count()).isZero();
    assertThat(none.percentile(99)).isEmpty();
    assertThat(none.mean()).isEmpty();
    assertThat(none.max()).isEmpty();
  }

  @Test
  void thousandsOfWorkersNeedLittleMemoryAndLoseNothing() throws InterruptedException {
    int workers = 10_000;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    PhaseRecorder recorder = new PhaseRecorder(workers, 5, 5, true);
    recorder.flip();
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated / workers).isLessThan(10_000);
    Thread[] recording = new Thread[4];
    for (int i = 0; i < recording.length; i++) {
      int first = i;
      recording[i] =
          new Thread(
              () -> {
                // four workers of the same recorder at the same time
                for (int round = 0; round < 50_000; round++) {
                  WorkerRecorder worker = recorder.worker(first * 64);
                  worker.startDelay(1);
                  worker.transaction(0, Outcome.COMMITTED, 1, 1_000 + round);
                  worker.serviceTime(0, 500);
                  worker.statements(1, 2, 3);
                  worker.count(7, 1);
                }
              });
      recording[i].start();
    }
    for (Thread thread : recording) {
      thread.join();
    }
    Tally tally = recorder.flip();
    assertThat(tally.latencies().count()).isEqualTo(200_000);
    assertThat(tally.counts()).isEqualTo(new Counts(200_000, 0, 0, 0));
    assertThat(tally.types().get(0).serviceTimes().count()).isEqualTo(200_000);
    assertThat(tally.startDelays().count()).isEqualTo(200_000);
    assertThat(tally.statements().get(1)).isEqualTo(400_000);
    assertThat(tally.counters().get(7)).isEqualTo(200_000);
  }
}
