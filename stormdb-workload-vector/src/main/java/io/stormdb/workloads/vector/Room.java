package io.stormdb.workloads.vector;

/**
 * How many bytes the tables and indexes of a load occupy. A row, and an entry of an index, is never
 * split between pages, which decides more than the length of a vector does: an entry of 4.2 kB
 * takes a page of its own. Checked against loads of 32 to 1536 dimensions.
 */
final class Room {

  private static final int PAGE = 8_192;
  private static final int USABLE = 8_150;

  /** Longer ones are cut into chunks that are kept elsewhere (TOAST). */
  private static final int LONGEST_WITHIN_ROW = 2_000;

  /** What chunks and their index take for each byte; measured. */
  private static final double TOASTED = 1.37;

  private static final int ROW_HEADER = 40;
  private static final int KEY = 25;
  private static final long OTHER_TABLES = 500_000;

  private Room() {}

  /** Returns the bytes of all tables and indexes together. */
  static long of(long rows, Options options) {
    double inTable = inTable(options.dimensions()) + KEY;
    double inIndex =
        switch (options.index()) {
          case NONE -> 0;
          case HNSW -> paged(indexed(options) + 138 + 12 * options.m());
          case IVFFLAT -> paged(indexed(options) + 24);
        };
    return OTHER_TABLES
        + Math.round(
            rows * (inTable + inIndex)
                + VectorSchema.intakeRows(rows) * inTable
                + options.queries() * inTable);
  }

  private static double inTable(int dimensions) {
    int row = 4 * dimensions + ROW_HEADER;
    return row <= LONGEST_WITHIN_ROW ? paged(row) : TOASTED * row;
  }

  private static int indexed(Options options) {
    return switch (options.precision()) {
      case FULL -> 4 * options.dimensions();
      case HALF -> 2 * options.dimensions();
      case BINARY -> options.dimensions() / 8;
    };
  }

  private static double paged(int bytes) {
    return (double) PAGE / Math.max(1, USABLE / bytes);
  }
}
