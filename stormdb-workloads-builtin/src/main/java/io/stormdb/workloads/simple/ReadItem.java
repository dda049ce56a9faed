package io.stormdb.workloads.simple;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;

/** Reads one row by its key. */
final class ReadItem {

  static final String NAME = "read";

  private static final Sql READ = Sql.of("read_item", "SELECT value FROM item WHERE id = ?");

  private long id;

  private ReadItem() {}

  static TransactionType type(double weight, KeyChooser keys) {
    return TransactionType.single(
            NAME,
            weight,
            ReadItem::new,
            (worker, item) -> item.id = keys.next(worker.random()),
            // the value has come over the wire then; to decode it would only cost the client
            (tx, item) -> tx.query(READ).bind(item.id).rows().first())
        .readOnly();
  }
}
