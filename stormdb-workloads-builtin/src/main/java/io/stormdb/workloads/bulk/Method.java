package io.stormdb.workloads.bulk;

import io.stormdb.api.StatementKind;
import io.stormdb.api.Tx;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/** A way to insert many rows. */
enum Method {
  /** INSERT with VALUES of many rows and a parameter for each value. */
  INSERT,
  /** A JDBC batch of single rows, which the driver rewrites. */
  INSERT_REWRITE,
  /** INSERT from arrays, a parameter for each column. */
  UNNEST,
  /** COPY in text format. */
  COPY,
  /** COPY in binary format. */
  COPY_BINARY;

  /** Sends a batch. */
  @FunctionalInterface
  interface Sender {
    /** Sends a batch and returns how many rows the server took. */
    long send(Tx tx, Batch batch) throws SQLException;
  }

  /** Returns the name in configurations and reports. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Method of(String key) {
    return Stream.of(values()).filter(method -> method.key().equals(key)).findFirst().orElseThrow();
  }

  static String[] keys() {
    return Stream.of(values()).map(Method::key).toArray(String[]::new);
  }

  boolean isInsert() {
    return this == INSERT || this == INSERT_REWRITE || this == UNNEST;
  }

  /** Returns whether a batch of so many rows is one statement. */
  boolean isSingleStatement(int rows) {
    return switch (this) {
      case INSERT -> InsertStatements.statements(rows) == 1;
      case INSERT_REWRITE -> false;
      case UNNEST, COPY, COPY_BINARY -> true;
    };
  }

  /** Returns an empty batch. */
  Batch batch(int rows) {
    return isInsert() ? new ParameterBatch(rows) : new CopyBatch(rows, this == COPY_BINARY);
  }

  /** Returns what sends batches of so many rows. */
  Sender sender(int rows) {
    return switch (this) {
      case INSERT -> {
        String full = InsertStatements.values(Math.min(rows, InsertStatements.MOST_ROWS));
        int last = rows % InsertStatements.MOST_ROWS;
        String rest = last == 0 ? "" : InsertStatements.values(last);
        yield (tx, batch) -> InsertStatements.values(tx, (ParameterBatch) batch, full, rest);
      }
      case INSERT_REWRITE -> (tx, batch) -> InsertStatements.rewritten(tx, (ParameterBatch) batch);
      case UNNEST -> (tx, batch) -> InsertStatements.unnest(tx, (ParameterBatch) batch);
      case COPY, COPY_BINARY ->
          (tx, batch) -> {
            long taken = ((CopyBatch) batch).send(tx.connection());
            tx.ran(StatementKind.INSERT, taken);
            return taken;
          };
    };
  }
}
