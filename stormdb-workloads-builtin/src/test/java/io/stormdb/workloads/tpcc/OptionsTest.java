package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Mix;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.WorkloadCatalog;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static Options options(Map<String, String> given) {
    return Options.of(Parameters.of(Options.PARAMETERS, given));
  }

  @Test
  void areADeckWithoutWaitingByDefault() {
    assertThat(options(Map.of())).isEqualTo(new Options(Pacing.NONE, Mix.DECK, false));
  }

  @Test
  void canAllBeChosen() {
    assertThat(options(Map.of("pacing", "spec", "choice", "weighted", "delivery", "deferred")))
        .isEqualTo(new Options(Pacing.SPEC, Mix.WEIGHTED, true));
  }

  @Test
  void weightsMeetTheMinimumsOfTheStandard() {
    for (String choice : new String[] {"deck", "weighted"}) {
      Options options = options(Map.of("choice", choice));
      double all = options.newOrderWeight() + options.paymentWeight() + 3 * options.otherWeight();
      assertThat(100 * options.paymentWeight() / all).isGreaterThanOrEqualTo(43);
      assertThat(100 * options.otherWeight() / all).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void wrongValuesAreExplained() {
    assertThatThrownBy(() -> options(Map.of("pacing", "fast", "delivery", "later")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'pacing' must be one of none, spec, was 'fast'; 'delivery' must be one of interactive,"
                + " deferred, was 'later'");
  }

  @Test
  void belongToAWorkloadThatIsFoundOnTheClassPath() {
    WorkloadType type = WorkloadCatalog.load().resolve("tpcc").type();
    assertThat(type.family()).isEqualTo("tpcc");
    assertThat(type.defaultScale()).isEqualTo(1);
    assertThat(type.scaleMeaning()).isEqualTo("warehouses");
    assertThat(type.parameters())
        .extracting(Parameter::name)
        .containsExactly("pacing", "choice", "delivery");
  }
}
