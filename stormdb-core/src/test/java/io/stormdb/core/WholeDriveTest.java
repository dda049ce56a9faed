package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Isolation;
import io.stormdb.api.Mix;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.TypeTally;
import io.stormdb.metrics.statistics.StoppingRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole runs, from the first worker's start to the last one's end, with all their threads, by a
 * clock that moves only when all of them wait: minutes pass in no time, and nothing is late.
 */
@Timeout(120)
class WholeDriveTest {

  private static final RunPlan PLAN =
      RunPlan.of("any").workers(1).connections(Connections.persistent());

  /** No whole number of these is a second, so nothing ends just where an interval does. */
  private static final Duration USUAL = Duration.ofNanos(900_001);

  private static final Duration LONG = Duration.ofNanos(9_000_001);

  private static Runner.Outcome drive(RunPlan plan, VirtualClock clock, TransactionType... types) {
    Supply supply = new Supply(plan.connections(), opening(), opening());
    try (Supplies supplies = new Supplies(supply, supply)) {
      return new Runner(plan, List.of(types), Mix.WEIGHTED, null, RunListener.NONE, clock)
          .run(supplies, new Cancellation());
    }
  }

  private static Opening opening() {
    return new Opening(
        new Database(TestServer.dataSource(), "it"),
        "public",
        "stormdb:test",
        Map.of(),
        Isolation.READ_COMMITTED,
        Optional.empty(),
        Pooler.NONE,
        new SetupRecorder());
  }

  /** A clock for the workers and for who cuts and ends the run. */
  private static VirtualClock clockOf(RunPlan plan) {
    return new VirtualClock(plan.workers() + 1);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Latencies latencies(Runner.Outcome outcome) {
    return outcome.measuredTally().latencies();
  }

  @Nested
  class UntilTpsIsKnown {

    private final RunPlan plan = PLAN.warmup(seconds(5)).until(Until.parse("ci 2% or 10m"));
    private final VirtualClock clock = clockOf(plan);
    private final long startNanos = clock.nanoTime();
    private final Random random = new Random(3);

    private long second() {
      return (clock.nanoTime() - startNanos) / 1_000_000_000L;
    }

    /** Returns a second's own number from -1 to 1, the same whoever asks. */
    private double noise(long second) {
      return 2 * new SplittableRandom(second).nextDouble() - 1;
    }

    private TransactionType taking(DoubleSupplier factor) {
      return TransactionType.of(
          "work",
          1,
          tx -> clock.pass(Duration.ofNanos((long) (USUAL.toNanos() * factor.getAsDouble()))));
    }

    @Test
    void endsAfterTheIntervalInWhichASteadyRateIsKnownFirst() {
      Runner.Outcome outcome = drive(plan, clock, taking(() -> 0.9 + 0.2 * random.nextDouble()));
      assertThat(outcome.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(outcome.warmup()).isEqualTo(seconds(5));
      assertThat(outcome.measured()).isEqualTo(seconds(StoppingRule.FIRST_LOOK + 1));
      assertThat(outcome.intervals()).hasSize(5 + StoppingRule.FIRST_LOOK + 1);
      assertThat(outcome.intervals()).allMatch(interval -> interval.length().equals(seconds(1)));
      Stopping stopping = outcome.stopping().orElseThrow();
      assertThat(stopping.looks()).isEqualTo(1);
      assertThat(stopping.reached().orElseThrow().relativeHalfWidth()).isLessThan(0.02);
      double tps = outcome.measuredTally().counts().committed() / 31.0;
      assertThat(tps).isBetween(1_100.0, 1_122.0);
      assertThat(stopping.reached().orElseThrow().low()).isLessThan(tps);
      assertThat(stopping.reached().orElseThrow().high()).isGreaterThan(tps);
      assertThat(outcome.degraded()).isEmpty();
    }

    @Test
    void looksAgainUntilARateThatGoesUpAndDownIsKnown() {
      Runner.Outcome outcome = drive(plan, clock, taking(() -> 1 + 0.15 * noise(second())));
      Stopping stopping = outcome.stopping().orElseThrow();
      assertThat(stopping.looks()).isGreaterThan(1);
      assertThat(stopping.reached().orElseThrow().relativeHalfWidth()).isLessThanOrEqualTo(0.02);
      int measured = Math.toIntExact(outcome.measured().toSeconds());
      assertThat(outcome.measured()).isEqualTo(seconds(measured)).isLessThan(seconds(600));
      // it was looked after the interval before the last
      assertThat(StoppingRule.lookAfter(measured - 1)).isEqualTo(stopping.looks());
    }

    @Test
    void endsAfterTheLongestTimeIfTpsNeverSettle() {
      RunPlan shorter = plan.until(Until.parse("ci 2% or 90s"));
      Runner.Outcome outcome = drive(shorter, clock, taking(() -> 1 + 0.05 * second()));
      assertThat(outcome.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(outcome.measured()).isEqualTo(seconds(90));
      // looks are after 30, 45, 67 and 100
      assertThat(outcome.stopping()).contains(new Stopping(3, Optional.empty()));
    }

    @Test
    void doesNotMindAWarmUpThatIsSlow() {
      Runner.Outcome outcome = drive(plan, clock, taking(() -> second() < 5 ? 20.03 : 1));
      assertThat(outcome.measured()).isEqualTo(seconds(31));
      assertThat(outcome.warmupTally().counts().committed()).isBetween(276L, 284L);
      // one that began in the warm-up takes some of the first second
      assertThat(outcome.measuredTally().counts().committed()).isBetween(34_422L, 34_445L);
    }
  }

  @Nested
  class WithAStallOfFiveSeconds {

    private TransactionType stalling(VirtualClock clock, long number) {
      long[] done = new long[1];
      return TransactionType.of(
          "work", 1, tx -> clock.pass(++done[0] == number ? seconds(5) : USUAL));
    }

    /**
     * At 100 a second, 500 become due in 5 s; the one numbered k of them ends after 5 s less k
     * times what is between two, and k times what each takes.
     */
    @Test
    void anOpenLoopShowsItInTheNinetyNinthPercentile() {
      RunPlan plan = PLAN.rate(Rate.perSecond(100)).duration(seconds(40));
      VirtualClock clock = clockOf(plan);
      Runner.Outcome outcome = drive(plan, clock, stalling(clock, 1_001));
      assertThat(outcome.measuredTally().counts()).isEqualTo(new Counts(4_000, 0, 0, 0));
      long late = 10_000_000 - USUAL.toNanos();
      // 40 of 4,000 are slower than the 99th percentile, or as slow
      assertClose(latencies(outcome).percentile(99), seconds(5).minusNanos(40 * late));
      assertClose(latencies(outcome).max(), seconds(5));
      assertClose(outcome.measuredTally().serviceTimes().percentile(99), USUAL);
      RunResult.OpenLoop kept = outcome.openLoop().orElseThrow();
      assertThat(kept.due()).isEqualTo(4_000);
      assertThat(kept.unissued()).isZero();
      assertClose(kept.startDelays().max(), seconds(5).minusMillis(10));
      // nothing is answered meanwhile, and the intervals say so
      assertThat(outcome.intervals().subList(11, 14))
          .allMatch(interval -> interval.counts().total() == 0);
    }

    @Test
    void aClosedLoopHidesIt() {
      RunPlan plan = PLAN.duration(seconds(40));
      VirtualClock clock = clockOf(plan);
      Runner.Outcome outcome = drive(plan, clock, stalling(clock, 1_001));
      assertClose(latencies(outcome).percentile(99), USUAL);
      assertClose(latencies(outcome).max(), seconds(5));
    }

    /** Three significant digits. */
    private void assertClose(Optional<Duration> latency, Duration expected) {
      assertThat(latency.orElseThrow())
          .isBetween(
              expected.minus(expected.dividedBy(1_000)), expected.plus(expected.dividedBy(1_000)));
    }
  }

  @Nested
  class InPhases {

    private final RunPlan plan =
        PLAN.warmup(seconds(2))
            .workers(3)
            .phases(
                List.of(
                    Phase.of(seconds(10)).workers(1),
                    Phase.of(seconds(10)).workers(3).ramp(seconds(4)),
                    Phase.of(seconds(5)).workers(0),
                    Phase.of(seconds(10)).workers(2).mix(Map.of("look", 0, "change", 1))));
    private final VirtualClock clock = clockOf(plan);

    private TransactionType type(String name, double weight) {
      return TransactionType.of(name, weight, tx -> clock.pass(LONG));
    }

    /** Returns how many transactions workers can do in so many seconds of work. */
    private long in(int secondsOfWork) {
      return secondsOfWork * 1_000_000_000L / LONG.toNanos();
    }

    @Test
    void asManyWorkersWorkAsEachPhaseSays() {
      Runner.Outcome outcome = drive(plan, clock, type("look", 1), type("change", 0));
      assertThat(outcome.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(outcome.warmup()).isEqualTo(seconds(2));
      assertThat(outcome.measured()).isEqualTo(seconds(35));
      List<RunResult.PhaseTotals> phases = outcome.phases();
      assertThat(phases)
          .extracting(RunResult.PhaseTotals::start)
          .containsExactly(seconds(2), seconds(12), seconds(22), seconds(27));
      assertThat(phases)
          .extracting(RunResult.PhaseTotals::length)
          .containsExactly(seconds(10), seconds(10), seconds(5), seconds(10));
      assertThat(outcome.warmupTally().counts().committed()).isBetween(in(2), in(2) + 1);
      assertThat(phases.get(0).counts().committed()).isBetween(in(10) - 1, in(10) + 1);
      // from 1 to 3 within 4 s: the second begins at 1.5, after 1 s, and the third at 2.5
      assertThat(phases.get(1).counts().committed())
          .isBetween(in(10 + 9 + 7) - 3, in(10 + 9 + 7) + 3);
      // those that had begun before
      assertThat(phases.get(2).counts().committed()).isLessThanOrEqualTo(3);
      assertThat(phases.get(3).counts().committed()).isBetween(in(20) - 2, in(20) + 2);
      List<TypeTally> types = outcome.measuredTally().types();
      assertThat(types.get(0).counts().committed()).isBetween(in(10 + 26) - 4, in(10 + 26) + 4);
      assertThat(types.get(1).counts()).isEqualTo(phases.get(3).counts());
    }
  }

  @Nested
  class OfManyIntervals {

    /**
     * 6,600 of 0.3 s are 19,800 intervals of 0.1 s: more than two, and less than three times the
     * most.
     */
    @Test
    void aRunThatOnlyEndsByTransactionsPutsThemTogether() {
      Duration tenth = Duration.ofMillis(100);
      RunPlan plan = PLAN.interval(tenth).transactions(2_450);
      VirtualClock clock = clockOf(plan);
      Runner.Outcome outcome =
          drive(
              plan,
              clock,
              TransactionType.of("work", 1, tx -> clock.pass(Duration.ofNanos(300_000_001))));
      assertThat(outcome.details().intervalsKeptAsOne()).isEqualTo(2);
      List<RunResult.Interval> intervals = outcome.intervals();
      assertThat(intervals).hasSizeBetween(3_675, 3_676);
      assertThat(intervals.subList(0, intervals.size() - 1))
          .allMatch(interval -> interval.length().equals(tenth.multipliedBy(2)));
      assertThat(Counts.sum(intervals.stream().map(RunResult.Interval::counts).toList()))
          .isEqualTo(new Counts(2_450, 0, 0, 0));
      assertThat(intervals.stream().map(RunResult.Interval::length).reduce(Duration::plus))
          .contains(outcome.measured());
      assertThat(outcome.details().intervals()).hasSameSizeAs(intervals);
    }
  }

  @Nested
  class UnderASine {

    /** Between 0 and 8 workers, on average 4: those that the level has reached to a half. */
    @Test
    void workersComeAndGo() {
      RunPlan plan = PLAN.workers(8).duration(seconds(40)).shape(Shape.sine(0, seconds(20)));
      VirtualClock clock = clockOf(plan);
      Runner.Outcome outcome =
          drive(plan, clock, TransactionType.of("work", 1, tx -> clock.pass(LONG)));
      double expected = 0;
      SineLevels levels = new SineLevels(0, 8, 0, 20);
      for (int second = 0; second < 40; second++) {
        double atWork = 0;
        for (int part = 0; part < 1_000; part++) {
          atWork += Math.floor(levels.at(second + (part + 0.5) / 1_000) + 0.5) / 1_000;
        }
        double transactions = atWork / LONG.toNanos() * 1e9;
        expected += transactions;
        assertThat((double) outcome.intervals().get(second).counts().committed())
            .as("second %s", second)
            .isBetween(transactions - 10, transactions + 10);
      }
      assertThat((double) outcome.measuredTally().counts().committed())
          .isBetween(expected - 100, expected + 100);
    }
  }
}
