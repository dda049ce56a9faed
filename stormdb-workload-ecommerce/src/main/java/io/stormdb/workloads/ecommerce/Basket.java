package io.stormdb.workloads.ecommerce;

import java.util.Arrays;

/**
 * Products that a user wants, each once, in ascending order of their numbers: all who buy lock
 * stock in that order, so that they do not wait for each other in a circle. Used again and again.
 */
final class Basket {

  static final int MOST_LINES = 5;
  static final int MOST_OF_ONE = 3;

  private final long[] products = new long[MOST_LINES];
  private final int[] quantities = new int[MOST_LINES];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a product that is not in the basket yet, if there is room. Returns whether it was so. */
  boolean add(long product, int quantity) {
    int place = size;
    while (place > 0 && products[place - 1] > product) {
      place--;
    }
    if (size == MOST_LINES || (place > 0 && products[place - 1] == product)) {
      return false;
    }
    System.arraycopy(products, place, products, place + 1, size - place);
    System.arraycopy(quantities, place, quantities, place + 1, size - place);
    products[place] = product;
    quantities[place] = quantity;
    size++;
    return true;
  }

  void copyFrom(Basket other) {
    System.arraycopy(other.products, 0, products, 0, other.size);
    System.arraycopy(other.quantities, 0, quantities, 0, other.size);
    size = other.size;
  }

  int size() {
    return size;
  }

  long product(int line) {
    return products[line];
  }

  int quantity(int line) {
    return quantities[line];
  }

  long[] products() {
    return Arrays.copyOf(products, size);
  }

  int[] quantities() {
    return Arrays.copyOf(quantities, size);
  }
}
