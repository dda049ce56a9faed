package io.stormdb.workloads.simple;

/** The one table, and how much room it takes. */
final class SimpleSchema {

  static final String TABLE = "item";

  /** The numbers stand before the text, so that none of them is behind padding. */
  static final String CREATE =
      """
      CREATE TABLE item (
        id bigint NOT NULL,
        writes bigint NOT NULL,
        value text NOT NULL)
      """;

  static final String ADD_KEY = "ALTER TABLE item ADD PRIMARY KEY (id)";

  /** One unit of scale. */
  static final long ROWS_A_UNIT = 1_000;

  private static final long PAGE = 8192;
  private static final long PAGE_HEADER = 24;
  private static final long LINE_POINTER = 4;
  private static final long ROW_HEADER = 24;
  private static final long NUMBERS = 16;
  private static final long LONGEST_SHORT_TEXT = 126;
  private static final long TOAST_THRESHOLD = 2032;
  private static final long TOAST_POINTER = 18;
  private static final long TOAST_CHUNK = 1996;
  private static final long TOAST_CHUNK_HEADER = ROW_HEADER + 12;
  // 16 bytes and a line pointer each on leaf pages that are filled to 90 %
  private static final long KEYS_A_PAGE = 367;

  private SimpleSchema() {}

  static long rows(int scale) {
    return ROWS_A_UNIT * scale;
  }

  /**
   * Returns how many bytes table and key occupy right after the load, by PostgreSQL's page layout
   * ("Database Page Layout" and "TOAST" in its manual, for pages of 8 KiB).
   *
   * @param rows at least 1
   * @param valueSize bytes of each value; at least 1
   */
  static long bytes(long rows, long valueSize) {
    long key = pages(rows, KEYS_A_PAGE);
    long inline = ROW_HEADER + NUMBERS + textBytes(valueSize);
    if (aligned(inline) <= TOAST_THRESHOLD) {
      return PAGE * (key + pages(rows, rowsAPage(inline)));
    }
    long chunks = ceilDivide(valueSize, TOAST_CHUNK);
    long last = valueSize - (chunks - 1) * TOAST_CHUNK;
    long toast = (chunks - 1) * chunkBytes(TOAST_CHUNK) + chunkBytes(last);
    long stub = ROW_HEADER + NUMBERS + TOAST_POINTER;
    return PAGE
        * (key
            + pages(rows, rowsAPage(stub))
            + ceilDivide(rows * toast, PAGE - PAGE_HEADER)
            + pages(rows * chunks, KEYS_A_PAGE));
  }

  private static long chunkBytes(long size) {
    return LINE_POINTER + aligned(TOAST_CHUNK_HEADER + size);
  }

  private static long textBytes(long size) {
    return size <= LONGEST_SHORT_TEXT ? 1 + size : 4 + size;
  }

  private static long rowsAPage(long rowBytes) {
    return (PAGE - PAGE_HEADER) / (LINE_POINTER + aligned(rowBytes));
  }

  private static long aligned(long bytes) {
    return ceilDivide(bytes, 8) * 8;
  }

  private static long pages(long entries, long aPage) {
    return ceilDivide(entries, aPage);
  }

  private static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
