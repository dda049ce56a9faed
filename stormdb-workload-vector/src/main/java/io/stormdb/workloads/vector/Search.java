package io.stormdb.workloads.vector;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.Rows;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Looks for the nearest neighbours of a query, and compares what it gets with the exact answer.
 * Immutable.
 */
final class Search {

  static final Counter SHORT = Counter.of("short_results");

  /** Candidates for each row wanted, where an index of bits finds them roughly. */
  private static final int CANDIDATES = 4;

  private final String name;
  private final Sql sql;
  private final Measure recall;
  private final Queries queries;
  private final long[][] truth;
  private final int k;
  private final int binds;

  Search(String name, int percent, Options options, Queries queries, GroundTruth truth) {
    this.name = name;
    this.sql = Sql.of(name, text(percent, options));
    this.recall = recallOf(name);
    this.queries = queries;
    this.truth = truth.of(percent);
    this.k = options.neighbours();
    this.binds = isRough(options) ? 2 : 1;
  }

  /** Returns the measure of the recall of a transaction. */
  static Measure recallOf(String name) {
    return Measure.of("search".equals(name) ? "recall" : "recall_" + name, "");
  }

  /** Returns the SQL of a search among the given percentage of rows. */
  static String text(int percent, Options options) {
    String parameter = options.parameter();
    String where = percent == 100 ? "" : " WHERE bucket < " + percent;
    String operator = " " + options.metric().operator() + " ";
    int k = options.neighbours();
    String bits = "bit(" + options.dimensions() + ")";
    String half = "halfvec(" + options.dimensions() + ")";
    if (isRough(options)) {
      return "SELECT id FROM (SELECT id, embedding FROM item"
          + where
          + (" ORDER BY binary_quantize(embedding)::" + bits)
          + (" <~> binary_quantize(" + parameter + ") LIMIT " + CANDIDATES * k)
          + (") rough ORDER BY embedding" + operator + parameter + " LIMIT " + k);
    }
    String distance =
        options.index() != IndexKind.NONE && options.precision() == Precision.HALF
            ? "embedding::" + half + operator + parameter + "::" + half
            : "embedding" + operator + parameter;
    return "SELECT id FROM item" + where + " ORDER BY " + distance + " LIMIT " + k;
  }

  static int binds(Options options) {
    return isRough(options) ? 2 : 1;
  }

  private static boolean isRough(Options options) {
    return options.index() != IndexKind.NONE && options.precision() == Precision.BINARY;
  }

  TransactionType type(double weight) {
    return TransactionType.single(
            name,
            weight,
            Chosen::new,
            (worker, chosen) -> chosen.query = worker.random().between(0, truth.length - 1),
            (tx, chosen) -> run(tx, chosen.query))
        .readOnly();
  }

  private void run(Tx tx, int query) throws SQLException {
    Object vector = queries.bindable(query);
    io.stormdb.api.Query statement = tx.query(sql);
    for (int i = 0; i < binds; i++) {
      statement.bindObject(vector);
    }
    long[] exact = truth[query];
    Rows rows = statement.rows();
    int found = 0;
    int right = 0;
    while (rows.next()) {
      found++;
      if (Arrays.binarySearch(exact, rows.getLong(1)) >= 0) {
        right++;
      }
    }
    if (exact.length > 0) {
      tx.measure(recall, (double) right / exact.length);
    }
    tx.count(SHORT, found < Math.min(k, exact.length) ? 1 : 0);
  }

  private static final class Chosen {
    private int query;
  }
}
