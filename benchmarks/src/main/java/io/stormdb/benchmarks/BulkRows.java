package io.stormdb.benchmarks;

import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The rows of the workload {@code bulk_insert}, sent by it or by psql: always the same ones.
 *
 * @param dataSource opens connections
 * @param psql the other side
 * @param rows how many; a multiple of {@link #BATCH}
 * @param indexes {@code with} or {@code without}
 */
record BulkRows(PGSimpleDataSource dataSource, Psql psql, long rows, String indexes) {

  static final int BATCH = 10_000;

  private static final String TABLE = "stormdb_bulk_insert.bulk_insert_test";

  /** All that are sent; the server fills the others. */
  private static final String COLUMNS =
      "short_text, medium_text, long_text, int_value, bigint_value, decimal_value, float_value,"
          + " created_timestamp, event_date, event_time, is_active, metadata, data_blob,"
          + " external_id, status_enum, tags, client_ip, location";

  /** Has StormDB insert the rows into the empty table. */
  CopyTime ours(String method) throws SQLException {
    execute("CHECKPOINT");
    RunResult result =
        StormDb.run(
            RunPlan.of("bulk_insert")
                .workers(1)
                .transactions(rows / BATCH)
                .parameters(
                    Map.of(
                        "methods",
                        method,
                        "batch_sizes",
                        Integer.toString(BATCH),
                        "indexes",
                        indexes,
                        // one thread makes the rows in their order, so that they are always the
                        // same
                        "producer_threads",
                        "1",
                        "collect_metrics",
                        "false")),
            dataSource);
    if (result.counts().committed() != rows / BATCH) {
      throw new IllegalStateException("not all batches were inserted: " + result.errors());
    }
    return new CopyTime(rows, bytes(), result.measured().toNanos() / 1e9);
  }

  /** Has psql copy the rows from a file into the table, emptied before. */
  CopyTime theirs(Path file) throws IOException, InterruptedException, SQLException {
    execute("TRUNCATE " + TABLE + " RESTART IDENTITY");
    execute("CHECKPOINT");
    // the server's clock, so that starting psql and logging in does not count
    String seconds =
        psql.run(
            "SELECT extract(epoch FROM clock_timestamp()) AS began \\gset\n"
                + "\\copy %s (%s) FROM '%s'\n".formatted(TABLE, COLUMNS, file)
                + "SELECT extract(epoch FROM clock_timestamp()) - :began;\n");
    return new CopyTime(rows, bytes(), Double.parseDouble(seconds));
  }

  /** Writes the rows that are in the table to a file, in the text format of COPY. */
  void export(Path file) throws IOException, InterruptedException {
    psql.run("\\copy (SELECT %s FROM %s) TO '%s'\n".formatted(COLUMNS, TABLE, file));
    if (Files.size(file) == 0) {
      throw new IOException("psql has written nothing to " + file);
    }
  }

  /** Returns a text that other rows would not have. */
  String fingerprint() throws SQLException {
    return string(
        "SELECT count(*) || ' rows, ' || sum(hashtextextended(concat_ws('|', "
            + COLUMNS
            + "), 0)::numeric) FROM "
            + TABLE);
  }

  private long bytes() throws SQLException {
    return Long.parseLong(string("SELECT pg_table_size('" + TABLE + "')"));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String string(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
