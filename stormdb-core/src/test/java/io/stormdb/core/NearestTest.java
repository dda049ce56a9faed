package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "imbd, imdb",
    "tpc, tpcc",
    "tcpc, tpcc",
    "wokers, workers",
    "simple_raed, simple_read",
    "oracle, ''"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(
            Nearest.to(typed, List.of("imdb", "tpcc", "workers", "simple_read", "simple"))
                .orElse(""))
        .isEqualTo(meant);
  }
}
