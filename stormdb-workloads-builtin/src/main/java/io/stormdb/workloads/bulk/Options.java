package io.stormdb.workloads.bulk;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be configured.
 *
 * @param methods to be compared, in this order
 * @param batchSizes to be compared, in this order
 * @param testInsertMethod whether methods with INSERT take part
 * @param indexes which forms of the table take part: {@code with}, {@code without} or {@code both}
 * @param logging which forms take part: {@code logged}, {@code unlogged} or {@code both}
 * @param dataSeed of the rows; 0 for that of the run
 * @param ringBufferSize how many rows may wait, made ahead
 * @param producerThreads how many threads make rows
 * @param maxMemoryMb memory for rows that wait or are sent, in MiB
 * @param collectMetrics whether the generator is measured
 */
record Options(
    List<Method> methods,
    List<Integer> batchSizes,
    boolean testInsertMethod,
    String indexes,
    String logging,
    long dataSeed,
    int ringBufferSize,
    int producerThreads,
    int maxMemoryMb,
    boolean collectMetrics) {

  private static final int MOST_BATCH = 1_000_000;
  private static final int MOST_RING = 100_000_000;

  static List<Parameter> declared() {
    return List.of(
        Parameter.choices(
            "methods",
            String.join(", ", Method.keys()),
            "How rows are inserted, each in steps of its own.",
            Method.keys()),
        Parameter.integers(
            "batch_sizes",
            "1, 100, 1000, 10000, 50000",
            1,
            MOST_BATCH,
            "rows",
            "Rows of a batch, which is a transaction; each size in steps of its own."),
        Parameter.flag(
            "test_insert_method",
            true,
            "Whether methods with INSERT take part; if not, only those with COPY do."),
        Parameter.choice(
            "indexes",
            "with",
            "Whether the table has its seven indexes beside the primary key.",
            "with",
            "without",
            "both"),
        Parameter.choice(
            "logging",
            "logged",
            "Whether the table is written to the WAL.",
            "logged",
            "unlogged",
            "both"),
        Parameter.integer(
            "data_seed",
            0,
            0,
            Long.MAX_VALUE >> 11,
            "",
            "Seed of the rows; 0 for that of the run."),
        Parameter.integer(
            "ring_buffer_size",
            100_000,
            1,
            MOST_RING,
            "rows",
            "How many rows are made ahead and wait, at most."),
        Parameter.integer("producer_threads", 2, 1, 64, "threads", "How many threads make rows."),
        Parameter.integer(
            "max_memory_mb",
            1_024,
            1,
            1 << 20,
            "MiB",
            "Memory for rows that wait or are being sent, at most."),
        Parameter.flag(
            "collect_metrics",
            true,
            "Whether the generator of the rows is measured, and judged after the run."));
  }

  static Options of(Parameters parameters) {
    return new Options(
        parameters.texts("methods").stream().map(Method::of).toList(),
        parameters.integers("batch_sizes").stream().map(Math::toIntExact).toList(),
        parameters.flag("test_insert_method"),
        parameters.text("indexes"),
        parameters.text("logging"),
        parameters.integer("data_seed"),
        Math.toIntExact(parameters.integer("ring_buffer_size")),
        Math.toIntExact(parameters.integer("producer_threads")),
        Math.toIntExact(parameters.integer("max_memory_mb")),
        parameters.flag("collect_metrics"));
  }

  /**
   * Returns what is to be measured, in this order.
   *
   * @throws IllegalArgumentException if nothing is left
   */
  List<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (boolean logged : forms(logging, "logged", "unlogged")) {
      for (boolean indexed : forms(indexes, "with", "without")) {
        for (Method method : methods) {
          for (int size : batchSizes) {
            if (testInsertMethod || !method.isInsert()) {
              String name = method.key() + "_" + size + suffix(indexed, logged);
              all.add(new Combination(name, method, size, indexed, logged));
            }
          }
        }
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "test_insert_method is false and methods has none with COPY, so that nothing is left to measure; add copy or copy_binary to methods");
    }
    return all;
  }

  private static List<Boolean> forms(String chosen, String yes, String no) {
    return chosen.equals(yes)
        ? List.of(true)
        : chosen.equals(no) ? List.of(false) : List.of(true, false);
  }

  private String suffix(boolean indexed, boolean logged) {
    return (!indexes.equals("both") ? "" : indexed ? "_indexed" : "_bare")
        + (!logging.equals("both") ? "" : logged ? "_logged" : "_unlogged");
  }
}
