package io.stormdb.workloads.imdb;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.List;

/**
 * Analytical queries over many tables, in the manner of the Join Order Benchmark (Leis et al., "How
 * Good Are Query Optimizers, Really?", VLDB 2015), but of our own.
 */
final class Queries {

  private static final String NAMED = "-- ";

  /** All of them, in the order of their names. */
  static final List<Sql> ALL = read();

  private Queries() {}

  private static List<Sql> read() {
    return ImdbSchema.script("queries.sql").statements().stream().map(Queries::named).toList();
  }

  /** The first line has the name. */
  private static Sql named(String query) {
    int end = query.indexOf('\n');
    return Sql.of(query.substring(NAMED.length(), end).strip(), query.substring(end + 1));
  }

  static List<TransactionType> all() {
    return ALL.stream()
        .map(
            sql ->
                TransactionType.single(
                        sql.name(),
                        1,
                        tx -> {
                          var unused = tx.query(sql).drain();
                        })
                    .readOnly())
        .toList();
  }
}
