package io.stormdb.workloads.simple;

import io.stormdb.api.LoadContext;
import java.sql.SQLException;

/** Fills the table: keys from 1 without gaps, values of one length, nothing written yet. */
final class SimpleLoader {

  /** The attribute under which the length of values is kept with the data. */
  static final String VALUE_SIZE = "value_size";

  private SimpleLoader() {}

  static void load(LoadContext load, int valueSize) throws SQLException {
    ThreadLocal<byte[]> texts = ThreadLocal.withInitial(() -> new byte[valueSize]);
    load.copy(SimpleSchema.TABLE, "id", "writes", "value")
        .rows(
            SimpleSchema.rows(load.scale()),
            (row, number, random) -> {
              byte[] text = texts.get();
              RandomText.fill(text, random);
              row.add(number).add(0).addAscii(text, valueSize);
            });
    load.execute(SimpleSchema.ADD_KEY);
    load.remember(VALUE_SIZE, Integer.toString(valueSize));
  }
}
