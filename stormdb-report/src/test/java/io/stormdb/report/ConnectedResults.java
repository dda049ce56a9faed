package io.stormdb.report;

import io.stormdb.api.StatementKind;
import io.stormdb.core.Availability;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.ConnectionSetup;
import io.stormdb.core.Connections;
import io.stormdb.core.Details;
import io.stormdb.core.ModeComparison;
import io.stormdb.core.Outage;
import io.stormdb.core.Pooler;
import io.stormdb.core.ReadWriteSplit;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.ServerUse;
import io.stormdb.core.Steps;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Results of runs that came by connections in other ways. */
final class ConnectedResults {

  private ConnectedResults() {}

  /** Two connections, lent for 15 of 20 s, for 100 transactions; each waited 10 ms. */
  static RunResult pooled() {
    return result(
        Connections.of(new Connections.Pooled(2, 1, Duration.ofMinutes(10), Duration.ofMinutes(30)))
            .queryTimeout(Duration.ofSeconds(5)),
        new ConnectionFigures(
            3,
            Latencies.ofNanos(10_000_000),
            Optional.of(new ConnectionFigures.Pool(2, Duration.ofSeconds(15))),
            List.of(),
            new ConnectionSetup(
                Latencies.ofNanos(3_000_000, 4_000_000, 5_000_000),
                Latencies.none(),
                Latencies.none(),
                Latencies.none(),
                Latencies.none(),
                Latencies.ofNanos(500_000, 500_000, 500_000)),
            Optional.empty(),
            List.of(new ServerUse("db.example:5432", false, "17.11", 3, new Counts(100, 0, 0, 0))),
            Optional.empty(),
            Pooler.TRANSACTION,
            false));
  }

  /** Three workers with 80 transactions, and two with 20 that took five times as long. */
  static RunResult mixed() {
    return result(
        Connections.mixed(),
        new ConnectionFigures(
            23,
            Latencies.ofNanos(4_000_000),
            Optional.empty(),
            List.of(
                new ConnectionFigures.Half(
                    new Connections.Persistent(),
                    3,
                    3,
                    new Counts(80, 0, 0, 0),
                    Latencies.ofNanos(1_000_000),
                    Latencies.ofNanos(1_000_000)),
                new ConnectionFigures.Half(
                    new Connections.Transient(),
                    2,
                    20,
                    new Counts(20, 0, 1, 0),
                    Latencies.ofNanos(5_000_000),
                    Latencies.ofNanos(1_000_000))),
            new ConnectionSetup(
                Latencies.ofNanos(3_000_000, 4_000_000),
                Latencies.ofNanos(100_000, 200_000),
                Latencies.none(),
                Latencies.ofNanos(1_000_000, 1_200_000),
                Latencies.ofNanos(1_500_000, 2_100_000),
                Latencies.ofNanos(400_000, 500_000)),
            Optional.of(
                new ModeComparison(
                    20,
                    Optional.of(range(4e6, 3.8e6, 4.2e6)),
                    Optional.of(range(0.375, 0.36, 0.39)))),
            List.of(
                new ServerUse(
                    "/run/postgresql:5432", false, "17.11", 23, new Counts(100, 0, 1, 0))),
            Optional.empty(),
            Pooler.SESSION,
            false));
  }

  /** 30 writes on the primary and 70 reads on two standbys, one of which was away for 2 s. */
  static RunResult split() {
    List<ServerUse> primary =
        List.of(new ServerUse("db-1.example:5432", false, "17.11", 2, new Counts(30, 0, 0, 1)));
    List<ServerUse> standbys =
        List.of(
            new ServerUse("db-2.example:5432", true, "17.11", 3, new Counts(48, 0, 2, 0)),
            new ServerUse("[2001:db8::7]:5433", true, "17.11", 1, new Counts(22, 0, 0, 0)));
    return result(
        Connections.pooled(2).splitReads(),
        new ConnectionFigures(
            6,
            Latencies.ofNanos(10_000_000),
            Optional.of(new ConnectionFigures.Pool(4, Duration.ofSeconds(20))),
            List.of(),
            ConnectionSetup.NONE,
            Optional.empty(),
            Stream.of(primary, standbys).flatMap(List::stream).toList(),
            Optional.of(
                new ReadWriteSplit(
                    new ReadWriteSplit.Side(
                        new Counts(30, 0, 0, 1),
                        Latencies.ofNanos(20_000_000),
                        Latencies.ofNanos(2_000_000),
                        primary,
                        Optional.of(new ConnectionFigures.Pool(2, Duration.ofSeconds(5))),
                        Availability.uninterrupted(Duration.ofSeconds(10), 5)),
                    new ReadWriteSplit.Side(
                        new Counts(70, 0, 3, 0),
                        Latencies.ofNanos(5_000_000),
                        Latencies.ofNanos(1_000_000),
                        standbys,
                        Optional.of(new ConnectionFigures.Pool(2, Duration.ofSeconds(15))),
                        new Availability(
                            Duration.ofSeconds(10),
                            5,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(7),
                            4,
                            1,
                            List.of(
                                new Outage(
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(2),
                                    5,
                                    Duration.ofSeconds(1),
                                    "connection_failed",
                                    "08001",
                                    "none of the hosts is a standby")))))),
            Pooler.NONE,
            false));
  }

  private static BlockBootstrap.Range range(double estimate, double low, double high) {
    return new BlockBootstrap.Range(new ConfidenceInterval(estimate, low, high, 0.95), 1, true);
  }

  private static RunResult result(Connections connections, ConnectionFigures figures) {
    RunResult other = Results.normal();
    return new RunResult(
        "5f4e3d2c",
        RunPlan.of("bank").workers(5).duration(Duration.ofSeconds(10)).connections(connections),
        other.workload(),
        other.schema(),
        Map.of(),
        "",
        RunResult.Status.COMPLETED,
        List.of(),
        other.started(),
        Duration.ZERO,
        Duration.ofSeconds(10),
        other.environment(),
        other.data(),
        List.of(
            new RunResult.Transactions(
                "balance",
                new Counts(100, 0, 0, 0),
                Latencies.ofNanos(11_000_000),
                Latencies.ofNanos(1_000_000),
                Latencies.none())),
        Map.of(StatementKind.SELECT, new RunResult.Statements(100, 100)),
        List.of(),
        List.of(),
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
        figures,
        Availability.uninterrupted(Duration.ofSeconds(10), 5),
        Steps.NONE);
  }
}
