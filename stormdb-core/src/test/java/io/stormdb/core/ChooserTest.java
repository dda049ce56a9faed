package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChooserTest {

  private static TransactionType type(String name, double weight) {
    return TransactionType.of(name, weight, tx -> {});
  }

  @Test
  void weightedChoiceFollowsTheWeights() {
    List<TransactionType> types = List.of(type("none", 0), type("a", 1), type("b", 3));
    Chooser chooser = Chooser.of(Mix.WEIGHTED, types, new Rng(7));
    int[] chosen = new int[3];
    int draws = 100_000;
    IntStream.range(0, draws).forEach(i -> chosen[chooser.next()]++);
    assertThat(chosen[0]).isZero();
    // 5 standard deviations of a binomial count
    double deviation = 5 * Math.sqrt(draws * 0.25 * 0.75);
    assertThat((double) chosen[1]).isBetween(draws * 0.25 - deviation, draws * 0.25 + deviation);
    assertThat(chosen[1] + chosen[2]).isEqualTo(draws);
  }

  @Test
  void deckDealsEveryCardOnceBeforeItShufflesAgain() {
    List<TransactionType> types = List.of(type("a", 10), type("b", 0), type("c", 3));
    Chooser chooser = Chooser.of(Mix.DECK, types, new Rng(7));
    for (int round = 0; round < 100; round++) {
      int[] chosen = new int[3];
      IntStream.range(0, 13).forEach(i -> chosen[chooser.next()]++);
      assertThat(chosen).containsExactly(10, 0, 3);
    }
  }

  @Test
  void sameSeedChoosesTheSame() {
    List<TransactionType> types = List.of(type("a", 1), type("b", 1));
    Chooser one = Chooser.of(Mix.WEIGHTED, types, new Rng(7));
    Chooser other = Chooser.of(Mix.WEIGHTED, types, new Rng(7));
    assertThat(IntStream.range(0, 1_000).map(i -> one.next()))
        .containsExactlyElementsOf(
            IntStream.range(0, 1_000).map(i -> other.next()).boxed().toList());
  }

  @Test
  void refusesWeightsThatADeckCannotHold() {
    assertThatThrownBy(() -> Chooser.of(Mix.DECK, List.of(type("a", 4.3)), new Rng(7)))
        .isInstanceOf(StormDbException.class)
        .hasMessage("a deck needs whole weights of at most 10000, but 'a' has 4.3");
  }

  @Test
  void refusesWeightsThatAreAllZero() {
    assertThatThrownBy(() -> Chooser.of(Mix.WEIGHTED, List.of(type("a", 0)), new Rng(7)))
        .isInstanceOf(StormDbException.class)
        .hasMessage("the weights of transactions must add up to more than 0; all are 0");
  }
}
