package io.stormdb.report;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.progressive.Axes;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.CoolDown;
import io.stormdb.progressive.FindMax;
import io.stormdb.progressive.Level;
import io.stormdb.progressive.Listed;
import io.stormdb.progressive.Order;
import io.stormdb.progressive.StudyPlan;
import io.stormdb.progressive.StudyResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Studies that were never made. */
final class Studies {

  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  private static final RunPlan LOAD =
      RunPlan.of("bank").warmup(Duration.ofSeconds(10)).duration(Duration.ofSeconds(30));

  /** What a server does that has eight processors: it rises to 8 workers, then falls a little. */
  private static final Map<Integer, Long> TPS =
      Map.of(1, 200L, 2, 398L, 4, 780L, 8, 1_400L, 16, 1_390L, 32, 1_210L);

  private Studies() {}

  /** Returns one of seven levels, one of which failed. */
  static StudyResult completed() {
    List<BandResult> bands = new ArrayList<>();
    for (int workers : new int[] {1, 2, 4, 8, 16, 32}) {
      bands.add(band(bands.size() + 1, Level.of(workers), TPS.getOrDefault(workers, 0L)));
    }
    bands.add(
        new BandResult(
            7,
            1,
            Level.of(64),
            BandResult.Status.FAILED,
            "the server takes 50 connections, 64 are needed",
            STARTED.plusSeconds(300),
            Duration.ofMillis(120),
            Optional.empty(),
            List.of()));
    return study(
        StudyPlan.of(LOAD, new Listed.Exponential(Axes.workers(1, 64), 7))
            .coolDown(CoolDown.of(Duration.ofSeconds(5))),
        StudyResult.Status.COMPLETED,
        bands);
  }

  /** Returns one of workers who share connections, ended early. */
  static StudyResult interrupted() {
    return study(
        StudyPlan.of(LOAD, new Listed.Custom(List.of(Level.of(8, 2), Level.of(8, 4), Level.of(8))))
            .order(Order.ABBA, 2),
        StudyResult.Status.INTERRUPTED,
        List.of(
            pooled(1, 2, 600, BandResult.Status.COMPLETED),
            pooled(2, 4, 1_100, BandResult.Status.INTERRUPTED)));
  }

  /** Returns a search for the highest rate that has not ended. */
  static StudyResult searched() {
    FindMax strategy =
        new FindMax(
            LatencyBound.parse("p99<20ms"),
            16,
            16,
            Rate.perSecond(1),
            Rate.perSecond(100),
            Rate.perSecond(10_000),
            30);
    return study(
        StudyPlan.of(LOAD, strategy),
        StudyResult.Status.INTERRUPTED,
        List.of(
            band(1, Level.of(16).at(Rate.perSecond(100)), 100),
            band(2, Level.of(16).at(Rate.perSecond(1_000)), 1_000),
            band(3, Level.of(16).at(Rate.perSecond(200)), 200)));
  }

  /** Returns one of which nothing came. */
  static StudyResult failed() {
    return new StudyResult(
        StudyPlan.of(LOAD, new Listed.Custom(List.of(Level.of(1)))),
        StudyResult.Status.FAILED,
        STARTED,
        Duration.ofSeconds(3),
        "",
        Optional.empty(),
        List.of(
            new BandResult(
                1,
                1,
                Level.of(1),
                BandResult.Status.FAILED,
                "connection refused",
                STARTED,
                Duration.ofMillis(7),
                Optional.empty(),
                List.of())),
        List.of(),
        List.of("the study is not kept: cannot write study.json: no space left on device"));
  }

  private static StudyResult study(
      StudyPlan plan, StudyResult.Status status, List<BandResult> bands) {
    return new StudyResult(
        plan,
        status,
        STARTED,
        Duration.ofSeconds(312),
        "bank",
        Optional.of(Results.normal().environment()),
        bands,
        List.of(),
        List.of("before band 3 the server was not quiet after 60 s: a checkpoint"));
  }

  private static BandResult band(int number, Level level, long tps) {
    return band(number, level, tps, BandResult.Status.COMPLETED, Optional.empty());
  }

  private static BandResult pooled(
      int number, int connections, long tps, BandResult.Status status) {
    return band(
        number,
        Level.of(8, connections),
        tps,
        status,
        Optional.of(
            new ConnectionFigures.Pool(
                connections, Duration.ofMillis(30_000L * connections - 1_500))));
  }

  /** What a server says on the load driver's machine; nothing of its processors with 2 workers. */
  private static Map<String, Double> server(int workers) {
    Map<String, Double> seen = new TreeMap<>();
    seen.put(Conclusions.CPU_SHARE, 0.2);
    seen.put(Conclusions.LOCK_SHARE, 0.7);
    seen.put(Conclusions.LOCK_SHARE + Conclusions.EVENT + "Lock:transactionid", 0.6);
    seen.put(Conclusions.LOCK_SHARE + Conclusions.EVENT + "LWLock:WALInsert", 0.1);
    if (workers != 2) {
      seen.put(Conclusions.PROCESSORS, 8.0);
      seen.put(Conclusions.PROCESSORS_BUSY, 0.75);
      seen.put(Conclusions.PROCESSORS_WAITING, 0.0625);
      seen.put(Conclusions.DRIVER_INCLUDED, 1.0);
    }
    return seen;
  }

  private static BandResult band(
      int number,
      Level level,
      long tps,
      BandResult.Status status,
      Optional<ConnectionFigures.Pool> pool) {
    List<BandFigures.Interval> intervals = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      // up and down by two and a half per cent, in no order that a batch could see
      long there = tps + (second * 7 % 11 - 5) * tps / 200;
      intervals.add(new BandFigures.Interval(Duration.ofSeconds(1), there, 0, 3 * there));
    }
    long successful = intervals.stream().mapToLong(BandFigures.Interval::successful).sum();
    long nanos = 1_000_000_000L * level.workers() / tps;
    Latencies latencies =
        Latencies.ofNanos(
            LongStream.range(0, successful).map(i -> nanos * (75 + i % 50) / 100).toArray());
    BandFigures figures =
        new BandFigures(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            new Counts(successful - 10, 10, 2, 3),
            3 * successful,
            latencies,
            Latencies.ofNanos(5_000_000, 6_000_000),
            pool.isPresent() ? Latencies.ofNanos(1_000_000, 2_000_000) : Latencies.none(),
            pool,
            level.workers(),
            intervals,
            List.of(new RunResult.ErrorClass("deadlock_detected", "40P01", 2, 3, "deadlock")),
            level
                .rate()
                .map(
                    rate ->
                        new BandFigures.Timetable(
                            30 * tps, 4, Latencies.ofNanos(4_000_000, 4_500_000))),
            Optional.of(
                new BandFigures.Client(
                    level.workers() == 32 ? ClientHealth.Grade.D : ClientHealth.Grade.A,
                    "the client used 21% of its processors",
                    level.workers() == 4 ? OptionalDouble.empty() : OptionalDouble.of(1.68))),
            pool.isPresent() ? Map.of() : server(level.workers()));
    return new BandResult(
        number,
        1,
        level,
        status,
        status == BandResult.Status.INTERRUPTED ? "before its planned end" : "",
        STARTED.plusSeconds(45L * number),
        Duration.ofMillis(40_123),
        Optional.of(figures),
        level.workers() == 16 ? List.of("3 workers were without a connection for 2s") : List.of());
  }
}
