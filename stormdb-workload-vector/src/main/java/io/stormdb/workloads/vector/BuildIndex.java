package io.stormdb.workloads.vector;

import io.stormdb.api.Measure;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds an index on the searched table, measures it, and rolls it back: the time of the
 * transaction is that of the build.
 */
final class BuildIndex {

  private static final Sql WAL =
      Sql.of("wal_position", "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
  private static final Sql SIZE =
      Sql.of("index_size", "SELECT pg_relation_size('built'::regclass)");

  private BuildIndex() {}

  /**
   * Returns a transaction for each point of the grid.
   *
   * @param workers WAL is measured only when there is one, because it belongs to the whole server
   */
  static List<TransactionType> all(Grid grid, Options options, int workers) {
    List<TransactionType> types = new ArrayList<>();
    String indexed = options.precision().indexed(options.dimensions(), options.metric());
    for (long m : grid.m()) {
      for (long candidates : grid.efConstruction()) {
        types.add(
            type(
                "hnsw_m" + m + "_ef" + candidates,
                "hnsw " + indexed + " WITH (m = " + m + ", ef_construction = " + candidates + ")",
                workers == 1));
      }
    }
    for (long lists : grid.lists()) {
      types.add(
          type(
              "ivfflat_lists" + lists,
              "ivfflat " + indexed + " WITH (lists = " + lists + ")",
              workers == 1));
    }
    return types;
  }

  private static TransactionType type(String name, String definition, boolean isAlone) {
    Sql build = Sql.of(name, "CREATE INDEX built ON item USING " + definition);
    Measure bytes = Measure.of("index_bytes_" + name, "B");
    Measure wal = Measure.of("index_wal_bytes_" + name, "B");
    return TransactionType.of(
        name,
        1,
        tx -> {
          long before = tx.query(WAL).firstLong();
          tx.update(build).execute();
          long after = tx.query(WAL).firstLong();
          tx.measure(bytes, tx.query(SIZE).firstLong());
          if (isAlone) {
            tx.measure(wal, after - before);
          }
          // dropping it would wait for everybody who builds; a rollback waits for nobody
          tx.rollback();
        });
  }
}
