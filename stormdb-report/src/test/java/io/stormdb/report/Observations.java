package io.stormdb.report;

import io.stormdb.pgstats.BlockActivity;
import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.Observed.Missing;
import io.stormdb.pgstats.Observed.Seen;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatementActivity;
import io.stormdb.pgstats.StatementActivity.Entry;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.pgstats.WalActivity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Statistics of servers with numbers that can be checked by reading. */
final class Observations {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  private Observations() {}

  private static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  /** A server of a version that knows everything, with every number at hand. */
  static ServerStatistics everything() {
    return new ServerStatistics(
        WINDOW,
        new Seen<>(
            new DatabaseActivity(
                12_345,
                67,
                999_000,
                1_000,
                50_000,
                40_000,
                300,
                200,
                100,
                2,
                1,
                3,
                5L << 20,
                millis(1_500),
                millis(250),
                Optional.of(12L))),
        new Seen<>(new BlockActivity(600_000, 900, 399_900, 100)),
        new Seen<>(
            new WalActivity(20L << 20, Optional.of(70_000L), Optional.of(1L), Optional.of(4L))),
        new Seen<>(
            new CheckpointActivity(
                1,
                2,
                4_000,
                50,
                Optional.of(600L),
                Duration.ofMillis(9_500),
                Duration.ofMillis(120))),
        new Seen<>(new ConnectionUse(9, 1, 100, 3)),
        new Seen<>(new CacheState(300L << 20, 1L << 30)),
        new Seen<>(
            new WaitActivity(
                40,
                1,
                Duration.ofMillis(12),
                List.of(
                    new WaitActivity.State("active", "", "", 140),
                    new WaitActivity.State("idle", "Client", "ClientRead", 90),
                    new WaitActivity.State("active", "LWLock", "WALWrite", 50),
                    new WaitActivity.State("idle in transaction", "Client", "ClientRead", 30),
                    new WaitActivity.State("active", "IO", "WALSync", 7),
                    new WaitActivity.State("active", "Lock", "transactionid", 3)))),
        Optional.of(
            new Seen<>(
                new StatementActivity(
                    List.of(
                        new Entry(
                            Optional.of("UPDATE account SET balance = balance - $1 WHERE id = $2"),
                            200,
                            Duration.ofMillis(6_000),
                            198,
                            9_990,
                            10,
                            Optional.of(3L << 20)),
                        new Entry(
                            Optional.of(
                                "SELECT balance\n  FROM account a\n  JOIN branch b USING (branch_id)"
                                    + "\n WHERE a.id = $1 AND b.name = $2 AND b.city = $3 ORDER BY b.name"),
                            100,
                            Duration.ofMillis(3_000),
                            100,
                            0,
                            0,
                            Optional.of(0L)),
                        new Entry(
                            Optional.empty(),
                            1,
                            Duration.ofMillis(999),
                            0,
                            1,
                            1,
                            Optional.empty())),
                    7,
                    Duration.ofSeconds(10),
                    List.of("pg_stat_statements was full")))));
  }

  /** An old server that tells little, and another that was reset meanwhile. */
  static ServerStatistics little() {
    return new ServerStatistics(
        WINDOW,
        new Seen<>(
            new DatabaseActivity(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        new Seen<>(new BlockActivity(0, 0, 0, 0)),
        new Seen<>(new WalActivity(900, Optional.empty(), Optional.empty(), Optional.empty())),
        new Missing<>(Observed.RESET),
        new Missing<>("user 'ada' may not read pg_stat_activity"),
        new Seen<>(new CacheState(7_000_000, 128L << 20)),
        new Missing<>("no session of the load was seen in 40 looks"),
        Optional.of(new Missing<>("the extension pg_stat_statements is not in database 'test'")));
  }

  /** Statements were not asked for, and the rest could not be had. */
  static ServerStatistics nothing() {
    String reason = "the connection for statistics was lost";
    return new ServerStatistics(
        Duration.ZERO,
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        Optional.empty());
  }
}
