package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.testkit.GenericPlan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether statements stay on their indexes when the server plans them without their values. */
class PlansTest {

  private static final List<String> LARGE =
      List.of("customer", "history", "orders", "new_order", "order_line", "item", "stock");

  @BeforeAll
  static void load() {
    LoadedSchema.load();
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of(
            NewOrder.PLACE,
            "int[], int[], int[], int[], int, int, int, int, int, int, int, int",
            "'{1,2}', '{5,70000}', '{1,2}', '{3,4}', 1, 3, 1, 3, 17, 2, 0, 17"),
        Arguments.of(
            NewOrder.ADD_LINE,
            "int, int, int, int, int, int, int, int, int",
            "16, 5, 1, 3, 1, 3, 2000, 3, 1"),
        Arguments.of(
            Payment.PAY_BY_NUMBER,
            "int, int, numeric, int, int, int, int, int, int",
            "1, 2, 17.50, 1, 2, 77, 1, 2, 1"),
        Arguments.of(
            Payment.PAY_BY_NAME,
            "int, int, varchar, int, int, numeric, int, int, int, int, int",
            "1, 2, 'BARBARBAR', 1, 2, 17.50, 1, 2, 1, 2, 1"),
        Arguments.of(OrderStatus.ASK_BY_NUMBER, "int, int, int", "1, 2, 77"),
        Arguments.of(
            OrderStatus.ASK_BY_NAME, "int, int, varchar, int, int", "1, 2, 'BARBARBAR', 1, 2"),
        Arguments.of(Delivery.DELIVER_NOW, "int, int, int, int, int, int", "1, 1, 5, 1, 1, 1"),
        Arguments.of(
            Delivery.DELIVER_AND_LOG,
            "int, int, int, int, int, int, int, int, bigint",
            "1, 1, 5, 1, 1, 1, 1, 5, 2000"),
        Arguments.of(
            StockLevel.COUNT, "int, int, int, int, int, int, int, int", "1, 2, 1, 2, 1, 2, 1, 15"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void readNoLargeTableButByItsKey(Sql sql, String types, String values) {
    List<String> plan = GenericPlan.of(LoadedSchema.NAME, sql, types, values);
    assertThat(plan).anyMatch(line -> line.contains("Index Scan"));
    // the few rows of warehouse and district are read as fast without an index
    for (String table : LARGE) {
      assertThat(plan)
          .noneMatch(line -> line.matches(".*(Seq|Bitmap Heap) Scan on " + table + "\\b.*"));
    }
    assertThat(plan).noneMatch(line -> line.startsWith("Index Cond: (s_w_id = "));
  }
}
