package io.stormdb.workloads.bulk;

import io.stormdb.api.SchemaContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table that rows go to, and its indexes. */
final class BulkSchema {

  static final String TABLE = "bulk_insert_test";

  /** The columns that are sent; the server fills the others. */
  static final List<String> COLUMNS =
      List.of(
          "short_text",
          "medium_text",
          "long_text",
          "int_value",
          "bigint_value",
          "decimal_value",
          "float_value",
          "created_timestamp",
          "event_date",
          "event_time",
          "is_active",
          "metadata",
          "data_blob",
          "external_id",
          "status_enum",
          "tags",
          "client_ip",
          "location");

  static final String INTO = TABLE + " (" + String.join(", ", COLUMNS) + ")";
  static final String COPY = "COPY " + INTO + " FROM STDIN";
  static final String COPY_BINARY = COPY + " (FORMAT binary)";

  private static final int RANDOM_UUID_SINCE = 130_000;

  private static final String TYPE =
      "CREATE TYPE bulk_status AS ENUM"
          + " ('pending', 'processing', 'completed', 'failed', 'cancelled')";

  private static final String CREATE =
      """
      CREATE TABLE bulk_insert_test (
        id bigserial PRIMARY KEY,
        short_text varchar(50) NOT NULL,
        medium_text varchar(500) NOT NULL,
        long_text text NOT NULL,
        int_value integer NOT NULL,
        bigint_value bigint NOT NULL,
        decimal_value decimal(15,4) NOT NULL,
        float_value double precision NOT NULL,
        created_timestamp timestamptz NOT NULL,
        event_date date NOT NULL,
        event_time time NOT NULL,
        is_active boolean NOT NULL,
        metadata jsonb NOT NULL,
        data_blob bytea NOT NULL,
        external_id uuid NOT NULL,
        status_enum bulk_status NOT NULL,
        tags text[] NOT NULL,
        client_ip inet NOT NULL,
        location point NOT NULL,
        inserted_at timestamptz NOT NULL DEFAULT now())
      """;

  private static final List<String> INDEXES =
      List.of(
          "bulk_created ON bulk_insert_test (created_timestamp)",
          "bulk_int ON bulk_insert_test (int_value)",
          "bulk_status_only ON bulk_insert_test (status_enum)",
          "bulk_status_date ON bulk_insert_test (status_enum, event_date)",
          "bulk_active ON bulk_insert_test (id) WHERE is_active",
          "bulk_metadata ON bulk_insert_test USING gin (metadata)",
          "bulk_external ON bulk_insert_test USING hash (external_id)");

  private BulkSchema() {}

  static void create(SchemaContext db) throws SQLException {
    db.execute(TYPE);
    db.execute(CREATE);
    if (db.serverVersion() >= RANDOM_UUID_SINCE) {
      db.execute("ALTER TABLE bulk_insert_test ALTER external_id SET DEFAULT gen_random_uuid()");
    }
  }

  /**
   * Empties the table and gives it another form, which takes no time worth mentioning as long as it
   * is empty.
   */
  static void reset(Connection connection, boolean indexed, boolean logged) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE bulk_insert_test RESTART IDENTITY");
      for (String index : INDEXES) {
        statement.execute("DROP INDEX IF EXISTS " + index.substring(0, index.indexOf(' ')));
      }
      if (isLogged(statement) != logged) {
        statement.execute("ALTER TABLE bulk_insert_test SET " + (logged ? "LOGGED" : "UNLOGGED"));
      }
      for (String index : indexed ? INDEXES : List.<String>of()) {
        statement.execute("CREATE INDEX " + index);
      }
    }
  }

  private static boolean isLogged(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT relpersistence = 'p' FROM pg_class WHERE oid = 'bulk_insert_test'::regclass")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
