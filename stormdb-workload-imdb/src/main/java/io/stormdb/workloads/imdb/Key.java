package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.Query;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import java.sql.SQLException;

/** What a statement is asked for. Overwritten by each draw. */
final class Key {

  static final Counter SEARCHES = Counter.of("searches");
  static final Measure HITS = Measure.of("search_hits", "rows");

  long number;
  long other;
  String text = "";
  String end = "";

  /** Returns a transaction that reads rows by one number. */
  static TransactionType byNumber(Sql sql, double weight, TransactionType.Draw<Key> draw) {
    return reading(sql, weight, draw, (tx, key) -> tx.query(sql).bind(key.number));
  }

  /** Returns a transaction that reads rows by one text. */
  static TransactionType byText(Sql sql, double weight, TransactionType.Draw<Key> draw) {
    return reading(sql, weight, draw, (tx, key) -> tx.query(sql).bind(key.text));
  }

  /** Returns a transaction that searches for a text, once or twice bound, and counts its hits. */
  static TransactionType searching(
      Sql sql, double weight, int times, TransactionType.Draw<Key> draw) {
    return single(
        sql,
        weight,
        draw,
        (tx, key) -> {
          Query query = tx.query(sql);
          for (int i = 0; i < times; i++) {
            query = query.bind(key.text);
          }
          long hits = query.drain();
          tx.count(SEARCHES, 1);
          tx.measure(HITS, hits);
        });
  }

  /** Binds a query to what was drawn. */
  interface Binding {
    Query bind(Tx tx, Key key) throws SQLException;
  }

  /** Returns a transaction of one query. */
  static TransactionType reading(
      Sql sql, double weight, TransactionType.Draw<Key> draw, Binding binding) {
    return single(
        sql,
        weight,
        draw,
        (tx, key) -> {
          var unused = binding.bind(tx, key).drain();
        });
  }

  private static TransactionType single(
      Sql sql, double weight, TransactionType.Draw<Key> draw, TransactionType.BodyWith<Key> body) {
    return TransactionType.single(sql.name(), weight, Key::new, draw, body).readOnly();
  }
}
