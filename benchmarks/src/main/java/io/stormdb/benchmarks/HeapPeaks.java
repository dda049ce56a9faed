package io.stormdb.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * The most that was on a heap.
 *
 * @param afterCollectionBytes right after a full collection: what was in use
 * @param usedBytes at any time, what could have been collected included
 * @param collections how often it was looked at right after a full collection
 */
record HeapPeaks(long afterCollectionBytes, long usedBytes, long collections) {

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static HeapPeaks parse(String text) {
    if (!text.matches("\\d+ \\d+ \\d+")) {
      throw new IllegalArgumentException("expected three numbers, found '" + text + "'");
    }
    List<Long> numbers = Stream.of(text.split(" ")).map(Long::valueOf).toList();
    return new HeapPeaks(numbers.get(0), numbers.get(1), numbers.get(2));
  }

  String format() {
    return afterCollectionBytes + " " + usedBytes + " " + collections;
  }
}
