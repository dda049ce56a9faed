package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.LoadedData;
import io.stormdb.api.Rng;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantsTest {

  private static LoadedData data(Map<String, String> attributes) {
    return new LoadedData(1, 1, "1.0", Map.of(), attributes, Instant.EPOCH, 0);
  }

  @Test
  void runConstantKeepsItsDistanceFromThatOfTheLoad() {
    for (int cLoad = 0; cLoad <= 255; cLoad++) {
      for (long seed = 0; seed < 50; seed++) {
        int cRun = Constants.runConstant(cLoad, new Rng(seed));
        assertThat(cRun).isBetween(0, 255);
        assertThat(Math.abs(cRun - cLoad)).isBetween(65, 119).isNotIn(96, 112);
      }
    }
  }

  @Test
  void distancesAtTheEdgesAreJudgedAsTheStandardDoes() {
    assertThat(Constants.isValid(0, 64)).isFalse();
    assertThat(Constants.isValid(0, 65)).isTrue();
    assertThat(Constants.isValid(119, 0)).isTrue();
    assertThat(Constants.isValid(120, 0)).isFalse();
    assertThat(Constants.isValid(0, 96)).isFalse();
    assertThat(Constants.isValid(112, 0)).isFalse();
  }

  @Test
  void sameSeedGivesTheSameConstants() {
    LoadedData data = data(Map.of(Constants.C_LOAD, "100"));
    assertThat(Constants.of(data, 5)).isEqualTo(Constants.of(data, 5));
    assertThat(Constants.of(data, 5)).isNotEqualTo(Constants.of(data, 6));
  }

  @Test
  void dataWithoutItsConstantIsRefused() {
    assertThatThrownBy(() -> Constants.of(data(Map.of()), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the data does not say with which constant its last names were drawn ('c_load'); load"
                + " it again with: stormdb rebuild --workload tpcc");
  }
}
