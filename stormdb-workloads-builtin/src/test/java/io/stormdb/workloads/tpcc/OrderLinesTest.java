package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderLinesTest {

  private final OrderLines lines = new OrderLines();
  private final OrderLines repeated = new OrderLines();

  @Test
  void areSortedBySupplyingWarehouseAndItem() {
    lines.insert(1, 500, 2, 7);
    lines.insert(2, 900, 1, 8);
    lines.insert(3, 100, 2, 9);
    lines.insert(4, 300, 1, 10);
    assertThat(lines.numbers()).containsExactly(4, 2, 3, 1);
    assertThat(lines.items()).containsExactly(300, 900, 100, 500);
    assertThat(lines.supplies()).containsExactly(1, 1, 2, 2);
    assertThat(lines.quantities()).containsExactly(10, 8, 9, 7);
  }

  @Test
  void thoseThatRepeatAnItemMoveAway() {
    lines.insert(1, 500, 1, 1);
    lines.insert(2, 500, 1, 2);
    lines.insert(3, 500, 2, 3);
    lines.insert(4, 400, 1, 4);
    lines.insert(5, 500, 1, 5);
    lines.moveRepeatedTo(repeated);
    assertThat(lines.numbers()).containsExactly(4, 1, 3);
    assertThat(repeated.numbers()).containsExactly(2, 5);
    assertThat(repeated.quantities()).containsExactly(2, 5);
  }

  @Test
  void startAfreshWithTheSameArrays() {
    lines.insert(1, 500, 1, 1);
    int[] first = lines.items();
    lines.clear();
    lines.insert(1, 600, 1, 1);
    assertThat(lines.items()).isSameAs(first).containsExactly(600);
    assertThat(lines.size()).isEqualTo(1);
  }
}
