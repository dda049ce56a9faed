package io.stormdb.workloads.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSupplyTest {

  private static List<String> rows(Batch batch) {
    Bytes content = ((CopyBatch) batch).content();
    return new String(content.buffer(), 0, content.size(), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.substring(0, line.indexOf('\t')))
        .toList();
  }

  @Test
  void makesEveryRowOnceInBatchesOfTheSizeAskedFor() {
    try (RowSupply supply = new RowSupply(Method.COPY, 7, 1, 3, 2, 1)) {
      assertThat(supply.fill()).isPositive();
      Set<String> seen = new HashSet<>();
      @Nullable Batch batch = null;
      for (int i = 0; i < 100; i++) {
        batch = supply.swap(batch);
        assertThat(rows(batch)).hasSize(7);
        seen.addAll(rows(batch));
      }
      assertThat(seen).hasSize(700);
    }
  }

  @Test
  void takesNoMoreMemoryThanItsBatches() {
    try (RowSupply supply = new RowSupply(Method.INSERT, 10, 1, 2, 3, 2)) {
      supply.fill();
      long bytes = supply.waitingBytes();
      Set<Batch> objects = new HashSet<>();
      @Nullable Batch batch = null;
      for (int i = 0; i < 1_000; i++) {
        batch = supply.swap(batch);
        objects.add(batch);
      }
      assertThat(objects).hasSizeLessThanOrEqualTo(5);
      // five batches of ten rows of about 1.5 KB each
      assertThat(bytes).isBetween(40_000L, 200_000L);
    }
  }

  @Test
  void endsForThoseWhoStillWaitWhenItIsClosed() {
    RowSupply supply = new RowSupply(Method.COPY, 1, 1, 1, 1, 1);
    supply.close();
    assertThatThrownBy(() -> supply.swap(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the supply of rows has ended before the load");
  }

  @Test
  void makesTheSameRowsFromTheSameSeedWhoeverMakesThem() {
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Batch batch = Method.COPY.batch(20);
      batch.fill(new RowGenerator(5), 1_000_001);
      contents.add(((CopyBatch) batch).content().toString());
    }
    Batch other = Method.COPY.batch(20);
    other.fill(new RowGenerator(6), 1_000_001);
    assertThat(contents.get(0)).startsWith("row_1000001\t").isEqualTo(contents.get(1));
    assertThat(((CopyBatch) other).content().toString()).isNotEqualTo(contents.get(0));
  }
}
