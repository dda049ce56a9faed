package io.stormdb.workloads.simple;

import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Worker;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Gives one row, found by its key, a new value of the same length. */
final class WriteItem {

  static final String NAME = "write";

  private static final Sql WRITE =
      Sql.of("write_item", "UPDATE item SET value = ?, writes = writes + 1 WHERE id = ?");

  private final byte[] text;
  private String value = "";
  private long id;

  private WriteItem(int valueSize) {
    this.text = new byte[valueSize];
  }

  static TransactionType type(double weight, KeyChooser keys, int valueSize) {
    return TransactionType.script(
        NAME,
        weight,
        () -> new WriteItem(valueSize),
        (worker, item) -> item.draw(worker, keys),
        List.of(
            ScriptedStatement.<WriteItem>update(
                    WRITE, (to, item) -> to.bind(item.value).bind(item.id))
                .expectRows(1)));
  }

  private void draw(Worker worker, KeyChooser keys) {
    id = keys.next(worker.random());
    RandomText.fill(text, worker.random());
    value = new String(text, StandardCharsets.US_ASCII);
  }
}
