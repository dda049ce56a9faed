package io.stormdb.report;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Pause;
import io.stormdb.api.StatementKind;
import io.stormdb.core.Availability;
import io.stormdb.core.CheckResult;
import io.stormdb.core.ClientHealth;
import io.stormdb.core.ClientUse;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.Connections;
import io.stormdb.core.Detail;
import io.stormdb.core.Details;
import io.stormdb.core.Environment;
import io.stormdb.core.ErrorLimit;
import io.stormdb.core.ErrorPolicy;
import io.stormdb.core.LatencyDetail;
import io.stormdb.core.Load;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Outage;
import io.stormdb.core.Phase;
import io.stormdb.core.QueryMode;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.ErrorClass;
import io.stormdb.core.RunResult.Interval;
import io.stormdb.core.RunResult.Statements;
import io.stormdb.core.RunResult.Status;
import io.stormdb.core.RunResult.Transactions;
import io.stormdb.core.Shape;
import io.stormdb.core.Spread;
import io.stormdb.core.Steps;
import io.stormdb.core.Stopping;
import io.stormdb.core.Until;
import io.stormdb.core.Visits;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.LatencyRanges;
import io.stormdb.metrics.Values;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Results with numbers that can be checked by reading. */
final class Results {

  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final Environment ENVIRONMENT =
      new Environment(
          "jdbc:postgresql://db.example:5432/test?user=ada&password=sesame",
          "17.2",
          Map.of("shared_buffers", "1GB", "fsync", "on", "max_connections", "100"),
          "0.1.0 (0123abc)",
          "bank 0.1.0 (class path)",
          "PostgreSQL JDBC Driver 42.7.14",
          QueryMode.PREPARED,
          "17.0.15+6",
          "Linux 6.1 amd64",
          4,
          512L << 20);

  private static final LoadedData BANK =
      new LoadedData(
          3,
          7,
          "0.1.0",
          Map.of("account", 3_000L, "branch", 1L),
          Map.of("currency", "none"),
          Instant.parse("2026-01-01T00:00:00Z"),
          2);

  /** 1 to 100 units, each once: the median is 50 of them and the 95th percentile 95. */
  private static final long[] HUNDRED = LongStream.rangeClosed(1, 100).toArray();

  private static final ClientUse ROOM =
      new ClientUse(
          Duration.ofSeconds(10),
          4,
          Optional.of(Duration.ofSeconds(6)),
          OptionalDouble.of(0.625),
          3,
          Duration.ofMillis(21),
          Duration.ofMillis(12),
          Latencies.ofNanos(60_000, 70_000, 800_000),
          Latencies.ofNanos(50_000));

  private static final ClientUse NO_ROOM =
      new ClientUse(
          Duration.ofSeconds(4),
          2,
          Optional.of(Duration.ofMillis(7_600)),
          OptionalDouble.of(0.998),
          0,
          Duration.ZERO,
          Duration.ZERO,
          Latencies.ofNanos(60_000, 30_000_000),
          Latencies.none());

  private Results() {}

  private static Details details() {
    return new Details(
        List.of(
            new Details.OfWorker(
                "worker 0", new Counts(150, 10, 0, 4), hundred(1_000_000), Duration.ofSeconds(10)),
            new Details.OfWorker(
                "worker 1", new Counts(40, 0, 0, 0), hundred(2_000_000), Duration.ofSeconds(4))),
        List.of(
            new Details.OfStatement("change", StatementKind.UPDATE, 4, 198, hundred(300_000)),
            new Details.OfStatement("balance", StatementKind.SELECT, 0, 100, hundred(100_000))),
        List.of(
            new Details.Piece(
                List.of(), Map.of("money_moved", 20L), List.of(), List.of(), List.of()),
            new Details.Piece(
                List.of(
                    new Details.Slice(
                        new Counts(40, 0, 0, 0), millis(40), millis(80), millis(90), millis(100)),
                    new Details.Slice(
                        new Counts(50, 10, 0, 4),
                        millis(50),
                        millis(95),
                        millis(99),
                        millis(1_000))),
                Map.of("money_moved", 250L),
                List.of(
                    new Details.Slice(
                        new Counts(60, 10, 0, 4), millis(40), millis(80), millis(90), millis(100)),
                    new Details.Slice(
                        new Counts(30, 0, 0, 0), millis(50), millis(95), millis(99), millis(900))),
                List.of(
                    new Details.StatementSlice("balance", Optional.empty(), 0, 0),
                    new Details.StatementSlice(
                        "change",
                        Optional.of(
                            new Spread(
                                90,
                                Duration.ofMillis(3),
                                Duration.ofMillis(2),
                                Duration.ofMillis(5),
                                Duration.ofMillis(8),
                                Duration.ofMillis(40))),
                        90,
                        4)),
                List.of(
                    new Details.MeasureSlice("basket", 4, 100_012.5, 0, 2.5, 10, 10, 100_000)))),
        1);
  }

  private static Latencies hundred(long unitNanos) {
    return Latencies.ofNanos(LongStream.of(HUNDRED).map(i -> i * unitNanos).toArray());
  }

  /** In a closed loop service times are response times. */
  private static Transactions closed(
      String name, Counts counts, Latencies latencies, Latencies failed) {
    return new Transactions(name, counts, latencies, latencies, failed);
  }

  private static Interval interval(
      Duration start,
      Duration length,
      boolean measured,
      Counts counts,
      long statements,
      Optional<Duration> p50,
      Optional<Duration> p95,
      Optional<Duration> p99,
      Optional<Duration> max) {
    return new Interval(
        start,
        length,
        measured,
        counts,
        statements,
        p50,
        p95,
        p99,
        max,
        Optional.empty(),
        statements / 2,
        p50,
        p50,
        max,
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  /**
   * 100 balances of 1 to 100 ms and 100 transfers of 10 to 1,000 ms in 10 s, after 5 s of warm-up;
   * 10 of the transfers were rolled back as expected.
   */
  static RunResult normal() {
    return new RunResult(
        "1a2b3c4d",
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .workers(8)
            .duration(Duration.ofSeconds(10))
            .warmup(Duration.ofSeconds(5))
            .interval(Duration.ofSeconds(5))
            .parameter("ratio", "0.5")
            .labels(Map.of("build", "nightly")),
        "bank",
        "stormdb_bank",
        Map.of("ratio", "0.5", "hot_set", "none"),
        "",
        Status.COMPLETED,
        List.of(),
        STARTED,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        ENVIRONMENT,
        BANK,
        List.of(
            closed("balance", new Counts(100, 0, 0, 0), hundred(1_000_000), Latencies.none()),
            closed("transfer", new Counts(90, 10, 0, 4), hundred(10_000_000), Latencies.none())),
        Map.of(
            StatementKind.SELECT, new Statements(100, 100),
            StatementKind.INSERT, new Statements(0, 0),
            StatementKind.UPDATE, new Statements(200, 198),
            StatementKind.DELETE, new Statements(0, 0),
            StatementKind.OTHER, new Statements(100, 0)),
        List.of(
            new ErrorClass(
                "serialization_failure", "40001", 0, 4, "ERROR: could not serialize access")),
        List.of(
            interval(
                Duration.ZERO,
                Duration.ofSeconds(5),
                false,
                new Counts(60, 5, 0, 0),
                130,
                millis(40),
                millis(90),
                millis(95),
                millis(400)),
            interval(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                true,
                new Counts(90, 10, 0, 4),
                250,
                millis(50),
                millis(95),
                millis(99),
                millis(1_000)),
            interval(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                true,
                new Counts(100, 0, 0, 0),
                150,
                millis(51),
                millis(96),
                millis(98),
                millis(700))),
        Map.of("money_moved", 450L, "interest", 12_345_678L),
        new Counts(60, 5, 0, 0),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(ClientHealth.of(ROOM)),
        Map.of("basket", new RunResult.Measured("EUR", Values.of(0, 2.5, 10, 100_000))),
        details(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ofSeconds(10), 8),
        Steps.NONE);
  }

  /** Meant for a minute or a million transactions, ended after 2.5 s. */
  static RunResult interrupted() {
    return new RunResult(
        "5e6f7a8b",
        RunPlan.of("mixed")
            .connections(Connections.persistent())
            .end(
                new RunPlan.End(
                    Optional.of(Duration.ofSeconds(60)), java.util.OptionalLong.of(1_000_000))),
        "simple",
        "stormdb_simple",
        Map.of(),
        "",
        Status.INTERRUPTED,
        List.of(),
        STARTED,
        Duration.ZERO,
        Duration.ofMillis(2_500),
        ENVIRONMENT,
        BANK,
        List.of(closed("read", new Counts(100, 0, 0, 0), hundred(1_000), Latencies.none())),
        Map.of(StatementKind.SELECT, new Statements(100, 100)),
        List.of(),
        List.of(
            interval(
                Duration.ZERO,
                Duration.ofMillis(2_500),
                true,
                new Counts(100, 0, 0, 0),
                100,
                Optional.of(Duration.ofNanos(50_000)),
                Optional.of(Duration.ofNanos(95_000)),
                Optional.of(Duration.ofNanos(99_000)),
                Optional.of(Duration.ofNanos(100_000)))),
        Map.of(),
        Counts.ZERO,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ofMillis(2_500), 4),
        Steps.NONE);
  }

  /** Interrupted 1.2 s into its warm-up. */
  static RunResult nothingMeasured() {
    return new RunResult(
        "9c0d1e2f",
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .warmup(Duration.ofSeconds(5))
            .duration(Duration.ofMinutes(90)),
        "bank",
        "stormdb_bank",
        Map.of(),
        "",
        Status.INTERRUPTED,
        List.of(),
        STARTED,
        Duration.ofMillis(1_200),
        Duration.ZERO,
        ENVIRONMENT,
        BANK,
        List.of(closed("balance", Counts.ZERO, Latencies.none(), Latencies.none())),
        Map.of(StatementKind.SELECT, new Statements(0, 0)),
        List.of(),
        List.of(
            interval(
                Duration.ZERO,
                Duration.ofMillis(1_200),
                false,
                Counts.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Map.of(),
        Counts.ZERO,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ZERO, 4),
        Steps.NONE);
  }

  /** The server went away after 4 s: of 250,003 transactions 103 failed. */
  static RunResult failed() {
    return new RunResult(
        "3a4b5c6d",
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .workers(2)
            .duration(Duration.ofSeconds(30))
            .interval(Duration.ofSeconds(4))
            .verify(true),
        "bank",
        "stormdb_bank",
        Map.of(),
        "",
        Status.FAILED,
        List.of(
            "no worker could connect for 1s, longer than max_outage allows: the connection was refused\n  Where: far away (connection_failed, SQLSTATE 08001)"),
        STARTED,
        Duration.ZERO,
        Duration.ofSeconds(4),
        ENVIRONMENT,
        BANK,
        List.of(
            closed(
                "balance",
                new Counts(249_900, 0, 2, 0),
                hundred(1_000_000),
                Latencies.ofNanos(5_000_000)),
            closed("transfer", new Counts(0, 0, 101, 909), Latencies.none(), hundred(20_000_000))),
        Map.of(
            StatementKind.SELECT, new Statements(249_900, 249_900),
            StatementKind.COMPOUND, new Statements(100, 0)),
        List.of(
            new ErrorClass(
                "serialization_failure",
                "40001",
                100,
                909,
                "ERROR: could not serialize access due to concurrent update"),
            new ErrorClass("connection_lost", "08006", 2, 0, "the connection was closed"),
            new ErrorClass("driver_error", "", 1, 0, "no answer")),
        List.of(
            new Interval(
                Duration.ZERO,
                Duration.ofSeconds(4),
                true,
                new Counts(249_900, 0, 103, 909),
                250_000,
                millis(50),
                millis(95),
                millis(99),
                millis(100),
                Optional.empty(),
                125_000,
                millis(50),
                millis(50),
                millis(100),
                Duration.ofMillis(2_400),
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.of(
                    new Spread(
                        250_003,
                        Duration.ofMillis(3),
                        Duration.ofMillis(2),
                        Duration.ofMillis(8),
                        Duration.ofMillis(9),
                        Duration.ofMillis(30))))),
        Map.of(),
        Counts.ZERO,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(ClientHealth.of(NO_ROOM)),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        new Availability(
            Duration.ofSeconds(4),
            2,
            Duration.ofSeconds(1),
            Duration.ofMillis(2_400),
            17,
            1,
            List.of(
                new Outage(
                    Duration.ofMillis(2_600),
                    Duration.ofMillis(1_400),
                    2,
                    Duration.ofSeconds(1),
                    "connection_lost",
                    "08006",
                    "the connection was closed"))),
        Steps.NONE);
  }

  /**
   * 3 s at 100 transactions a second and 1 s at 50, of which the last 40 found no worker: each took
   * 1 to 100 ms and started half a second late.
   */
  static RunResult openLoop() {
    List<Phase> phases =
        List.of(
            Phase.of(Duration.ofSeconds(3)),
            Phase.of(Duration.ofSeconds(1))
                .rate(Rate.perSecond(50))
                .ramp(Duration.ofMillis(200))
                .mix(Map.of("balance", 3)));
    Latencies late = Latencies.ofNanos(LongStream.of(HUNDRED).map(Results::late).toArray());
    return new RunResult(
        "0f1e2d3c",
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .load(new Load.Open(Rate.perSecond(100), Load.Timetable.POISSON))
            .phases(phases),
        "bank",
        "stormdb_bank",
        Map.of(),
        "",
        Status.COMPLETED,
        List.of(),
        STARTED,
        Duration.ZERO,
        Duration.ofSeconds(4),
        ENVIRONMENT,
        BANK,
        List.of(
            new Transactions(
                "balance", new Counts(100, 0, 0, 0), late, hundred(1_000_000), Latencies.none())),
        Map.of(StatementKind.SELECT, new Statements(100, 100)),
        List.of(),
        List.of(
            new Interval(
                Duration.ZERO,
                Duration.ofSeconds(4),
                true,
                new Counts(100, 0, 0, 0),
                100,
                millis(550),
                millis(595),
                millis(599),
                millis(600),
                millis(500),
                100,
                millis(551),
                millis(590),
                millis(600),
                Duration.ZERO,
                Duration.ZERO,
                Optional.of(
                    new Spread(
                        100,
                        Duration.ofMillis(51),
                        Duration.ofMillis(50),
                        Duration.ofMillis(95),
                        Duration.ofMillis(99),
                        Duration.ofMillis(100))),
                Optional.empty())),
        Map.of(),
        Counts.ZERO,
        Optional.of(new RunResult.OpenLoop(140, 40, Latencies.ofNanos(500_000_000))),
        List.of(
            new RunResult.PhaseTotals(
                phases.get(0),
                Duration.ZERO,
                Duration.ofSeconds(3),
                new Counts(90, 0, 0, 0),
                90,
                late),
            new RunResult.PhaseTotals(
                phases.get(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                new Counts(10, 0, 0, 0),
                10,
                late)),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ofSeconds(4), 4),
        Steps.NONE);
  }

  /**
   * A minute and half an interval: 500 transactions in each of the first ten seconds, and then 980,
   * 1,000 or 1,020 by turns.
   */
  static RunResult settled() {
    List<Interval> intervals =
        IntStream.rangeClosed(0, 60)
            .mapToObj(
                second ->
                    interval(
                        Duration.ofSeconds(second),
                        Duration.ofMillis(second < 60 ? 1_000 : 400),
                        true,
                        new Counts(second < 10 ? 500 : 980 + second % 3 * 20, 0, 0, 0),
                        1_000,
                        millis(1),
                        millis(2),
                        millis(3),
                        millis(4)))
            .toList();
    return new RunResult(
        "6b7a8c9d",
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .duration(Duration.ofMillis(60_400)),
        "bank",
        "stormdb_bank",
        Map.of(),
        "",
        Status.COMPLETED,
        List.of(),
        STARTED,
        Duration.ZERO,
        Duration.ofMillis(60_400),
        ENVIRONMENT,
        BANK,
        List.of(closed("balance", new Counts(55_980, 0, 0, 0), hundred(40_000), Latencies.none())),
        Map.of(StatementKind.SELECT, new Statements(61_000, 61_000)),
        List.of(),
        intervals,
        Map.of(),
        Counts.ZERO,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ofMillis(60_400), 4),
        Steps.NONE);
  }

  /** The same, ended by its second look, with other percentiles and bars. */
  static RunResult known() {
    RunResult settled = settled();
    return new RunResult(
        settled.runId(),
        RunPlan.of("bank")
            .connections(Connections.persistent())
            .until(Until.parse("ci 2.5% or 10m"))
            .latencyDetail(
                LatencyDetail.USUAL
                    .percentiles(5, 50, 99, 99.999)
                    .buckets(
                        List.of(
                            Duration.ofNanos(500_000),
                            Duration.ofMillis(1),
                            Duration.ofMillis(3)))),
        settled.workload(),
        settled.schema(),
        settled.parameters(),
        settled.notice(),
        settled.status(),
        settled.degraded(),
        settled.started(),
        settled.warmup(),
        settled.measured(),
        settled.environment(),
        settled.data(),
        settled.transactions(),
        settled.statements(),
        settled.errors(),
        settled.intervals(),
        settled.counters(),
        settled.warmupCounts(),
        settled.openLoop(),
        settled.phases(),
        settled.audit(),
        settled.checks(),
        settled.client(),
        settled.measures(),
        settled.details(),
        Optional.of(
            new LatencyRanges(
                range(1_900_000, 2_000_000, 2_150_000, 1),
                range(1_960_000, 2_000_000, 2_050_000, 2),
                range(3_700_000, 3_800_000, 3_870_000, 2),
                range(3_950_000, 3_960_000, 3_990_000, 9),
                2)),
        Optional.of(
            new Stopping(
                2, Optional.of(new ConfidenceInterval(998, 980, 1_016, 1 - (1 - 0.95) / 6)))),
        settled.sessions(),
        settled.connections(),
        settled.availability(),
        Steps.NONE);
  }

  private static BlockBootstrap.Range range(double low, double estimate, double high, int length) {
    return new BlockBootstrap.Range(
        new ConfidenceInterval(estimate, low, high, 0.95), length, length < 5);
  }

  private static long late(long millis) {
    return (500 + millis) * 1_000_000;
  }

  /** Audited and checked: one finding and one check fail. */
  static RunResult audited() {
    return new RunResult(
        "7e8f9a0b",
        RunPlan.of("tpcc")
            .connections(Connections.persistent())
            .scale(2)
            .workers(20)
            .duration(Duration.ofMinutes(5))
            .isolation(Isolation.SERIALIZABLE)
            .verify(true)
            .interval(Duration.ofMinutes(5))
            .shape(Shape.sine(0.2)),
        "tpcc",
        "stormdb_tpcc",
        Map.of("pacing", "none"),
        "Derived from TPC-C; not comparable with published TPC-C results.",
        Status.COMPLETED,
        List.of(),
        STARTED,
        Duration.ZERO,
        Duration.ofMinutes(5),
        ENVIRONMENT,
        new LoadedData(
            2,
            42,
            "0.1.0",
            Map.of("warehouse", 2L, "order_line", 600_123L),
            Map.of("c_load", "157"),
            Instant.parse("2026-01-01T00:00:00Z"),
            0),
        List.of(
            closed("new_order", new Counts(29_700, 300, 0, 0), hundred(100_000), Latencies.none())),
        Map.of(
            StatementKind.SELECT, new Statements(60_000, 330_000),
            StatementKind.INSERT, new Statements(30_000, 300_000),
            StatementKind.COMPOUND, new Statements(60_000, 60_000),
            StatementKind.UPDATE, new Statements(29_999, 29_999),
            StatementKind.DELETE, new Statements(1, 10)),
        List.of(),
        List.of(
            interval(
                Duration.ZERO,
                Duration.ofMinutes(5),
                true,
                new Counts(29_700, 300, 0, 0),
                180_000,
                millis(5),
                millis(9),
                millis(9),
                millis(10))),
        Map.of("order_lines", 300_000L),
        Counts.ZERO,
        Optional.empty(),
        List.of(),
        List.of(
            new Finding(
                "remote order lines",
                "TPC-C 2.4.1.5",
                "0.95 % to 1.05 %",
                "1.01 % of 300,000",
                Verdict.PASS),
            new Finding("rollbacks", "TPC-C 2.4.1.4", "0.9 % to 1.1 %", "2.00 %", Verdict.FAIL),
            new Finding("plan", "", "uses the index", "no index", Verdict.INVALID),
            new Finding("tpmC efficiency", "", "", "5,940", Verdict.NOT_APPLICABLE)),
        List.of(
            new CheckResult(
                "3.3.2.1",
                "W_YTD = sum(D_YTD)",
                Verdict.PASS,
                0,
                List.of(),
                Duration.ofNanos(12_340_000)),
            new CheckResult(
                "3.3.2.2",
                "D_NEXT_O_ID - 1 = max(O_ID) = max(NO_O_ID)",
                Verdict.FAIL,
                2,
                List.of("w_id=1 d_id=3 next=3001", "w_id=2 d_id=4\nnext=3002"),
                Duration.ofMillis(1_500)),
            new CheckResult(
                "load",
                "every customer has one order",
                Verdict.NOT_APPLICABLE,
                0,
                List.of(),
                Duration.ZERO)),
        Optional.empty(),
        Map.of(),
        Details.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Visits(41, 40, 150, Duration.ofSeconds(60))),
        ConnectionFigures.pinned(4),
        Availability.uninterrupted(Duration.ofMinutes(5), 20),
        Steps.NONE);
  }

  /** A plan in which everything differs from the default. */
  static RunPlan fullPlan() {
    return RunPlan.of("bank")
        .connections(Connections.persistent())
        .scale(5)
        .schema("my_bank")
        .parameter("ratio", "0.9")
        .workers(3)
        .transactions(12_345)
        .warmup(Duration.ofMillis(1_500))
        .interval(Duration.ofMillis(250))
        .thinkTime(Pause.none())
        .seed(-1)
        .maxTries(1)
        .isolation(Isolation.REPEATABLE_READ)
        .grace(Duration.ofMillis(100))
        .verify(true)
        .labels(Map.of("b", "2", "a", "1"))
        .detail(new Detail(false, false, true, false))
        .latencyDetail(
            LatencyDetail.USUAL
                .percentiles(0.5, 5, 99.9)
                .buckets(List.of(Duration.ofNanos(500_000), Duration.ofMillis(10))))
        .connections(Connections.pooled(2).queryTimeout(Duration.ofSeconds(5)))
        .errors(
            new ErrorPolicy(
                ErrorPolicy.OnError.ABORT,
                Optional.of(ErrorLimit.parse("0.5%")),
                Duration.ofMinutes(1)))
        .mix(MixWeights.parse("transfer=2.5, balance=10"))
        .verifyEvery(Duration.ofSeconds(30));
  }
}
