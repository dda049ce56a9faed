package io.stormdb.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | SELECT",
        "  select insert_time FROM log | SELECT",
        "(SELECT 1) UNION (SELECT 2) | SELECT",
        "TABLE account | SELECT",
        "VALUES (1) | SELECT",
        "-- UPDATE is not meant¶ SELECT 1 | SELECT",
        "/* DELETE */ INSERT INTO t VALUES (1) | INSERT",
        "INSERT INTO t SELECT 1 ON CONFLICT DO UPDATE SET a = 1 | INSERT",
        "UPDATE t SET a = (SELECT 1) | UPDATE",
        "DELETE FROM t | DELETE",
        "WITH a AS (SELECT 1) SELECT * FROM a | SELECT",
        "WITH a AS (SELECT id FROM t FOR UPDATE) UPDATE t SET b = 1 FROM a | UPDATE",
        "WITH RECURSIVE a(n) AS (VALUES (1) UNION SELECT n + 1 FROM a) SELECT n FROM a | SELECT",
        "WITH a AS (UPDATE t SET b = 1 RETURNING c) SELECT c FROM a | COMPOUND",
        "WITH a AS MATERIALIZED ( DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM a | COMPOUND",
        "WITH a AS (SELECT 1), b AS (INSERT INTO t SELECT * FROM a RETURNING 1) TABLE b | COMPOUND",
        "CALL payment(?) | OTHER",
        "SET search_path TO x | OTHER",
        "'' | OTHER"
      })
  void aStatementIsOfTheKindOfItsMainVerb(String sql, StatementKind kind) {
    assertThat(Sql.of("any", sql.replace('¶', '\n')).kind()).isEqualTo(kind);
  }
}
