package io.stormdb.workloads.simple;

import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.List;

/** Reads one row by its key. */
final class ReadItem {

  static final String NAME = "read";

  private static final Sql READ = Sql.of("read_item", "SELECT value FROM item WHERE id = ?");

  private long id;

  private ReadItem() {}

  static TransactionType type(double weight, KeyChooser keys) {
    return TransactionType.script(
            NAME,
            weight,
            ReadItem::new,
            (worker, item) -> item.id = keys.next(worker.random()),
            List.of(
                ScriptedStatement.<ReadItem>query(READ, (to, item) -> to.bind(item.id))
                    .expectRows(1)))
        .readOnly();
  }
}
