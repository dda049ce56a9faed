package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.TransactionType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixWeightsTest {

  private static final List<TransactionType> TYPES =
      List.of(named("search", 7), named("checkout", 3), named("report", 0));

  private static TransactionType named(String name, double weight) {
    return TransactionType.of(name, weight, tx -> {});
  }

  @Test
  void isReadAsItIsWritten() {
    MixWeights mix = MixWeights.parse(" checkout=10,search = 0.5 ");
    assertThat(mix.byName()).containsExactly(Map.entry("checkout", 10.0), Map.entry("search", 0.5));
    assertThat(mix).hasToString("checkout=10, search=0.5");
    assertThat(MixWeights.parse(mix.toString())).isEqualTo(mix);
  }

  @Test
  void keepsWhatIsNamedInTheOrderOfTheWorkload() {
    assertThat(MixWeights.parse("report=1, search=3").of("shop", TYPES))
        .extracting(type -> type.name() + " " + type.weight())
        .containsExactly("search 3.0", "report 1.0");
  }

  @Test
  void aNameThatIsUnknownIsRefused() {
    assertThatThrownBy(() -> MixWeights.parse("search=1, chekout=2").of("shop", TYPES))
        .isInstanceOf(StormDbException.class)
        .hasMessage(
            "the mix names transaction 'chekout'; workload 'shop' has: checkout, report, search."
                + " Did you mean 'checkout'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=0", "a=-1", "a=x", "a=1, a=2", "a=NaN", "a=1=2", "=1"})
  void whatIsNoMixIsRefused(String text) {
    assertThatThrownBy(() -> MixWeights.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a mix must be names with positive weights, each name once, such as 'checkout=10,"
                + " search=90', was '"
                + text
                + "'");
  }
}
