package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

  @ParameterizedTest
  @CsvSource({
    "40001, serialization_failure",
    "40P01, deadlock",
    "40002, transaction_rollback",
    "23505, unique_violation",
    "23P01, constraint_violation",
    "53300, too_many_connections",
    "SD003, connection_timeout",
    "SD004, no_free_port",
    "57P01, admin_shutdown",
    "SD001, unexpected_rows",
    "HV000, sqlstate_class_HV"
  })
  void namesConditionsAndOtherwiseClasses(String state, String name) {
    assertThat(SqlStates.nameOf(state)).isEqualTo(name);
  }

  @Test
  void namesWhatHasNoState() {
    assertThat(SqlStates.nameOf(null)).isEqualTo("driver_error");
  }

  @Test
  void retriesOnlyWhatTheServerRolledBackForConcurrency() {
    assertThat(SqlStates.isWorthRetrying("40001")).isTrue();
    assertThat(SqlStates.isWorthRetrying("40P01")).isTrue();
    assertThat(SqlStates.isWorthRetrying("23505")).isFalse();
    assertThat(SqlStates.isWorthRetrying(null)).isFalse();
  }
}
