package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.progressive.maths.SloTrial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SloSearchTest {

  private static final SloSearch SEARCH = new SloSearch(10, 100, 100_000, 0.05, 100);

  private static SloTrial trial(double rate, Outcome outcome) {
    return new SloTrial(rate, outcome, rate, outcome == Outcome.NOT_MET ? 0.05 : 0.01);
  }

  private static SloStep.Ended ended(SloSearch search, DoubleFunction<Outcome> server) {
    List<SloTrial> trials = new ArrayList<>();
    SloStep step = search.next(trials);
    while (step instanceof SloStep.Try next) {
      trials.add(trial(next.rate(), server.apply(next.rate())));
      step = search.next(trials);
    }
    return (SloStep.Ended) step;
  }

  private static DoubleFunction<Outcome> upTo(double limit) {
    return rate -> rate <= limit ? Outcome.MET : Outcome.NOT_MET;
  }

  @Nested
  class OneStepAtATime {

    @Test
    void theRateIsDoubledWhileTheObjectiveIsMet() {
      assertThat(SEARCH.next(List.of())).isEqualTo(new SloStep.Try(100));
      assertThat(SEARCH.next(List.of(trial(100, Outcome.MET)))).isEqualTo(new SloStep.Try(200));
      assertThat(SEARCH.next(List.of(trial(60_000, Outcome.MET))))
          .isEqualTo(new SloStep.Try(100_000));
    }

    @Test
    void itIsHalvedWhileNothingMeetsIt() {
      assertThat(SEARCH.next(List.of(trial(100, Outcome.NOT_MET)))).isEqualTo(new SloStep.Try(50));
      assertThat(SEARCH.next(List.of(trial(15, Outcome.NOT_MET)))).isEqualTo(new SloStep.Try(10));
    }

    @Test
    void betweenTheEndsItGoesToTheMiddleOfALogarithmicScale() {
      assertThat(SEARCH.next(List.of(trial(100, Outcome.MET), trial(400, Outcome.NOT_MET))))
          .isEqualTo(new SloStep.Try(200));
    }

    @Test
    void anEndThatFailedOnceIsTriedAgainBeforeTheSearchEndsBelowIt() {
      List<SloTrial> trials =
          new ArrayList<>(List.of(trial(100, Outcome.MET), trial(104, Outcome.NOT_MET)));
      assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Try(104));
      trials.add(trial(104, Outcome.NOT_MET));
      for (int i = 0; i < 4; i++) {
        assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Try(100));
        trials.add(trial(100, Outcome.MET));
      }
      assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Sustainable(100, 5, 5, 104));
    }

    @Test
    void nineOfTenAreEnoughAndEightOfNineAreNot() {
      List<SloTrial> trials = new ArrayList<>();
      trials.add(trial(104, Outcome.NOT_MET));
      trials.add(trial(104, Outcome.NOT_MET));
      trials.add(trial(100, Outcome.MET));
      trials.add(trial(100, Outcome.MET));
      trials.add(trial(100, Outcome.MET));
      trials.add(trial(100, Outcome.MET));
      trials.add(trial(100, Outcome.NOT_MET));
      for (int met = 4; met < 9; met++) {
        assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Try(100));
        trials.add(trial(100, Outcome.MET));
      }
      assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Sustainable(100, 9, 10, 104));
    }

    @Test
    void anInvalidTrialSaysNothingAndIsRepeatedOnce() {
      List<SloTrial> trials = new ArrayList<>(List.of(trial(100, Outcome.MET)));
      trials.add(trial(200, Outcome.INVALID));
      assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Try(200));
      trials.add(trial(200, Outcome.INVALID));
      assertThat(SEARCH.next(trials)).isEqualTo(new SloStep.Try(141.4));
    }
  }

  @Nested
  class Answers {

    @Test
    void theHighestSustainableRateIsFoundToTheResolution() {
      for (double limit : new double[] {10.5, 77, 100, 4_321, 90_000}) {
        SloStep.Ended answer = ended(SEARCH, upTo(limit));
        assertThat(answer).isInstanceOf(SloStep.Sustainable.class);
        double rate = ((SloStep.Sustainable) answer).rate();
        assertThat(rate).isLessThanOrEqualTo(limit);
        assertThat(((SloStep.Sustainable) answer).notSustained())
            .isGreaterThan(limit)
            .isLessThanOrEqualTo(rate * 1.05);
      }
      assertThat(new SloStep.Sustainable(4_211, 5, 5, 4_390).sentence())
          .isEqualTo(
              "sustainable: 4,211 transactions a second (5 of 5 trials met the objective); not"
                  + " sustained at 4,390");
    }

    @Test
    void aServerThatIsTooSlowAtTheLowestRateIsSaidToBe() {
      assertThat(ended(SEARCH, upTo(3)).sentence())
          .isEqualTo(
              "not sustainable at the lowest rate of 10 transactions a second (0 of 2 trials met the"
                  + " objective)");
    }

    @Test
    void aLimitAboveTheHighestRateIsNotReached() {
      assertThat(ended(SEARCH, upTo(1e9)).sentence())
          .isEqualTo(
              "not reached: the limit is above 100,000 transactions a second (5 of 5 trials met the"
                  + " objective), the highest rate of the search");
    }

    @Test
    void aLoadDriverThatCannotOfferMoreIsNotTakenForTheServer() {
      SloStep.Ended answer = ended(SEARCH, rate -> rate < 1_000 ? Outcome.MET : Outcome.INVALID);
      assertThat(answer).isInstanceOf(SloStep.NotReached.class);
      assertThat(((SloStep.NotReached) answer).above()).isCloseTo(1_000, within(50.0));
      assertThat(answer.sentence()).endsWith("and the load driver could not offer more");
      assertThat(ended(SEARCH, rate -> Outcome.INVALID).sentence())
          .isEqualTo("not reached: the load driver could not offer even the lowest rate");
    }

    @Test
    void tooFewTrialsAreInconclusive() {
      SloSearch short4 = new SloSearch(10, 100, 100_000, 0.05, 4);
      assertThat(ended(short4, upTo(500)).sentence())
          .isEqualTo(
              "inconclusive after 4 trials: the limit is between 400 and 800 transactions a second;"
                  + " allow more trials, or longer ones");
    }

    @Test
    void trialsThatRunOutWhileTheLoadDriverIsTheBottleneckSayNothingOfTheServer() {
      SloSearch short6 = new SloSearch(10, 100, 100_000, 0.05, 6);
      assertThat(ended(short6, rate -> Outcome.INVALID).sentence())
          .isEqualTo(
              "inconclusive after 6 trials: already at 25 transactions a second the load driver"
                  + " was the bottleneck, which says nothing of the server; run it on a machine with"
                  + " room");
      assertThat(ended(short6, rate -> rate < 300 ? Outcome.MET : Outcome.INVALID).sentence())
          .isEqualTo(
              "inconclusive after 6 trials: the limit is above 283, but at 400 transactions a second"
                  + " the load driver was the bottleneck, which says nothing of the server; run it on"
                  + " a machine with room");
    }

    /** Each trial is met with a probability that falls from 1 to 0 about a limit of 1,000. */
    @Test
    void inNoiseHardlyEverARateIsAcceptedThatIsMetLessThanEverySecondTime() {
      int accepted = 0;
      int wrong = 0;
      for (int run = 0; run < 500; run++) {
        Random random = new Random(run);
        SloStep.Ended answer =
            ended(
                SEARCH,
                rate ->
                    random.nextDouble() < 1 / (1 + Math.exp((rate - 1_000) / 50))
                        ? Outcome.MET
                        : Outcome.NOT_MET);
        if (answer instanceof SloStep.Sustainable found) {
          accepted++;
          wrong += found.rate() > 1_000 ? 1 : 0;
          assertThat(found.rate()).isGreaterThan(700);
        }
      }
      assertThat(accepted).isGreaterThan(475);
      assertThat(wrong).isLessThanOrEqualTo(25);
    }
  }

  @Test
  void whatIsNoSearchIsRefused() {
    assertThatThrownBy(() -> new SloSearch(0, 1, 2, 0.05, 10))
        .hasMessage("lowest rate must be positive and finite, was 0.0");
    assertThatThrownBy(() -> new SloSearch(10, 10, 10, 0.05, 10))
        .hasMessage("highest rate must be greater than the lowest (10.0) and finite, was 10.0");
    assertThatThrownBy(() -> new SloSearch(10, 5, 20, 0.05, 10))
        .hasMessage("first rate must be from 10.0 to 20.0, was 5.0");
    assertThatThrownBy(() -> new SloTrial(1, Outcome.MET, 1, -1))
        .hasMessage("latency must be positive and finite, or NaN, was -1.0");
  }
}
