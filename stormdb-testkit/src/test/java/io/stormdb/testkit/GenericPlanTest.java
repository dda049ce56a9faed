package io.stormdb.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GenericPlanTest {

  private static final String SCHEMA = "testkit_plan_test";

  @BeforeAll
  static void createATable() {
    TestServer.execute("DROP SCHEMA IF EXISTS testkit_plan_test CASCADE");
    TestServer.execute("CREATE SCHEMA testkit_plan_test");
    TestServer.execute(
        SCHEMA,
        "CREATE TABLE pet AS SELECT i AS id, '{}'::jsonb AS notes FROM generate_series(1, 9999) i;"
            + " ALTER TABLE pet ADD PRIMARY KEY (id); ANALYZE pet");
  }

  @Test
  void hasParametersInsteadOfValues() {
    Sql one = Sql.of("one", "SELECT id FROM pet WHERE id = ?");
    assertThat(GenericPlan.of(SCHEMA, one, "int", "5")).contains("Index Cond: (id = $1)");
  }

  @Test
  void aQuestionMarkThatIsNoParameterIsLeftAlone() {
    Sql odd = Sql.of("odd", "SELECT '?' FROM pet WHERE notes ?? ? AND id = ? -- ?");
    assertThat(GenericPlan.of(SCHEMA, odd, "text, int", "'age', 5"))
        .contains("Index Cond: (id = $2)", "Filter: (notes ? $1)");
  }

  @Test
  void aStatementMayHaveNoParameters() {
    assertThat(GenericPlan.of(SCHEMA, Sql.of("all", "SELECT id FROM pet"), "", ""))
        .singleElement()
        .asString()
        .startsWith("Seq Scan on pet");
  }

  @Test
  void aStatementIsNotRun() {
    Sql delete = Sql.of("delete", "DELETE FROM pet WHERE id > ?");
    assertThat(GenericPlan.of(SCHEMA, delete, "int", "0")).isNotEmpty();
    assertThat(TestServer.number(SCHEMA, "SELECT count(*) FROM pet")).isEqualTo(9_999);
  }

  @Test
  void whatCannotBePlannedIsToldWithTheReason() {
    Sql one = Sql.of("one", "SELECT id FROM pet WHERE id = ?");
    assertThatThrownBy(() -> GenericPlan.of(SCHEMA, one, "int", "5, 6"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot plan statement 'one' in schema testkit_plan_test with types (int) and values"
                + " (5, 6): ERROR: wrong number of parameters for prepared statement \"p\"\n"
                + "  Detail: Expected 1 parameters but got 2.");
  }
}
