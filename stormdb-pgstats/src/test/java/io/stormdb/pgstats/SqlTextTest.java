package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @Nested
  class Shown {

    @ParameterizedTest
    @CsvSource(
        delimiterString = "=>",
        quoteCharacter = '`',
        value = {
          "SELECT * FROM t WHERE a = 'secret' AND b=42 => SELECT * FROM t WHERE a = ? AND b=?",
          "ALTER ROLE ada PASSWORD 'secret' => ALTER ROLE ada PASSWORD ?",
          "SELECT 'it''s a secret' || x => SELECT ? || x",
          "SELECT E'it\\'s a secret', b => SELECT ?, b",
          "SELECT B'101', x'ff', N'secret', U&'secret' => SELECT ?, ?, ?, U&?",
          "SELECT $$it's a secret$$, $1 => SELECT ?, $1",
          "SELECT $tag$ a $$ secret $tag$ FROM t => SELECT ? FROM t",
          "SELECT 1.5e-10, .5, 0xFF, 1_000, t1.c2 => SELECT ?, ?, ?, ?, t1.c2",
          "SELECT 1 /* secret /* nested */ secret */ + a -- secret => SELECT ? + a",
          "SELECT \"it's a name\" FROM t WHERE x='a' => SELECT \"it's a name\" FROM t WHERE x=?",
          "SELECT a::int4, b->>'secret' FROM t => SELECT a::int4, b->>? FROM t",
        })
    void hasNoValuesAndNoComments(String sql, String shown) {
      assertThat(SqlText.withoutValues(sql)).isEqualTo(shown);
    }

    @Test
    void isOnOneLine() {
      assertThat(SqlText.withoutValues("\n  SELECT 1,\n\t-- secret\n   2\n"))
          .isEqualTo("SELECT ?, ?");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "SELECT a, 'sec",
          "SELECT a, $x$ secret",
          "SELECT a, E'secret\\'",
          "SELECT a, 'x\\' || 'secret' || '",
          "SELECT a, 'C:\\' AND b = 'secret'",
        })
    void endsWhereTheEndOfAValueIsNotKnown(String cut) {
      assertThat(SqlText.withoutValues(cut)).isEqualTo("SELECT a, ?...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT a /* secret", "SELECT a \"name that is cu", "SELECT a $tag"})
    void endsWhereTheServerHasCutItShort(String cut) {
      assertThat(SqlText.withoutValues(cut)).isEqualTo("SELECT a...");
    }
  }

  @Nested
  class Names {

    private final StatementNames names =
        new StatementNames(
            List.of(
                Sql.of("balance", "SELECT balance\n  FROM account WHERE id = ?"),
                Sql.of("two", "SELECT balance FROM account WHERE id IN (?, ?)"),
                Sql.of("three", "SELECT balance FROM account WHERE id IN (?, ?, ?)"),
                Sql.of("first", "SELECT * FROM branch ORDER BY id LIMIT 1"),
                Sql.of("again", "SELECT * FROM branch ORDER BY id LIMIT 2"),
                Sql.of(
                    "below", "SELECT 1 FROM account WHERE balance < -5 AND closed IS NOT TRUE")));

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "SELECT balance FROM account WHERE id = $1 | balance",
          "select balance from account where id = $1; | balance",
          "SELECT balance /* of Ada */ FROM account WHERE id = ('5'::int8) | balance",
          "SELECT balance FROM account WHERE id = ? | balance",
          "SELECT balance FROM account WHERE id IN ($1, $2, $3) | three",
          "SELECT balance FROM account WHERE id IN ($1 /*, ... */) | three or two",
          "SELECT * FROM branch ORDER BY id LIMIT $1 | again or first",
          "SELECT $1 FROM account WHERE balance < $2 AND closed IS NOT TRUE | below",
          "SELECT $1 FROM account WHERE balance < ? AND clo... | below",
          "SELECT * FROM bra... | again or first",
        })
    void areFoundByWhatTheServerMadeOfTheText(String text, String name) {
      assertThat(names.of(text)).hasValue(name);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "BEGIN",
          "SELECT balance FROM account WHERE id > $1",
          "SELECT balance FROM accounts WHERE id = $1",
          "SELECT balance FROM \"Account\" WHERE id = $1"
        })
    void areNotGivenToOthers(String text) {
      assertThat(names.of(text)).isEmpty();
    }
  }
}
