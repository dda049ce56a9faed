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

    DetailRecorder sum = phase.details();
    assertThat(sum.values(3).sum()).isEqualTo(6);
    assertThat(sum.values(40).count()).isEqualTo(1);
    assertThat(sum.values(1_000).count()).isZero();
    assertThat(sum.wakeUps().count()).isEqualTo(1);
    // the parts are as they were
    assertThat(phase.details().values(3).sum()).isEqualTo(6);
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
    long before = allocatedBytes();
    record(recorder, 100_000);
    // asking takes some bytes itself
    assertThat(allocatedBytes() - before).isLessThan(1_000);
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
