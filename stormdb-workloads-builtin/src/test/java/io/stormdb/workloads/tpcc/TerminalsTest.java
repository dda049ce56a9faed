package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Rng;
import io.stormdb.api.Worker;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalsTest {

  private final Rng random = new Rng(1);

  private record Standing(int number, int count, Rng random) implements Worker {}

  private Worker worker(int number) {
    return new Standing(number, 20, random);
  }

  @Test
  void standAtWarehousesInTurn() {
    Terminals terminals = new Terminals(3);
    assertThat(IntStream.range(0, 7).map(n -> terminals.home(worker(n))))
        .containsExactly(1, 2, 3, 1, 2, 3, 1);
  }

  @Test
  void ofOneWarehouseHaveDistrictsOfTheirOwn() {
    Terminals terminals = new Terminals(2);
    assertThat(
            IntStream.iterate(1, n -> n < 22, n -> n + 2).map(n -> terminals.district(worker(n))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1);
  }

  @Test
  void anotherWarehouseIsAnyButTheirOwn() {
    Terminals terminals = new Terminals(4);
    assertThat(IntStream.range(0, 200).map(n -> terminals.other(2, random)).distinct().sorted())
        .containsExactly(1, 3, 4);
  }

  @Test
  void thereIsNoOtherWhenThereIsOne() {
    assertThat(new Terminals(1).other(1, random)).isEqualTo(1);
  }
}
