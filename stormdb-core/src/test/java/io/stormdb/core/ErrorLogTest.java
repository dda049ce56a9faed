package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorLogTest {

  private final ErrorLog log = new ErrorLog();

  @Test
  void countsByNameAndStateAndKeepsTheFirstMessageOfEach() {
    log.add(new SQLException("first", "40P01"), true);
    log.add(new SQLException("second", "40P01"), false);
    log.add(new SQLException("duplicate key", "23505"), false);
    log.add(new SQLException("no such key", "23503"), false);
    log.add(new SQLException("no such key either", "23503"), false);
    log.add(new SQLException("no such key again", "23503"), false);
    assertThat(log.summary())
        .containsExactly(
            new RunResult.ErrorClass("constraint_violation", "23503", 3, 0, "no such key"),
            new RunResult.ErrorClass("deadlock", "40P01", 1, 1, "first"),
            new RunResult.ErrorClass("constraint_violation", "23505", 1, 0, "duplicate key"));
  }

  @Test
  void tellsTimeoutsFromOtherCancellations() {
    log.add(new SQLException("canceling statement due to statement timeout", "57014"), false);
    log.add(new SQLException("canceling statement due to user request", "57014"), false);
    assertThat(log.summary())
        .extracting(RunResult.ErrorClass::name)
        .containsExactly("query_cancelled", "query_timeout");
  }

  @Test
  void holdsAsManyEntriesHoweverManyStatesThereAre() {
    for (int i = 0; i < 1_000; i++) {
      log.add(new SQLException("raised " + i, "U%04d".formatted(i)), false);
    }
    assertThat(log.summary()).hasSize(65);
    assertThat(log.summary().get(0))
        .isEqualTo(new RunResult.ErrorClass("other", "", 936, 0, "raised 64"));
  }

  @Test
  void cutsLongMessages() {
    log.add(new SQLException("x".repeat(1_000), "XX000"), false);
    assertThat(log.summary().get(0).sample()).isEqualTo("x".repeat(300) + "...");
  }
}
