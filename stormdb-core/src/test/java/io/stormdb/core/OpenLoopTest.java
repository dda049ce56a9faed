package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Isolation;
import io.stormdb.api.Mix;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** One worker at 100 transactions a second by a clock that only moves when it is told to. */
class OpenLoopTest {

  private static final long MILLISECOND = 1_000_000;

  private final ManualClock clock = new ManualClock();
  private final Schedule schedule =
      new Schedule(0, Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(20).toNanos());
  private final OpenLoop openLoop =
      new OpenLoop(Arrivals.constant(Levels.constant(100), 0), schedule, Long.MAX_VALUE);
  private final PhaseRecorder warmup = new PhaseRecorder(1, 1, 1, true);
  private final PhaseRecorder measured = new PhaseRecorder(1, 1, 1, true);
  private int number;

  private static final class ManualClock implements NanoClock {
    private long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void park(Object blocker, long nanos) {
      now += nanos;
    }
  }

  /** Runs transactions of 1 ms, but for the one with a number, from 1. */
  private Tally run(int slowOne, Duration slow) throws SQLException {
    return run(openLoop, slowOne, slow);
  }

  private Tally run(OpenLoop openLoop, int slowOne, Duration slow) throws SQLException {
    TransactionType type =
        TransactionType.of(
            "work", 1, tx -> clock.now += ++number == slowOne ? slow.toNanos() : MILLISECOND);
    RunState state =
        new RunState(
            RunPlan.of("any").workers(1).rate(Rate.perSecond(100)),
            List.of(type),
            Mix.WEIGHTED,
            schedule,
            clock,
            warmup,
            measured,
            new ErrorLog(),
            new ConcurrentHashMap<>(),
            new DeferredQueue(0),
            List.of(new double[] {1}),
            null,
            openLoop,
            Seen.nothing(),
            null,
            new ErrorWatch(RunPlan.of("any").workers(1), schedule, clock, measured));
    try (Connection connection = TestServer.dataSource().getConnection()) {
      Session session = new Session(connection, Isolation.READ_COMMITTED);
      new WorkerLoop(
              state, 0, Lanes.one(new Sessions.Pinned(session, () -> session)), Long.MAX_VALUE)
          .run();
    }
    return measured.flip();
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static void assertPercentile(Latencies latencies, double percentile, Duration expected) {
    // three significant digits
    assertThat(latencies.percentile(percentile).orElseThrow())
        .isBetween(
            expected.multipliedBy(999).dividedBy(1_000),
            expected.multipliedBy(1_001).dividedBy(1_000));
  }

  @Test
  void startsEachTransactionWhenItIsDue() throws SQLException {
    Tally tally = run(0, Duration.ZERO);
    assertThat(warmup.flip().counts().committed()).isEqualTo(100);
    assertThat(tally.counts().committed()).isEqualTo(2_000);
    assertPercentile(tally.latencies(), 100, millis(1));
    assertThat(tally.startDelays().max()).contains(Duration.ZERO);
    RunResult.OpenLoop kept = openLoop.end(tally.startDelays());
    assertThat(kept.due()).isEqualTo(2_000);
    assertThat(kept.unissued()).isZero();
  }

  /**
   * While one transaction takes 5 s, 499 become due. They start late, one each millisecond, while
   * one more is due each 10 ms: the backlog is gone after 5 s / 9. A closed loop would have seen
   * one slow transaction in two thousand.
   */
  @Test
  void chargesAStallToTheTransactionsThatWaitedForItsEnd() throws SQLException {
    Tally tally = run(201, Duration.ofSeconds(5));
    assertThat(tally.counts().committed()).isEqualTo(2_000);
    // number k after the stall was due 10 k ms after its begin and ends k ms after its end
    long late = tally.latencies().count() - tally.latencies().countUpTo(millis(9));
    assertThat(late).isEqualTo(1 + (5_000 - 9) / 9);
    assertPercentile(tally.latencies(), 100, millis(5_000));
    // a hundredth of 2,000 are the slow one and the 19 after it
    assertPercentile(tally.latencies(), 99, millis(5_000 - 20 * 9));
    assertPercentile(tally.serviceTimes(), 99, millis(1));
    assertPercentile(tally.serviceTimes(), 100, millis(5_000));
    assertPercentile(tally.startDelays(), 100, millis(4_990));
    assertThat(openLoop.end(tally.startDelays()).unissued()).isZero();
  }

  @Test
  void countsWhatWasDueAndCouldNotBeStarted() throws SQLException {
    // from 18 s on: 300 are due from then to the end at 21 s, and only the first is started
    Tally tally = run(1_801, Duration.ofSeconds(4));
    assertThat(tally.counts().committed()).isEqualTo(1_701);
    RunResult.OpenLoop kept = openLoop.end(tally.startDelays());
    assertThat(kept.due()).isEqualTo(2_000);
    assertThat(kept.unissued()).isEqualTo(299);
    assertThat(kept.startDelays().count()).isEqualTo(1_701);
  }

  @Test
  void endsEarlyAndCountsOnlyWhatWasDueUntilThen() throws SQLException {
    schedule.endAt(Duration.ofSeconds(11).toNanos());
    Tally tally = run(0, Duration.ZERO);
    assertThat(tally.counts().committed()).isEqualTo(1_000);
    assertThat(openLoop.end(tally.startDelays()).due()).isEqualTo(1_000);
  }

  /**
   * A cycle of 20 s from nothing to 200 a second, after 1 s at 200. In its first quarter the area
   * below is 200 (t / 2 - sin(pi t / 10) 5 / pi) at t = 5 s, in its half 1,000, in all of it 2,000.
   */
  @Test
  void followsASine() throws SQLException {
    OpenLoop cycle =
        new OpenLoop(Arrivals.constant(new SineLevels(1, 200, 0, 20), 0), schedule, Long.MAX_VALUE);
    schedule.endAt(Duration.ofSeconds(6).toNanos());
    Tally quarter = run(cycle, 0, Duration.ZERO);
    assertThat(warmup.flip().counts().committed()).isEqualTo(200);
    long expected = (long) Math.ceil(200 * (2.5 - 5 / Math.PI));
    assertThat(quarter.counts().committed()).isEqualTo(expected);
    assertThat(quarter.startDelays().max()).contains(Duration.ZERO);
    assertThat(cycle.end(quarter.startDelays()).due()).isEqualTo(expected);
  }

  @Test
  void endsAWholeCycleOfASineWithItsMeanRate() throws SQLException {
    OpenLoop cycle =
        new OpenLoop(Arrivals.constant(new SineLevels(1, 200, 0, 20), 0), schedule, Long.MAX_VALUE);
    Tally whole = run(cycle, 0, Duration.ZERO);
    // the one due at the very end, where the level is nothing, may be rounded to either side of it
    assertThat(whole.counts().committed()).isBetween(2_000L, 2_001L);
    assertThat(whole.startDelays().max()).contains(Duration.ZERO);
  }
}
