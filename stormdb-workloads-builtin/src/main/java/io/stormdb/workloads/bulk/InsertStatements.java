package io.stormdb.workloads.bulk;

import io.stormdb.api.StatementKind;
import io.stormdb.api.Tx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGStatement;

/** The ways to insert a batch with INSERT. */
final class InsertStatements {

  /**
   * The protocol allows 65,535, but the server answers with a description of all parameters while
   * the driver still sends their values and does not read: beyond 50,000 or so, the answer does not
   * fit into the buffer of a Unix-domain socket, and both wait for each other for ever.
   */
  private static final int MOST_PARAMETERS = 32_767;

  private static final int PARAMETERS = BulkSchema.COLUMNS.size();

  /** The most rows that one INSERT takes with a parameter for each value. */
  static final int MOST_ROWS = MOST_PARAMETERS / PARAMETERS;

  private static final String INSERT = "INSERT INTO " + BulkSchema.INTO + " ";
  private static final String ROW =
      "(" + String.join(", ", Collections.nCopies(PARAMETERS, "?")) + ")";
  private static final String ONE_ROW = INSERT + "VALUES " + ROW;

  private static final String UNNEST =
      INSERT
          + "SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p::text[], q, r FROM unnest("
          + Stream.of(
                  "text",
                  "text",
                  "text",
                  "int",
                  "bigint",
                  "numeric",
                  "float8",
                  "timestamptz",
                  "date",
                  "time",
                  "boolean",
                  "jsonb",
                  "bytea",
                  "uuid",
                  "bulk_status",
                  "text",
                  "inet",
                  "point")
              .map(type -> "?::" + type + "[]")
              .collect(Collectors.joining(", "))
          + ") AS rows (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)";

  private InsertStatements() {}

  /**
   * Returns the statement for a number of rows.
   *
   * @param rows from 1 to {@link #MOST_ROWS}
   */
  static String values(int rows) {
    return INSERT + "VALUES " + String.join(", ", Collections.nCopies(rows, ROW));
  }

  /** Returns how many statements {@link Method#INSERT} needs for a batch. */
  static int statements(int rows) {
    return (rows + MOST_ROWS - 1) / MOST_ROWS;
  }

  /**
   * Inserts with VALUES of many rows, in as few statements as the protocol allows.
   *
   * @param full the statement for as many rows as one takes, or for all if they are fewer
   * @param rest the statement for the rows of the last one, if they are fewer; otherwise blank
   * @return how many rows the server took
   */
  static long values(Tx tx, ParameterBatch batch, String full, String rest) throws SQLException {
    long taken = 0;
    for (int from = 0; from < batch.rows(); from += MOST_ROWS) {
      int rows = Math.min(MOST_ROWS, batch.rows() - from);
      boolean isLast = from > 0 && rows < MOST_ROWS;
      try (PreparedStatement statement = prepare(tx.connection(), isLast ? rest : full)) {
        for (int i = 0; i < rows; i++) {
          bind(statement, i * PARAMETERS, batch, from + i);
        }
        long now = statement.executeUpdate();
        tx.ran(StatementKind.INSERT, now);
        taken += now;
      }
    }
    return taken;
  }

  /**
   * Inserts with a batch of JDBC, which the driver rewrites to VALUES of up to 128 rows.
   *
   * @return how many rows were sent: the driver does not pass on the server's word on them, only
   *     that all were taken
   */
  static long rewritten(Tx tx, ParameterBatch batch) throws SQLException {
    try (PreparedStatement statement = prepare(tx.connection(), ONE_ROW)) {
      for (int i = 0; i < batch.rows(); i++) {
        bind(statement, 0, batch, i);
        statement.addBatch();
      }
      int taken = statement.executeBatch().length;
      tx.ran(StatementKind.INSERT, taken);
      return taken;
    }
  }

  /**
   * Inserts from arrays, one for each column, in a single statement whatever the size.
   *
   * @return how many rows the server took
   */
  static long unnest(Tx tx, ParameterBatch batch) throws SQLException {
    Connection connection = tx.connection();
    try (PreparedStatement statement = prepare(connection, UNNEST)) {
      statement.setObject(1, batch.shortText);
      statement.setObject(2, batch.mediumText);
      statement.setObject(3, batch.longText);
      statement.setObject(4, batch.intValue);
      statement.setObject(5, batch.bigintValue);
      statement.setObject(6, batch.decimalValue);
      statement.setObject(7, batch.floatValue);
      statement.setObject(8, batch.createdTimestamp);
      statement.setObject(9, batch.eventDate);
      statement.setObject(10, batch.eventTime);
      statement.setObject(11, batch.isActive);
      statement.setObject(12, batch.metadata);
      statement.setArray(13, connection.createArrayOf("bytea", batch.dataBlob));
      statement.setArray(14, connection.createArrayOf("uuid", batch.externalId));
      statement.setObject(15, batch.status);
      statement.setObject(16, batch.tags);
      statement.setObject(17, batch.clientIp);
      statement.setObject(18, batch.location);
      long taken = statement.executeUpdate();
      tx.ran(StatementKind.INSERT, taken);
      return taken;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    PGStatement named = statement.unwrap(PGStatement.class);
    // 0 is a connection in extended mode, which shall name no statement
    if (named.getPrepareThreshold() != 0) {
      named.setPrepareThreshold(1);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int behind, ParameterBatch batch, int row)
      throws SQLException {
    int at = behind;
    text(statement, ++at, batch.shortText[row]);
    text(statement, ++at, batch.mediumText[row]);
    text(statement, ++at, batch.longText[row]);
    statement.setInt(++at, batch.intValue[row]);
    statement.setLong(++at, batch.bigintValue[row]);
    text(statement, ++at, batch.decimalValue[row]);
    statement.setDouble(++at, batch.floatValue[row]);
    text(statement, ++at, batch.createdTimestamp[row]);
    text(statement, ++at, batch.eventDate[row]);
    text(statement, ++at, batch.eventTime[row]);
    statement.setBoolean(++at, batch.isActive[row]);
    text(statement, ++at, batch.metadata[row]);
    statement.setBytes(++at, batch.dataBlob[row]);
    statement.setObject(++at, batch.externalId[row]);
    text(statement, ++at, batch.status[row]);
    text(statement, ++at, batch.tags[row]);
    text(statement, ++at, batch.clientIp[row]);
    text(statement, ++at, batch.location[row]);
  }

  /** The server takes it for the type of the column: as a varchar it would refuse most of them. */
  private static void text(PreparedStatement statement, int at, String text) throws SQLException {
    statement.setObject(at, text, Types.OTHER);
  }
}
