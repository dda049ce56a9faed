package io.stormdb.workloads.vector;

import io.stormdb.api.Counter;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Update;
import java.sql.SQLException;
import java.util.Collections;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Adds new vectors. */
final class Ingest {

  static final Counter INGESTED = Counter.of("vectors_ingested");

  private static final String COPY = "COPY intake (bucket, embedding) FROM STDIN (FORMAT binary)";

  private Ingest() {}

  /**
   * Returns a transaction that inserts with one statement.
   *
   * @param count vectors a statement
   */
  static TransactionType insert(
      String name, double weight, int count, Options options, Embeddings embeddings) {
    String row = "(?, " + options.parameter() + ")";
    Sql sql =
        Sql.of(
            name,
            "INSERT INTO intake (bucket, embedding) VALUES "
                + String.join(", ", Collections.nCopies(count, row)));
    return TransactionType.single(
        name,
        weight,
        () -> new Writing(count, embeddings),
        (worker, writing) -> writing.draw(worker.random()),
        (tx, writing) -> {
          Update update = tx.update(sql);
          for (int i = 0; i < count; i++) {
            update
                .bind(writing.buckets[i])
                .bindObject(Queries.bindable(writing.vectors[i], options.isText()));
          }
          update.expectRows(count);
          tx.count(INGESTED, count);
        });
  }

  /** Returns a transaction that adds a batch through binary COPY. */
  static TransactionType copy(String name, Options options, Embeddings embeddings) {
    return TransactionType.of(
        name,
        1,
        () -> new CopyBatch(options.batchSize(), embeddings),
        (worker, batch) -> batch.draw(worker.random()),
        (tx, batch) -> {
          long rows = send(tx.connection().unwrap(PGConnection.class), batch.bytes());
          if (rows != options.batchSize()) {
            throw new SQLException(
                "COPY should have taken %d rows, took %d".formatted(options.batchSize(), rows));
          }
          tx.count(INGESTED, rows);
        });
  }

  private static long send(PGConnection connection, byte[] bytes) throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
