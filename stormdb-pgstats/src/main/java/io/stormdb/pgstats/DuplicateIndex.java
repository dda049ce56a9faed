package io.stormdb.pgstats;

/**
 * An index that another one makes superfluous: same table, method, columns, operators, order,
 * expressions and condition. Those that enforce something are never among them.
 *
 * @param schema of the table
 * @param table the table
 * @param name the superfluous index
 * @param duplicateOf the index that does the same
 * @param bytes its size on disk, at least 0
 */
public record DuplicateIndex(
    String schema, String table, String name, String duplicateOf, long bytes) {

  /** Checks the size. */
  public DuplicateIndex {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
    }
  }
}
