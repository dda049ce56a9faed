package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DetailRecorderTest {

  @Test
  void addsUpWhatAllWorkersHaveRecorded() {
    PhaseRecorder phase = new PhaseRecorder(2, 1, 1, true);
    phase.worker(0).details().value(3, 2);
    phase.worker(1).details().value(3, 4);
    phase.worker(1).details().value(40, 1);
    phase.worker(0).details().statement(5, 1_000, 7);
    phase.worker(1).details().statement(5, 2_000, 3);
    phase.worker(1).details().statementError(50);
    phase.worker(1).details().wakeUp(500);

    phase.flip();
    assertThat(phase.lastOfMeasures()).containsOnlyKeys(3, 40);
    assertThat(phase.lastOfMeasures().get(3).sum()).isEqualTo(6);
    assertThat(phase.measures().get(40).count()).isEqualTo(1);
    assertThat(phase.wakeUps().count()).isEqualTo(1);
    // asking changes nothing
    assertThat(phase.measures().get(3).sum()).isEqualTo(6);
  }

  @Test
  void valuesAreThereByFlipAndInAll() {
    PhaseRecorder phase = new PhaseRecorder(2, 1, 1, false);
    phase.worker(0).details().value(1, 10);
    phase.worker(1).details().value(1, 0);
    phase.flip();
    assertThat(phase.lastOfMeasures().get(1).min()).hasValue(0);
    phase.worker(0).details().value(1, 5);
    phase.flip();
    assertThat(phase.lastOfMeasures().get(1).count()).isEqualTo(1);
    assertThat(phase.lastOfMeasures().get(1).min()).hasValue(5);
    assertThat(phase.lastOfMeasures().get(1).max()).hasValue(5);
    phase.flip();
    assertThat(phase.lastOfMeasures()).isEmpty();
    assertThat(phase.measures().get(1).sum()).isEqualTo(15);
    assertThat(phase.measures().get(1).max()).hasValue(10);
  }

  @Test
  void noValueIsLostOrCountedTwiceWhileAnotherThreadReads() throws InterruptedException {
    PhaseRecorder phase = new PhaseRecorder(1, 1, 1, false);
    DetailRecorder recorder = phase.worker(0).details();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= 1_000_000; i++) {
                recorder.value(0, i);
              }
            });
    writer.start();
    long flips = 0;
    long counted = 0;
    double sum = 0;
    while (writer.isAlive() || flips == 0) {
      phase.flip();
      Values values = phase.lastOfMeasures().getOrDefault(0, Values.none());
      counted += values.count();
      sum += values.sum();
      flips++;
    }
    writer.join();
    phase.flip();
    Values rest = phase.lastOfMeasures().getOrDefault(0, Values.none());
    assertThat(counted + rest.count()).isEqualTo(1_000_000);
    assertThat(sum + rest.sum()).isEqualTo(500_000_500_000.0);
    assertThat(phase.measures().get(0).count()).isEqualTo(1_000_000);
  }

  @Test
  void statementsAreThereByFlipAndInAll() {
    PhaseRecorder phase = new PhaseRecorder(2, 1, 1, false);
    phase.worker(0).details().statement(5, 1_000, 7);
    phase.worker(1).details().statement(5, 2_000, 3);
    phase.worker(1).details().statementError(50);
    phase.flip();
    assertThat(phase.lastOfStatements()).containsOnlyKeys(5, 50);
    assertThat(phase.lastOfStatements().get(5).times().count()).isEqualTo(2);
    assertThat(phase.lastOfStatements().get(5).rows()).isEqualTo(10);
    assertThat(phase.lastOfStatements().get(50).errors()).isEqualTo(1);

    phase.worker(1).details().statement(5, 9_000, 1);
    phase.flip();
    assertThat(phase.lastOfStatements()).containsOnlyKeys(5);
    assertThat(phase.lastOfStatements().get(5).rows()).isEqualTo(1);
    assertThat(phase.statements()).containsOnlyKeys(5, 50);
    assertThat(phase.statements().get(5).times().count()).isEqualTo(3);
    assertThat(phase.statements().get(5).rows()).isEqualTo(11);
    assertThat(phase.statements().get(50).errors()).isEqualTo(1);
  }

  @Test
  void eachWorkerIsThereByFlipIfAsked() {
    PhaseRecorder phase = new PhaseRecorder(2, 2, 1, false);
    phase.worker(0).transaction(0, Outcome.COMMITTED, 1, 1_000_000);
    phase.flip();
    assertThat(phase.lastOfWorkers()).isEmpty();

    phase.keepEachWorkerInEachFlip();
    phase.worker(0).transaction(1, Outcome.COMMITTED, 3, 1_000_000);
    phase.worker(1).transaction(1, Outcome.FAILED, 1, 9_000_000);
    phase.flip();
    assertThat(phase.lastOfWorkers())
        .extracting(WorkerTally::counts)
        .containsExactly(new Counts(1, 0, 0, 2), new Counts(0, 0, 1, 0));
    assertThat(phase.lastOfWorkers().get(0).latencies().count()).isEqualTo(1);
    phase.flip();
    assertThat(phase.lastOfWorkers())
        .extracting(WorkerTally::counts)
        .containsExactly(Counts.ZERO, Counts.ZERO);
    assertThat(phase.lastOfWorkers().get(0).latencies().count()).isZero();
  }

  @Test
  void keepsTheLatenciesOfEachWorkerApartIfAsked() {
    PhaseRecorder phase = new PhaseRecorder(2, 2, 1, false);
    phase.keepEachWorker();
    phase.worker(0).transaction(0, Outcome.COMMITTED, 1, 1_000_000);
    phase.flip();
    phase.worker(0).transaction(1, Outcome.ROLLED_BACK, 1, 2_000_000);
    phase.worker(1).transaction(1, Outcome.FAILED, 1, 9_000_000);
    phase.flip();

    assertThat(phase.countsOf(0)).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(phase.countsOf(1)).isEqualTo(new Counts(0, 0, 1, 0));
    assertThat(phase.latenciesOf(0).count()).isEqualTo(2);
    assertThat(phase.latenciesOf(0).max().orElseThrow())
        .isBetween(Duration.ofNanos(1_980_000), Duration.ofNanos(2_020_000));
    assertThat(phase.latenciesOf(1).count()).isZero();
    assertThat(phase.total().latencies().count()).isEqualTo(2);
  }

  @Test
  void allocatesNothingForWhatItHasSeen() {
    DetailRecorder recorder = new DetailRecorder();
    record(recorder, 100_000);
    // asking takes some bytes itself, and more the first time
    long asked = allocatedBytes();
    long before = allocatedBytes();
    long asking = before - asked;
    record(recorder, 100_000);
    assertThat(allocatedBytes() - before - asking).isLessThan(1_000);
  }

  private static void record(DetailRecorder recorder, int times) {
    for (int i = 1; i <= times; i++) {
      recorder.value(2, i * 0.37);
      recorder.statement(4, i * 100L, 1);
      recorder.wakeUp(i * 10L);
    }
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
