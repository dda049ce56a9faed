package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a statement ends. */
class ScriptTest {

  private static List<String> statements(String script) throws IOException {
    Script reading = new Script(new StringReader(script), 1_000);
    List<String> found = new ArrayList<>();
    for (Script.Statement next = reading.next(); next != null; next = reading.next()) {
      found.add(next.line() + ": " + next.text());
    }
    return found;
  }

  @Test
  void eachEndsWithItsSemicolonAndTheLastMayDoWithout() throws IOException {
    assertThat(statements("SELECT 1;\n\n;; SELECT\n 2 ; SELECT 3\n"))
        .containsExactly("1: SELECT 1", "3: SELECT\n 2", "4: SELECT 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; so'",
        "SELECT 'back\\'",
        "SELECT E'it\\'s; so', e'\\\\'",
        "SELECT \"a;b\"",
        "SELECT \"a\"\";b\"",
        "SELECT $$a;b$$",
        "SELECT $tag$a;$$;b$tag$",
        "SELECT $1;SELECT $2",
        "SELECT a$b$c FROM t",
        "DO $do$ BEGIN PERFORM 1; END $do$",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END",
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1; END",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2'",
        "SELECT somee'x'"
      })
  void aSemicolonInsideIsNoEnd(String statement) throws IOException {
    String[] expected = statement.split(";(?=SELECT \\$2)");
    List<String> found = new ArrayList<>();
    for (String one : expected) {
      found.add("1: " + one);
    }
    found.add("1: SELECT 9");
    assertThat(statements(statement + "; SELECT 9;")).containsExactlyElementsOf(found);
  }

  @Test
  void commentsAreNoPartOfIt() throws IOException {
    assertThat(
            statements(
                "-- first; of all\nSELECT 1 -- one;\n + 1;\n/* a; /* b; */ c; */ SELECT/**/3;"
                    + " -- end"))
        .containsExactly("2: SELECT 1 \n + 1", "4: SELECT 3");
  }

  @Test
  void whatPgDumpPutsAroundAScriptIsSkipped() throws IOException {
    assertThat(statements("\\restrict Ab1\nSELECT 1;\n\\unrestrict Ab1\n"))
        .containsExactly("2: SELECT 1");
  }

  @Test
  void theDataOfCopyEndsWithItsMark() throws IOException {
    Script script =
        new Script(
            new StringReader("COPY t FROM STDIN;\n1\ta;b\r\n\\N\t'\n\\.\nSELECT 1;\n"), 1_000);
    assertThat(script.next()).isEqualTo(new Script.Statement("COPY t FROM STDIN", 1));
    script.endLine();
    assertThat(script.dataLine()).isEqualTo("1\ta;b");
    assertThat(script.dataLine()).isEqualTo("\\N\t'");
    assertThat(script.dataLine()).isNull();
    assertThat(script.next()).isEqualTo(new Script.Statement("SELECT 1", 5));
  }

  private static void requireRefusal(String script, String message) {
    assertThatThrownBy(() -> statements(script))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void whatHasNoEndIsRefusedWithTheLineOfItsBeginning() {
    requireRefusal("SELECT 1;\nSELECT 'a\nb", "line 2: ' has no end");
    requireRefusal("SELECT \"a", "line 1: \" has no end");
    requireRefusal("\nSELECT $x$ $$ ;", "line 2: $x$ has no end");
    requireRefusal("\n\n/* a", "line 3: /* has no end");
  }

  @Test
  void commandsOfPsqlAreRefused() {
    requireRefusal(
        "SELECT 1;\n\\connect shop\n",
        "line 2: '\\connect shop' is a command of psql and not SQL; remove it");
    requireRefusal(
        "SELECT 1 \\gexec\n", "line 1: '\\gexec' is a command of psql and not SQL; remove it");
  }

  @Test
  void whatIsLongerThanMemoryAllowsIsRefused() {
    requireRefusal(
        "SELECT 1;\nSELECT '" + "x".repeat(1_000),
        "line 2: longer than data_loading.max_memory_mb allows");
  }
}
