package io.stormdb.workloads.vector;

import io.stormdb.api.Counter;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Update;
import java.util.Collections;

/** Gives rows that were loaded new vectors. */
final class Replace {

  static final Counter REPLACED = Counter.of("vectors_replaced");

  private Replace() {}

  static String oneText(Options options) {
    return "UPDATE intake SET embedding = " + options.parameter() + " WHERE id = ?";
  }

  static String batchText(int count, Options options) {
    String row = "(?::bigint, " + options.parameter() + ")";
    return "WITH fresh (id, embedding) AS (VALUES "
        + String.join(", ", Collections.nCopies(count, row))
        + "), held AS MATERIALIZED (SELECT id FROM intake WHERE id BETWEEN ? AND ?"
        + " ORDER BY id FOR UPDATE) UPDATE intake SET embedding = fresh.embedding"
        + " FROM fresh JOIN held USING (id) WHERE intake.id = held.id";
  }

  /** Returns a transaction that replaces one vector. */
  static TransactionType single(String name, long rows, Options options, Embeddings embeddings) {
    Sql sql = Sql.of(name, oneText(options));
    return TransactionType.single(
        name,
        1,
        () -> new Writing(1, embeddings),
        (worker, writing) -> {
          writing.draw(worker.random());
          writing.firstId = worker.random().between(1, rows);
        },
        (tx, writing) -> {
          tx.update(sql)
              .bindObject(Queries.bindable(writing.vectors[0], options.isText()))
              .bind(writing.firstId)
              .expectRows(1);
          tx.count(REPLACED, 1);
        });
  }

  /**
   * Returns a transaction that replaces the vectors of a range of ids. Ranges are cut at multiples
   * of the batch, so that two statements meet in all of their rows or in none; the first row
   * decides who waits, and nobody deadlocks.
   */
  static TransactionType batch(String name, long rows, Options options, Embeddings embeddings) {
    int count = (int) Math.min(options.batchSize(), rows);
    Sql sql = Sql.of(name, batchText(count, options));
    return TransactionType.single(
        name,
        1,
        () -> new Writing(count, embeddings),
        (worker, writing) -> {
          writing.draw(worker.random());
          writing.firstId = 1 + count * worker.random().between(0, rows / count - 1);
        },
        (tx, writing) -> {
          Update update = tx.update(sql);
          for (int i = 0; i < count; i++) {
            update
                .bind(writing.firstId + i)
                .bindObject(Queries.bindable(writing.vectors[i], options.isText()));
          }
          update.bind(writing.firstId).bind(writing.firstId + count - 1).expectRows(count);
          tx.count(REPLACED, count);
        });
  }
}
