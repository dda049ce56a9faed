package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnobservedTest {

  @Test
  void saysHowMuchRanWhereNobodyLooked() {
    assertThat(Unobserved.text(ConnectedResults.split()))
        .contains("72 of 100 transactions (72.0%) ran on 2 standbys, which were not looked at");
    assertThat(Unobserved.json(ConnectedResults.split()))
        .hasToString(
            "{\"servers\":[\"db-2.example:5432\",\"[2001:db8::7]:5433\"],\"transactions\":72}");
  }

  @Test
  void saysNothingIfAllRanOnThePrimary() {
    assertThat(Unobserved.text(ConnectedResults.pooled())).isEmpty();
    assertThat(Unobserved.json(ConnectedResults.pooled()).isNull()).isTrue();
  }
}
