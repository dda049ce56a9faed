package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.MOST_LINES;

/**
 * Lines of an order as parallel arrays, the form in which they go to the server. Holds one set of
 * arrays for each possible number of lines, so that none is made while a load runs.
 */
final class OrderLines {

  private final int[] allNumbers = new int[MOST_LINES];
  private final int[] allItems = new int[MOST_LINES];
  private final int[] allSupplies = new int[MOST_LINES];
  private final int[] allQuantities = new int[MOST_LINES];
  private final int[][] numbers = ofEachLength();
  private final int[][] items = ofEachLength();
  private final int[][] supplies = ofEachLength();
  private final int[][] quantities = ofEachLength();
  private int size;

  private static int[][] ofEachLength() {
    int[][] arrays = new int[MOST_LINES + 1][];
    for (int length = 0; length <= MOST_LINES; length++) {
      arrays[length] = new int[length];
    }
    return arrays;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /**
   * Puts a line where it belongs in the order of supplying warehouse and item, behind equal ones.
   * All workers then lock stock in the same order.
   */
  void insert(int number, int item, int supply, int quantity) {
    int at = size++;
    while (at > 0 && isBefore(supply, item, at - 1)) {
      copy(at - 1, at);
      at--;
    }
    allNumbers[at] = number;
    allItems[at] = item;
    allSupplies[at] = supply;
    allQuantities[at] = quantity;
  }

  private boolean isBefore(int supply, int item, int other) {
    return supply != allSupplies[other] ? supply < allSupplies[other] : item < allItems[other];
  }

  private void copy(int from, int to) {
    allNumbers[to] = allNumbers[from];
    allItems[to] = allItems[from];
    allSupplies[to] = allSupplies[from];
    allQuantities[to] = allQuantities[from];
  }

  /**
   * Moves each line that takes the same item from the same warehouse as the line before it. One
   * statement changes a row of stock once only; such lines need statements of their own.
   */
  void moveRepeatedTo(OrderLines repeated) {
    int kept = 0;
    for (int line = 0; line < size; line++) {
      if (kept > 0
          && allItems[line] == allItems[kept - 1]
          && allSupplies[line] == allSupplies[kept - 1]) {
        repeated.insert(allNumbers[line], allItems[line], allSupplies[line], allQuantities[line]);
      } else {
        copy(line, kept++);
      }
    }
    size = kept;
  }

  int number(int line) {
    return allNumbers[line];
  }

  int item(int line) {
    return allItems[line];
  }

  int supply(int line) {
    return allSupplies[line];
  }

  int quantity(int line) {
    return allQuantities[line];
  }

  /** Returns the numbers of all lines; valid until the next call. */
  int[] numbers() {
    return exactly(allNumbers, numbers);
  }

  int[] items() {
    return exactly(allItems, items);
  }

  int[] supplies() {
    return exactly(allSupplies, supplies);
  }

  int[] quantities() {
    return exactly(allQuantities, quantities);
  }

  private int[] exactly(int[] all, int[][] byLength) {
    int[] exact = byLength[size];
    System.arraycopy(all, 0, exact, 0, size);
    return exact;
  }
}
