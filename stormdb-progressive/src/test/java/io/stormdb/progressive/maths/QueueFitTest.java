package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueFitTest {

  private static List<Measured> measured(SimulatedServer server, int... levels) {
    Random random = new Random(11);
    List<Measured> measured = new ArrayList<>();
    for (int n : levels) {
      measured.add(server.measure(n, random));
    }
    return measured;
  }

  @Test
  void aServerThatIsAQueueIsRecognisedWithItsDemandAndServers() {
    SimulatedServer server = new SimulatedServer(12, 200, 0, 0, 0.004, 0.005);
    Queueing queueing =
        QueueFit.of(measured(server, 1, 2, 4, 8, 16, 24, 32, 64), 0.004, 0.95).orElseThrow();
    assertThat(queueing.demand()).isEqualTo(Queueing.Demand.MEASURED_ALONE);
    assertThat(queueing.demandSeconds()).isCloseTo(0.005, within(0.0002));
    assertThat(queueing.servers()).isEqualTo(12);
    assertThat(queueing.breaksDownAt()).isEmpty();
    assertThat(queueing.levels()).allMatch(Queueing.Level::isQueue);
    Queueing.Level last = queueing.levels().get(7);
    assertThat(last.utilisation()).isCloseTo(1, within(0.03));
    assertThat(last.predictedWaitSeconds())
        .isCloseTo(last.measuredWaitSeconds(), within(4 * last.errorSeconds()));
    assertThat(queueing.levels().get(0).utilisation()).isCloseTo(1 / 12.0 / 1.8, within(0.01));
  }

  @Test
  void withoutOneWorkerTheDemandIsFitted() {
    SimulatedServer server = new SimulatedServer(6, 100, 0, 0, 0.01, 0.003);
    Queueing queueing =
        QueueFit.of(measured(server, 2, 4, 6, 8, 12, 16, 32), 0.01, 0.95).orElseThrow();
    assertThat(queueing.demand()).isEqualTo(Queueing.Demand.FITTED);
    assertThat(queueing.demandSeconds()).isCloseTo(0.01, within(0.0003));
    assertThat(queueing.servers()).isEqualTo(6);
    assertThat(queueing.breaksDownAt()).isEmpty();
  }

  private static List<Measured> measured(SimulatedQueue queue, int... levels) {
    Random random = new Random(12);
    List<Measured> measured = new ArrayList<>();
    for (int n : levels) {
      measured.add(queue.measure(n, 50_000, random));
    }
    return measured;
  }

  /** Hundreds of workers who seldom come arrive by chance. */
  @Test
  void serviceThatVariesIsComparedWithAQueueOfSuchService() {
    SimulatedQueue queue = new SimulatedQueue(2, 0.01, 3, 1);
    List<Measured> levels = measured(queue, 1, 50, 100, 130, 160);
    Queueing found = QueueFit.of(levels, 1, 0.95).orElseThrow();
    assertThat(found.servers()).isEqualTo(2);
    assertThat(found.measuredVariation().orElseThrow()).isCloseTo(3, within(0.3));
    assertThat(found.openBreaksDownAt()).isEmpty();
    Queueing.Level busy = found.levels().get(3);
    double wait = busy.measuredWaitSeconds();
    assertThat(busy.openWaitSeconds()).isCloseTo(wait, within(0.2 * wait));
    // exponential service would have them wait half as long
    assertThat(busy.predictedWaitSeconds()).isLessThan(0.75 * wait);
  }

  /** Few workers cannot come while they wait. */
  @Test
  void whereWorkersAreFewTheyDoNotComeByChance() {
    SimulatedQueue queue = new SimulatedQueue(4, 0.01, 6, 0.02);
    Queueing found = QueueFit.of(measured(queue, 1, 2, 4, 8, 12, 16, 32), 0.02, 0.95).orElseThrow();
    assertThat(found.servers()).isEqualTo(4);
    assertThat(found.openBreaksDownAt().orElseThrow()).isBetween(4.0, 12.0);
    assertThat(found.levels().get(6).openWaitSeconds()).isGreaterThan(0.1);
  }

  @Test
  void withoutVariationThereIsNoSuchQueue() {
    SimulatedServer server = new SimulatedServer(12, 200, 0, 0, 0.004, 0.005);
    Queueing found =
        QueueFit.of(measured(server, 1, 2, 4, 8, 16, 24, 32, 64), 0.004, 0.95).orElseThrow();
    assertThat(found.measuredVariation()).isEmpty();
    assertThat(found.openBreaksDownAt()).isEmpty();
    assertThat(found.levels()).allMatch(level -> Double.isNaN(level.openWaitSeconds()));
  }

  @Test
  void whereTransactionsHinderEachOtherTheQueueBreaksDown() {
    SimulatedServer server = new SimulatedServer(64, 100, 0.02, 5e-4, 0.001, 0.005);
    Queueing queueing =
        QueueFit.of(measured(server, 1, 2, 4, 8, 16, 32, 64, 128), 0.001, 0.95).orElseThrow();
    assertThat(queueing.breaksDownAt()).isPresent();
    double at = queueing.breaksDownAt().getAsDouble();
    assertThat(queueing.levels())
        .allMatch(level -> level.isQueue() || level.workers() >= at)
        .anyMatch(level -> !level.isQueue() && level.workers() == at);
  }

  @Test
  void withoutErrorsNothingIsTested() {
    List<Measured> levels =
        List.of(Measured.of(1, 100), Measured.of(2, 190), Measured.of(4, 250), Measured.of(8, 120));
    Queueing queueing = QueueFit.of(levels, 0, 0.95).orElseThrow();
    assertThat(queueing.breaksDownAt()).isEmpty();
    assertThat(queueing.levels()).allMatch(level -> Double.isNaN(level.errorSeconds()));
  }

  @Test
  void withoutErrorsTheWaitOfMGcIsKnownAndNotTested() {
    List<Measured> levels = new ArrayList<>();
    for (int n : new int[] {1, 2, 4, 8}) {
      double x = Math.min(100.0 * n, 300);
      levels.add(
          new Measured(n, x, Double.NaN, n / x, Double.NaN, Double.NaN, 0, 0.01 * Math.sqrt(2)));
    }
    Queueing queueing = QueueFit.of(levels, 0, 0.95).orElseThrow();
    assertThat(queueing.measuredVariation().orElseThrow()).isCloseTo(2, within(1e-9));
    assertThat(queueing.openBreaksDownAt()).isEmpty();
    assertThat(queueing.levels().get(1).openWaitSeconds()).isPositive();
  }

  @Test
  void twoLevelsOrTimesThatCannotBeAreNoQueue() {
    assertThat(QueueFit.of(List.of(Measured.of(1, 100), Measured.of(2, 190)), 0, 0.95)).isEmpty();
    // a think time longer than the whole cycle
    assertThat(
            QueueFit.of(
                List.of(Measured.of(1, 100), Measured.of(2, 190), Measured.of(3, 200)), 1, 0.95))
        .isEmpty();
  }

  @Test
  void littlesLawAccountsForAllWorkersOrSaysWhatIsMissing() {
    Measured level = new Measured(10, 500, 5, 0.018, 0.03, 0.05, 0);
    LittleCheck check = LittleCheck.of(level, 0).orElseThrow();
    assertThat(check.accountedFor()).isCloseTo(9, within(1e-12));
    assertThat(check.missingShare()).isCloseTo(0.1, within(1e-12));
    assertThat(check.error()).isCloseTo(0.09, within(1e-12));
    assertThat(check.errorsApart().orElseThrow()).isCloseTo(1 / 0.09, within(1e-9));
    assertThat(LittleCheck.of(level, 0.002).orElseThrow().missingShare())
        .isCloseTo(0, within(1e-12));
    assertThat(LittleCheck.of(Measured.of(10, 500), 0)).isEmpty();
  }
}
