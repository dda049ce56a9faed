package io.stormdb.progressive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How numbers are spread over a range. Each way gives numbers that never fall, the first of which
 * is the least and the last the most.
 */
final class Spacing {

  private Spacing() {}

  /** Returns {@code count} numbers at equal distances: least + i (most − least) / (count − 1). */
  static List<Integer> linear(Range range, int count) {
    return spread(range, count, i -> i / (double) (count - 1));
  }

  /**
   * Returns {@code count} numbers, each the same multiple of the one before: least (most / least)
   * <sup>i / (count − 1)</sup>.
   */
  static List<Integer> exponential(Range range, int count) {
    double ratio = range.most() / (double) range.least();
    double width = range.most() - range.least();
    return spread(
        range,
        count,
        i ->
            width == 0
                ? 0
                : range.least() * (Math.pow(ratio, i / (double) (count - 1)) - 1) / width);
  }

  /** Returns {@code count} numbers, spread as Fibonacci's 1, 2, 3, 5, 8 and so on are. */
  static List<Integer> fibonacci(Range range, int count) {
    double[] numbers = new double[Math.max(2, count)];
    numbers[0] = 1;
    numbers[1] = 2;
    for (int i = 2; i < numbers.length; i++) {
      numbers[i] = numbers[i - 1] + numbers[i - 2];
    }
    return spread(range, count, i -> (numbers[i] - 1) / (numbers[count - 1] - 1));
  }

  /** Returns the least, each a step more than the one before, and the most. */
  static List<Integer> stepped(Range range, int step) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = range.least(); number < range.most(); number += step) {
      numbers.add(number);
    }
    numbers.add(range.most());
    return numbers;
  }

  private static List<Integer> spread(Range range, int count, IntToDoubleFunction share) {
    if (count == 1) {
      return List.of(range.least());
    }
    int width = range.most() - range.least();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                i == count - 1
                    ? range.most()
                    : range.least() + (int) Math.round(width * share.applyAsDouble(i)))
        .toList();
  }

  /**
   * Returns levels with the numbers at the same place in both lists; the shorter list stays at its
   * last number. Levels that are there already are left out.
   */
  static List<Level> pairs(List<Integer> workers, List<Integer> connections) {
    int size = Math.max(workers.size(), connections.size());
    return distinct(
        IntStream.range(0, size)
            .mapToObj(i -> Level.of(at(workers, i), at(connections, i)))
            .toList());
  }

  /** Returns each level once, in the order of first mention. */
  static List<Level> distinct(List<Level> levels) {
    return levels.stream().distinct().toList();
  }

  private static int at(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : Collections.max(numbers);
  }
}
