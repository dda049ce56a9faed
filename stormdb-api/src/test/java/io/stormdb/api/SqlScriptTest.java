package io.stormdb.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

  @Nested
  class AFile {

    @Test
    void isReadFromThePackageOfAClass() {
      SqlScript script = SqlScript.beside(SqlScriptTest.class, "script.sql");
      assertThat(script.name()).isEqualTo("script.sql");
      assertThat(script.text()).startsWith("-- ids; and prices\nCREATE TABLE").endsWith(";\n");
      assertThat(script.statements())
          .containsExactly(
              "-- ids; and prices\nCREATE TABLE teapot (id bigint, price numeric)",
              "CREATE INDEX teapot_price ON teapot (price)");
    }

    @Test
    void mustBeThere() {
      assertThatThrownBy(() -> SqlScript.beside(SqlScriptTest.class, "tabels.sql"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no tabels.sql beside io.stormdb.api.SqlScriptTest");
    }

    @Test
    void mustBeText() {
      assertThatThrownBy(() -> SqlScript.beside(SqlScriptTest.class, "no_text.sql"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no_text.sql beside io.stormdb.api.SqlScriptTest is not text in UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'it''s; here'",
        "SELECT 1 AS \"a;b\"",
        "SELECT 1 -- one; or two\n , 2",
        "SELECT /* a;\n b; */ 1",
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n  NULL;\nEND; $$",
        "DO $it$ BEGIN PERFORM $$;$$; END $it$"
      })
  void aSemicolonInsideOfSomethingEndsNoStatement(String statement) {
    assertThat(new SqlScript("one.sql", statement + ";\nSELECT 2;").statements())
        .containsExactly(statement, "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", ";;\n;", "-- nothing\n", "/* nothing; */;\n--"})
  void whatSaysNothingIsNoStatement(String text) {
    assertThat(new SqlScript("none.sql", text).statements()).isEmpty();
  }

  @Test
  void theLastStatementNeedsNoSemicolon() {
    assertThat(new SqlScript("two.sql", "SELECT 1; SELECT 2").statements())
        .containsExactly("SELECT 1", "SELECT 2");
  }
}
