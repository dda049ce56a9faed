package io.stormdb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  private static Arguments parse(String... words) {
    return Arguments.parse(words, Map.of("rounds", 5, "warehouses", 4));
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(parse().values()).isEqualTo(Map.of("rounds", 5, "warehouses", 4));
    assertThat(parse("--rounds", "9").get("rounds")).isEqualTo(9);
    assertThat(parse("--rounds", "9").get("warehouses")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"--turns", "rounds", "-rounds", "''"})
  void anUnknownOptionIsRefusedWithThoseThatThereAre(String word) {
    assertThatThrownBy(() -> parse("--rounds", "1", word, "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option '%s'; available: --rounds, --warehouses", word);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "many", "1.5", "1000000", "''"})
  void aValueThatIsNoUsefulNumberIsRefused(String value) {
    assertThatThrownBy(() -> parse("--rounds", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--rounds must be a whole number from 1 to 999999, was '%s'", value);
  }

  @Test
  void anOptionWithoutAValueIsRefused() {
    assertThatThrownBy(() -> parse("--rounds"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--rounds must be a whole number from 1 to 999999, was ''");
  }
}
