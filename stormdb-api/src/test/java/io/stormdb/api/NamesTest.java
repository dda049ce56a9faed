package io.stormdb.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void theSameNameIsTheSameThing() {
    assertThat(Counter.named("orders_placed")).isSameAs(Counter.named(" orders_placed".strip()));
    assertThat(Measure.named("basket_value").name()).isEqualTo("basket_value");
    assertThat(Measure.named("basket_value").unit()).isEmpty();
  }

  @Test
  void refusesNamesThatAreMadeOfData() {
    Names<String> names = new Names<>("counters by name", name -> name);
    IntStream.range(0, Names.MOST).forEach(i -> names.named("order_" + i));
    assertThat(names.named("order_7")).isEqualTo("order_7");
    assertThatThrownBy(() -> names.named("order_1000"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "there are 1,000 counters by name already, and 'order_1000' would be one more; a name"
                + " must say what is meant, and never be made of data");
  }

  @Test
  void aMeasureMustHaveAName() {
    assertThatThrownBy(() -> Measure.of(" ", "EUR"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a measure must have a name, was ' '");
  }
}
