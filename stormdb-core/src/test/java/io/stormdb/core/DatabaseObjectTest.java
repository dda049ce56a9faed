package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseObjectTest {

  private static final String SCHEMA = "database_object_test";

  /** The column of its key depends on such a table, which is no reason to leave the table out. */
  @Test
  void aPartitionedTableIsOneToBeDroppedWithItsPartitions() throws SQLException {
    try (Connection connection = TestServer.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Database.execute(
          connection,
          "CREATE SCHEMA database_object_test;"
              + " CREATE TABLE database_object_test.event (at date) PARTITION BY RANGE (at);"
              + " CREATE TABLE database_object_test.other PARTITION OF database_object_test.event"
              + " DEFAULT");

      List<DatabaseObject> found = DatabaseObject.in(connection, SCHEMA);
      assertThat(found).containsExactly(new DatabaseObject("TABLE", "event"));

      DatabaseObject.dropAll(connection, SCHEMA, found);
      assertThat(DatabaseObject.in(connection, SCHEMA)).isEmpty();
      connection.rollback();
    }
  }
}
