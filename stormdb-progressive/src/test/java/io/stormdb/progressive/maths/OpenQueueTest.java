package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenQueueTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9, 0.999})
  void oneServerIsMm1(double load) {
    OpenQueue queue = new OpenQueue(load * 250, 250, 1);
    assertThat(queue.utilisation()).isCloseTo(load, within(1e-12));
    assertThat(queue.waitingProbability()).isCloseTo(load, within(1e-12));
    assertThat(queue.meanResponseSeconds()).isCloseTo(1 / (250 - load * 250), within(1e-9));
    assertThat(queue.meanInSystem()).isCloseTo(load / (1 - load), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9, 0.999})
  void twoServersHaveTheClosedFormOfErlang(double load) {
    OpenQueue queue = new OpenQueue(2 * load * 40, 40, 2);
    assertThat(queue.waitingProbability()).isCloseTo(2 * load * load / (1 + load), within(1e-12));
  }

  /** Against the definition, a sum of powers over factorials, which holds while it is small. */
  @ParameterizedTest
  @CsvSource({"3, 2.5", "5, 3.3333333", "10, 6", "11, 10", "14, 10", "30, 27.5", "100, 95"})
  void theRecursionAgreesWithTheDefinition(int servers, double offered) {
    double term = 1;
    double sum = 0;
    for (int k = 0; k < servers; k++) {
      sum += term;
      term *= offered / (k + 1);
    }
    double last = term * servers / (servers - offered);
    assertThat(new OpenQueue(offered, 1, servers).waitingProbability())
        .isCloseTo(last / (sum + last), within(1e-12));
  }

  /**
   * Loads of 10 erlangs are the usual example for call centres; 3 servers for 2 wait in 4 of 9
   * cases.
   */
  @ParameterizedTest
  @CsvSource({
    "10, 11, 0.682",
    "10, 12, 0.449",
    "10, 13, 0.285",
    "10, 14, 0.174",
    "6, 10, 0.101",
    "2, 3, 0.4444"
  })
  void itGivesTheUsualExamples(double offered, int servers, double waiting) {
    assertThat(new OpenQueue(offered, 1, servers).waitingProbability())
        .isCloseTo(waiting, within(0.0005));
  }

  @Test
  void thousandsOfServersNeitherOverflowNorCancel() {
    OpenQueue queue = new OpenQueue(9_900, 1, 10_000);
    // Halfin and Whitt's limit 1 / (1 + β Φ(β) / φ(β)), β = (1 − ρ)√c = 1
    assertThat(queue.waitingProbability()).isCloseTo(0.2233, within(0.003));
  }

  @Test
  void withoutVariationOfServiceOneServerMakesWaitHalfAsLong() {
    OpenQueue queue = new OpenQueue(80, 100, 1);
    assertThat(queue.meanWaitSeconds(1, 1)).isEqualTo(queue.meanWaitSeconds());
    // Pollaczek and Khinchine: ρ / (2μ(1 − ρ)) for M/D/1
    assertThat(queue.meanWaitSeconds(1, 0)).isCloseTo(0.8 / (2 * 100 * 0.2), within(1e-12));
  }

  @Test
  void aQueueThatGrowsWithoutEndHasNoMeanTimes() {
    OpenQueue queue = new OpenQueue(200, 100, 2);
    assertThat(queue.isStable()).isFalse();
    assertThat(queue.waitingProbability()).isEqualTo(1);
    assertThat(queue.meanWaitSeconds()).isInfinite();
    assertThat(queue.meanWaitSeconds(1, 0)).isInfinite();
    assertThat(queue.meanResponseSeconds()).isInfinite();
  }

  @Test
  void whatIsNoQueueIsRefused() {
    assertThatThrownBy(() -> new OpenQueue(-1, 1, 1))
        .hasMessage("arrival rate must be positive and finite, was -1.0");
    assertThatThrownBy(() -> new OpenQueue(1, 0, 1))
        .hasMessage("service rate must be positive and finite, was 0.0");
    assertThatThrownBy(() -> new OpenQueue(1, 1, 0))
        .hasMessage("servers must be at least 1, was 0");
    assertThatThrownBy(() -> new OpenQueue(1, 2, 1).meanWaitSeconds(1, -0.5))
        .hasMessage("variation of service must be not negative and finite, was -0.5");
  }
}
