package io.stormdb.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionTypeTest {

  private record OnlyWorker(Rng random) implements Worker {
    @Override
    public int number() {
      return 0;
    }

    @Override
    public int count() {
      return 1;
    }
  }

  @Test
  void aSingleStatementCanHaveArgumentsThatAreDrawnBefore() {
    List<long[]> made = new ArrayList<>();
    TransactionType type =
        TransactionType.single(
            "read",
            3,
            () -> {
              made.add(new long[1]);
              return made.get(made.size() - 1);
            },
            (worker, key) -> key[0] = worker.random().between(7, 7),
            (tx, key) -> {});
    assertThat(type.isSingleStatement()).isTrue();
    assertThat(type.weight()).isEqualTo(3);
    type.instantiate();
    type.instantiate().draw(new OnlyWorker(new Rng(1)));
    assertThat(made).containsExactly(new long[] {0}, new long[] {7});
  }
}
