package io.stormdb.benchmarks.pgbench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of pgbench's own transactions. */
enum Script {
  /** One row by its key. */
  SELECT("-S"),
  /** Update a row, read it, insert another. */
  WRITE("-N");

  private final String flag;

  Script(String flag) {
    this.flag = flag;
  }

  /** Returns the flag of pgbench that asks for it. */
  String flag() {
    return flag;
  }

  /** Returns the name of the workload that does the same. */
  String workload() {
    return "pgbench_" + text();
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
