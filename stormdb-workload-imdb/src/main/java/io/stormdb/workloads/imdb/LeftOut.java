package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import org.jspecify.annotations.Nullable;

/** Rows of one file that could not be used: how many, and why the first of them. */
final class LeftOut {

  static final String ATTRIBUTE = "rows_left_out.";

  private final String file;
  private long count;
  private @Nullable String first;

  LeftOut(String file) {
    this.file = file;
  }

  void add(String reason) {
    count++;
    if (first == null) {
      first = reason;
    }
  }

  /** Tells whoever watches the load, and keeps the number with the data. */
  void report(LoadContext load, long rows) {
    if (count > 0) {
      load.announce(
          "%s: %d of %d rows were left out; the first: %s"
              .formatted(file, count, count + rows, first));
      load.remember(
          ATTRIBUTE + file, "%d of %d; the first: %s".formatted(count, count + rows, first));
    }
  }
}
