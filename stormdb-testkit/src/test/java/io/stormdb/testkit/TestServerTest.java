package io.stormdb.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TestServerTest {

  private static final String SCHEMA = "testkit_test";

  @BeforeAll
  static void createSomeRows() {
    TestServer.execute("DROP SCHEMA IF EXISTS testkit_test CASCADE; CREATE SCHEMA testkit_test");
    TestServer.execute(
        SCHEMA,
        "CREATE TABLE pet (id int, name text); INSERT INTO pet VALUES (1, 'Rex'), (2, NULL)");
  }

  @Test
  void rowsHaveTheirColumnsSideBySide() {
    assertThat(TestServer.strings(SCHEMA, "SELECT id, name FROM pet ORDER BY id"))
        .containsExactly("1|Rex", "2|null");
    assertThat(TestServer.strings(SCHEMA, "SELECT FROM pet WHERE id = 3")).isEmpty();
  }

  @Test
  void oneValueIsThatOfTheFirstRow() {
    assertThat(TestServer.string(SCHEMA, "SELECT name FROM pet ORDER BY id")).isEqualTo("Rex");
    assertThat(TestServer.string("SELECT min(name) FROM testkit_test.pet")).isEqualTo("Rex");
    assertThat(TestServer.number(SCHEMA, "SELECT count(*) FROM pet")).isEqualTo(2);
    assertThat(TestServer.number("SELECT sum(id) FROM testkit_test.pet")).isEqualTo(3);
  }

  @Test
  void theSearchPathIsThatOfARun() throws SQLException {
    assertThat(TestServer.string(SCHEMA, "SHOW search_path")).isEqualTo("testkit_test, public");
    try (var connection = TestServer.connect(SCHEMA)) {
      assertThat(connection.getSchema()).isEqualTo(SCHEMA);
    }
  }

  @Test
  void anotherDatabaseIsAskedInTheSameWay() {
    PGSimpleDataSource other = new PGSimpleDataSource();
    other.setURL(TestServer.dataSource().getURL());
    other.setUser(TestServer.dataSource().getUser());
    other.setPassword(TestServer.dataSource().getPassword());
    other.setApplicationName("testkit_other");
    TestServer.execute(other, "UPDATE testkit_test.pet SET id = id");
    assertThat(TestServer.strings(other, SCHEMA, "SHOW application_name"))
        .containsExactly("testkit_other");
  }

  @Test
  void whatTheServerRefusesIsToldWithTheStatementAndTheReason() {
    String message =
        "refused in schema testkit_test: SELECT * FROM car; ERROR: relation \"car\" does not exist\n"
            + "  Position: 15";
    assertThatThrownBy(() -> TestServer.strings(SCHEMA, "SELECT * FROM car"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message)
        .hasCauseInstanceOf(SQLException.class);
    assertThatThrownBy(() -> TestServer.execute(SCHEMA, "SELECT * FROM car"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void aValueOfNoRowIsRefused() {
    assertThatThrownBy(() -> TestServer.number(SCHEMA, "SELECT id FROM pet WHERE id = 3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no rows in schema testkit_test: SELECT id FROM pet WHERE id = 3");
  }

  @Test
  void theEnvironmentNamesAServer() {
    PGSimpleDataSource all =
        SharedServer.named(
            Map.of(
                "STORMDB_TEST_HOST", "db.example",
                "STORMDB_TEST_PORT", "6543",
                "STORMDB_TEST_DB", "load",
                "STORMDB_TEST_USER", "ada",
                "STORMDB_TEST_PASSWORD", "example"));
    assertThat(all.getServerNames()).containsExactly("db.example");
    assertThat(all.getPortNumbers()).containsExactly(6543);
    assertThat(all.getDatabaseName()).isEqualTo("load");
    assertThat(all.getUser()).isEqualTo("ada");
    assertThat(all.getPassword()).isEqualTo("example");
    PGSimpleDataSource few = SharedServer.named(Map.of("STORMDB_TEST_HOST", "db.example"));
    assertThat(few.getPortNumbers()).containsExactly(5432);
    assertThat(few.getDatabaseName()).isEqualTo("postgres");
    assertThat(few.getUser()).isEqualTo("postgres");
    assertThat(few.getPassword()).isEmpty();
  }
}
