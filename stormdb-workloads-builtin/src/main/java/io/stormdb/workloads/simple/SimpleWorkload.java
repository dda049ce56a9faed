package io.stormdb.workloads.simple;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.LoadedData;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One table, read and written a row at a time.
 *
 * @param readRatio the share of reads; 0 to 1
 * @param valueSize bytes of each value; at least 1
 * @param keys which rows are asked for
 */
record SimpleWorkload(double readRatio, int valueSize, KeyDistribution keys) implements Workload {

  static final int LONGEST_VALUE = 1_000_000;

  /** Checks the ranges. */
  SimpleWorkload {
    if (!(readRatio >= 0 && readRatio <= 1)) {
      throw new IllegalArgumentException("readRatio must be from 0 to 1, was " + readRatio);
    }
    if (valueSize < 1 || valueSize > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "valueSize must be from 1 to " + LONGEST_VALUE + ", was " + valueSize);
    }
  }

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute(SimpleSchema.CREATE);
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    SimpleLoader.load(load, valueSize);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data was loaded with values of another length
   */
  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    int loadedSize = loadedValueSize(context.loaded());
    if (loadedSize != valueSize) {
      throw new IllegalArgumentException(
          "the data was loaded with value_size %d, not %d; run with value_size %d, or load it again"
              .formatted(loadedSize, valueSize, loadedSize));
    }
    KeyChooser chooser = keys.over(loadedRows(context.loaded()), context.loaded().seed());
    return Stream.of(
            ReadItem.type(readRatio, chooser), WriteItem.type(1 - readRatio, chooser, valueSize))
        .filter(type -> type.weight() > 0)
        .toList();
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    long rows = loadedRows(context.loaded());
    int size = loadedValueSize(context.loaded());
    return List.of(
        Check.always(
            "rows",
            "the table has the " + rows + " rows that were loaded",
            "SELECT count(*) AS rows FROM item HAVING count(*) <> " + rows),
        Check.always(
            "keys",
            "every key is from 1 to " + rows,
            "SELECT id FROM item WHERE id NOT BETWEEN 1 AND " + rows),
        Check.always(
            "values",
            "every value is " + size + " bytes long",
            "SELECT id, octet_length(value) AS bytes FROM item WHERE octet_length(value) <> "
                + size));
  }

  @Override
  public long expectedBytes(int scale) {
    return SimpleSchema.bytes(SimpleSchema.rows(scale), valueSize);
  }

  /** The real number, not one derived from the scale: no key may miss, and no row be left out. */
  private static long loadedRows(LoadedData data) {
    return Objects.requireNonNull(data.rows().get(SimpleSchema.TABLE), "rows of item");
  }

  private static int loadedValueSize(LoadedData data) {
    return Integer.parseInt(
        Objects.requireNonNull(data.attribute(SimpleLoader.VALUE_SIZE), "value_size of the load"));
  }
}
