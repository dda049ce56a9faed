package io.stormdb.benchmarks;

import io.stormdb.core.Cancellation;
import io.stormdb.core.LoadListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** TPC-C in a schema of one server: copies its rows, and tells what is in its tables. */
final class Tpcc {

  private static final String SCHEMA = "stormdb_benchmark";

  /** What is copied last, and how many tables have been by then. */
  private static final String LAST_TABLE = "order_line";

  private static final int TABLES = 9;

  private final DataSource dataSource;
  private final RunPlan plan;
  private final StormDb stormDb;
  private List<String> tables = List.of();

  Tpcc(DataSource dataSource, int warehouses) {
    this.dataSource = dataSource;
    this.plan = RunPlan.of("tpcc").scale(warehouses).schema(SCHEMA);
    this.stormDb = StormDb.on(dataSource);
  }

  /** Creates the tables, copies the rows into them, and leaves it at that. */
  CopyTime copy(LoadListener listener) {
    Cancellation afterwards = new Cancellation();
    CopyWatch watch = new CopyWatch(listener, LAST_TABLE, afterwards);
    try {
      stormDb.listen(watch).cancelledBy(afterwards).load(plan);
    } catch (StormDbException e) {
      if (!afterwards.isCancelled()) {
        throw e;
      }
      // the keys, which would have come next, are no part of what is measured
    }
    if (watch.tables().size() != TABLES) {
      throw new IllegalStateException(
          "%s was to be the last of %d tables, but those copied are %s"
              .formatted(LAST_TABLE, TABLES, watch.tables()));
    }
    tables = watch.tables().stream().map(table -> SCHEMA + "." + table).toList();
    return watch.time();
  }

  /** Creates the tables without rows, keys and indexes. */
  void createTables() {
    stormDb.setup(plan);
  }

  void drop() {
    stormDb.cleanup(plan);
  }

  /** Returns the tables that {@link #copy} has filled, with their schema. */
  List<String> tables() {
    return tables;
  }

  /** Returns number and checksum of the rows of each table; the order of rows does not matter. */
  Map<String, String> fingerprints() throws SQLException {
    Map<String, String> fingerprints = new TreeMap<>();
    for (String table : tables) {
      fingerprints.put(
          table,
          string(
              "SELECT count(*) || ' rows, checksum ' || sum(hashtextextended(t::text, 0)) FROM %s t"
                  .formatted(table)));
    }
    return fingerprints;
  }

  /** Lets the server write out what it has, so that each side starts alike. */
  void checkpoint() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  private String string(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
