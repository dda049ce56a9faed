package io.stormdb.benchmarks.pgbench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of pgbench's own transactions, and what is compared with it. */
enum Script {
  /** One row by its key. */
  SELECT("-S", "pgbench_select"),
  /** Update a row, read it, insert another. */
  WRITE("-N", "pgbench_write"),
  /** TPC-C's mix, which pgbench has not, beside the same of pgbench as {@link #WRITE}. */
  TPCC("-N", "tpcc");

  private static final int WAREHOUSES = 4;

  private final String flag;
  private final String workload;

  Script(String flag, String workload) {
    this.flag = flag;
    this.workload = workload;
  }

  /** Returns the flag of pgbench that asks for it. */
  String flag() {
    return flag;
  }

  /** Returns the name of the workload that is compared with it. */
  String workload() {
    return workload;
  }

  /** Returns the scale of that workload on tables of pgbench with some scale. */
  int scale(int ofPgbench) {
    return this == TPCC ? WAREHOUSES : ofPgbench;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one that a text names.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Script named(String text) {
    return Arrays.stream(values())
        .filter(script -> script.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown script '%s'; available: %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Script::text)
                                .collect(Collectors.joining(", ")))));
  }
}
