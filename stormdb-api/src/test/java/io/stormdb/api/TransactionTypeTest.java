package io.stormdb.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTypeTest {

  private record OnlyWorker(Rng random) implements Worker {
    @Override
    public int number() {
      return 0;
    }

    @Override
    public int count() {
      return 1;
    }
  }

  @Test
  void aSingleStatementCanHaveArgumentsThatAreDrawnBefore() {
    List<long[]> made = new ArrayList<>();
    TransactionType type =
        TransactionType.single(
            "read",
            3,
            () -> {
              made.add(new long[1]);
              return made.get(made.size() - 1);
            },
            (worker, key) -> key[0] = worker.random().between(7, 7),
            (tx, key) -> {});
    assertThat(type.isSingleStatement()).isTrue();
    assertThat(type.weight()).isEqualTo(3);
    type.instantiate();
    type.instantiate().draw(new OnlyWorker(new Rng(1)));
    assertThat(made).containsExactly(new long[] {0}, new long[] {7});
  }

  @Nested
  class AScript {

    private static final ScriptedStatement<long[]> READ =
        ScriptedStatement.query(
            Sql.of("script_read", "SELECT ?"), (to, drawn) -> to.bind(drawn[0]));
    private static final ScriptedStatement<long[]> WRITE =
        ScriptedStatement.update(
            Sql.of("script_write", "DELETE FROM t WHERE id = ?"), (to, drawn) -> to.bind(drawn[0]));

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static TransactionType of(ScriptedStatement<long[]>... statements) {
      return TransactionType.script(
          "scripted",
          2,
          () -> new long[1],
          (worker, drawn) -> drawn[0] = worker.random().between(7, 7),
          List.of(statements));
    }

    @Test
    void isInAutocommitIfItHasOneStatement() {
      assertThat(of(READ).isSingleStatement()).isTrue();
      assertThat(of(READ, WRITE).isSingleStatement()).isFalse();
    }

    @Test
    void isOneAfterItWasChangedToo() {
      TransactionType type = of(READ);
      assertThat(type.isScript()).isTrue();
      assertThat(type.weight()).isEqualTo(2);
      assertThat(type.readOnly().isScript()).isTrue();
      assertThat(TransactionType.of("plain", 1, tx -> {}).isScript()).isFalse();
    }

    @Test
    void tellsTheEngineItsStatements() throws Exception {
      Script script = (Script) of(READ, WRITE).instantiate();
      assertThat(script.size()).isEqualTo(2);
      assertThat(script.sql(0)).isEqualTo(READ.sql());
      assertThat(script.sql(1)).isEqualTo(WRITE.sql());
      assertThat(READ.returnsRows()).isTrue();
      assertThat(WRITE.returnsRows()).isFalse();
      assertThat(WRITE).hasToString("script_write");
      script.require(0, 17);
    }

    @Test
    void insistsOnItsRows() {
      Script script = (Script) of(READ.expectRows(1), WRITE.expectRows(0)).instantiate();
      assertThatCode(() -> script.require(0, 1)).doesNotThrowAnyException();
      assertThatThrownBy(() -> script.require(0, 2))
          .isInstanceOf(UnexpectedRowsException.class)
          .hasMessage("statement 'script_read' should have 1 row, had 2");
      assertThatThrownBy(() -> script.require(1, 1))
          .hasMessage("statement 'script_write' should have 0 rows, had 1");
      assertThatThrownBy(() -> READ.expectRows(-1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows must not be negative, was -1");
    }

    @Test
    void hasAStatement() {
      assertThatThrownBy(AScript::of)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the script of transaction 'scripted' has no statement");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "COPY t FROM STDIN",
          " \n\tcopy t TO STDOUT",
          "-- all of it\n COPY t FROM STDIN",
          "/* all\n of it */COPY(SELECT 1) TO STDOUT"
        })
    void cannotCopy(String text) {
      Sql sql = Sql.of("script_copy", text);
      assertThatThrownBy(() -> ScriptedStatement.query(sql, (to, drawn) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "statement 'script_copy' is a COPY, which cannot be scripted; run it through"
                  + " Tx.connection()");
      assertThatThrownBy(() -> ScriptedStatement.update(sql, (to, drawn) -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canNameThingsAfterACopy() {
      Sql sql = Sql.of("script_copies", "SELECT * FROM copy -- COPY");
      assertThatCode(() -> ScriptedStatement.query(sql, (to, drawn) -> {}))
          .doesNotThrowAnyException();
    }

    @Test
    void readsWhatASelectReturns() {
      assertThatThrownBy(() -> ScriptedStatement.update(READ.sql(), (to, drawn) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "statement 'script_read' returns rows; describe it with ScriptedStatement.query");
    }
  }
}
