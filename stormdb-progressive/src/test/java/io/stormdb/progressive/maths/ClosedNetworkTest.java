package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedNetworkTest {

  /**
   * R. Jain, "The Art of Computer Systems Performance Analysis", 1991, table 34.1: demands of CPU 2
   * s, disk A 3 s and disk B 1 s, thinking 4 s.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 6.000, 0.100",
    "2, 7.400, 0.175",
    "3, 9.088, 0.229",
    "4, 11.051, 0.266",
    "5, 13.256, 0.290",
    "17, 47.045, 0.333",
    "20, 56.016, 0.333"
  })
  void itGivesThePublishedTableOfATimesharingSystem(int users, double response, double rate) {
    ClosedNetwork.Load load =
        new ClosedNetwork(3, 1, List.of(2.0, 1.0), 4).upTo(users).get(users - 1);
    assertThat(load.responseSeconds()).isCloseTo(response, within(0.0011));
    assertThat(load.throughput()).isCloseTo(rate, within(0.00051));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.01, 0.05",
    "4, 0.01, 0.05",
    "4, 0.01, 0.001",
    "16, 0.002, 0.002",
    "64, 0.02, 0.3",
    "64, 0.02, 0.0001"
  })
  void oneStationIsTheMachineRepairman(int servers, double demand, double think) {
    List<ClosedNetwork.Load> loads = ClosedNetwork.of(demand, servers, think).upTo(400);
    // a birth-death process with its own closed solution
    SimulatedServer repairman = new SimulatedServer(servers, 1 / demand, 0, 0, think, 0);
    for (int n : new int[] {1, 2, 3, 5, 16, 17, 64, 65, 100, 400}) {
      double truth = repairman.throughput(n);
      ClosedNetwork.Load load = loads.get(n - 1);
      assertThat(load.throughput()).isCloseTo(truth, within(1e-9 * truth));
      assertThat(load.responseSeconds()).isCloseTo(n / truth - think, within(1e-9 * n / truth));
      assertThat(load.utilisation()).isCloseTo(truth * demand / servers, within(1e-9));
    }
  }

  @Test
  void withoutThinkingAllServersAreBusyAsSoonAsThereAreWorkersForThem() {
    List<ClosedNetwork.Load> loads = ClosedNetwork.of(0.01, 8, 0).upTo(500);
    for (ClosedNetwork.Load load : loads) {
      assertThat(load.throughput()).isCloseTo(Math.min(load.workers(), 8) / 0.01, within(1e-6));
    }
  }

  @Test
  void aStationOfSeveralServersMayBeOneOfMany() {
    // one server of a station with two is the network of stations of one server each
    ClosedNetwork one = new ClosedNetwork(0.2, 1, List.of(0.1, 0.3), 1);
    ClosedNetwork same = new ClosedNetwork(0.3, 1, List.of(0.2, 0.1), 1);
    assertThat(one.upTo(50).get(49).throughput())
        .isCloseTo(same.upTo(50).get(49).throughput(), within(1e-12));
    // with more servers than workers nobody ever waits there: it is as good as thinking
    double many = new ClosedNetwork(0.5, 60, List.of(0.1), 1).upTo(50).get(49).throughput();
    double thinking = ClosedNetwork.of(0.1, 1, 1.5).upTo(50).get(49).throughput();
    assertThat(many).isCloseTo(thinking, within(1e-9));
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> ClosedNetwork.of(0, 1, 0))
        .hasMessage("demand must be positive and finite, was 0.0");
    assertThatThrownBy(() -> ClosedNetwork.of(1, 1, -1))
        .hasMessage("think time must be not negative and finite, was -1.0");
    assertThatThrownBy(() -> ClosedNetwork.of(1, 1, 0).upTo(0))
        .hasMessage("workers must be at least 1, was 0");
  }
}
