package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LostStatementsTest {

  private static RunResult.ErrorClass error(String state, String sample) {
    return new RunResult.ErrorClass("some_class", state, 1, 0, sample);
  }

  @Test
  void saysWhatHelpsAgainstAPooler() {
    assertThat(
            LostStatements.hint(
                List.of(
                    error("40001", "ERROR: could not serialize access"),
                    error("26000", "ERROR: prepared statement \"S_1\" does not exist"))))
        .contains(
            "prepared statements were not found where they were prepared (26000: ERROR: prepared"
                + " statement \"S_1\" does not exist), as happens through a pooler in transaction"
                + " mode; use query_mode: extended, or max_prepared_statements of PgBouncer 1.21 and"
                + " later");
  }

  @Test
  void saysNothingOfOtherErrors() {
    assertThat(LostStatements.hint(List.of(error("40001", "ERROR: could not serialize access"))))
        .isEmpty();
  }
}
