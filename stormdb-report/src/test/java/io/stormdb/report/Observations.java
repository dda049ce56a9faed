package io.stormdb.report;

import io.stormdb.pgstats.Activity;
import io.stormdb.pgstats.ArchiverActivity;
import io.stormdb.pgstats.BlockActivity;
import io.stormdb.pgstats.BlockerTree;
import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.DiskSpace;
import io.stormdb.pgstats.DuplicateIndex;
import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.Figures;
import io.stormdb.pgstats.HostFacts;
import io.stormdb.pgstats.IndexActivity;
import io.stormdb.pgstats.IoActivity;
import io.stormdb.pgstats.LockActivity;
import io.stormdb.pgstats.LockWait;
import io.stormdb.pgstats.Machine;
import io.stormdb.pgstats.MaintenanceActivity;
import io.stormdb.pgstats.MaintenanceActivity.Task;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.Observed.Missing;
import io.stormdb.pgstats.Observed.Seen;
import io.stormdb.pgstats.ProcessorUse;
import io.stormdb.pgstats.RelationActivity;
import io.stormdb.pgstats.ReplicationState;
import io.stormdb.pgstats.SamplingCost;
import io.stormdb.pgstats.SeenSession;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerMetric;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.ServerTimeline;
import io.stormdb.pgstats.SessionActivity;
import io.stormdb.pgstats.SessionActivity.LongTransaction;
import io.stormdb.pgstats.Setting;
import io.stormdb.pgstats.SlruActivity;
import io.stormdb.pgstats.StatementActivity;
import io.stormdb.pgstats.StatementActivity.Blocks;
import io.stormdb.pgstats.StatementActivity.Entry;
import io.stormdb.pgstats.StatementActivity.Times;
import io.stormdb.pgstats.StatementActivity.Wal;
import io.stormdb.pgstats.Stretch;
import io.stormdb.pgstats.TableActivity;
import io.stormdb.pgstats.TableActivity.Size;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.pgstats.WalActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

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
            new WalActivity(
                20L << 20,
                Optional.of(70_000L),
                Optional.of(1L),
                Optional.of(4L),
                Optional.of(900L),
                Optional.of(800L),
                millis(40),
                millis(1_200))),
        new Seen<>(
            new CheckpointActivity(
                1,
                2,
                4_000,
                50,
                Optional.of(600L),
                Duration.ofMillis(9_500),
                Duration.ofMillis(120),
                Optional.of(3L),
                Optional.of(0L),
                Optional.of(0L),
                Optional.of(0L))),
        new Seen<>(new ConnectionUse(9, 1, 100, 5, 3)),
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
        activity(),
        new Seen<>(facts()),
        Optional.of(
            new Seen<>(
                new StatementActivity(
                    List.of(
                        new Entry(
                            Optional.of("UPDATE account SET balance = balance - $1 WHERE id = $2"),
                            Optional.of("withdraw"),
                            false,
                            200,
                            Duration.ofMillis(6_000),
                            198,
                            new Blocks(9_990, 10, 300, 4, 0, 5, 6),
                            new Times(millis(40), millis(700), millis(80), millis(9), millis(11)),
                            Optional.of(new Wal(500, 7, 3L << 20))),
                        new Entry(
                            Optional.of(
                                "SELECT balance\n"
                                    + "  FROM account a\n"
                                    + "  JOIN branch b USING (branch_id)\n"
                                    + " WHERE a.id = $1 AND b.name = $2 AND b.city = $3 ORDER BY"
                                    + " b.name"),
                            Optional.empty(),
                            true,
                            100,
                            Duration.ofMillis(3_000),
                            100,
                            new Blocks(0, 0, 0, 0, 0, 0, 0),
                            UNTIMED,
                            Optional.of(new Wal(0, 0, 0))),
                        new Entry(
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            1,
                            Duration.ofMillis(999),
                            0,
                            new Blocks(1, 1, 0, 0, 0, 0, 0),
                            UNTIMED,
                            Optional.empty())),
                    7,
                    Duration.ofSeconds(10),
                    List.of("pg_stat_statements was full")))),
        new Seen<>(
            new IoActivity(
                1_000,
                8L << 20,
                4_060,
                32L << 20,
                10,
                70,
                5,
                90,
                1,
                millis(1_400),
                millis(300),
                millis(130))),
        new Seen<>(new SlruActivity(9_000, 12, 34)),
        new Seen<>(new ArchiverActivity(2, 1)),
        new Seen<>(
            new ReplicationState(
                1, Optional.of(123_456L), millis(15), 2, 1, Optional.of(16L << 20))),
        new Seen<>(timeline()),
        new Seen<>(
            new ProcessorUse(
                HostFacts.ReadBy.SERVER, Machine.OTHER, 8, 0.8125, OptionalDouble.of(0.0625))));
  }

  /** What it did in the first second of the measured part, and in the next two together. */
  private static ServerTimeline timeline() {
    return new ServerTimeline(
        Duration.ofSeconds(1),
        List.of(
            new Stretch(
                1_000_000_000L,
                1_000_000_000L,
                Figures.of(
                    Map.of(
                        ServerMetric.COMMITS, 1_000.0,
                        ServerMetric.WAL_BYTES, 2_097_152.0,
                        ServerMetric.WAL_SYNC_TIME, 250.0,
                        ServerMetric.CONNECTIONS, 9.0)),
                Map.of(),
                ""),
            new Stretch(
                2_000_000_000L,
                2_000_000_000L,
                Figures.of(Map.of(ServerMetric.WAL_BYTES, 100.0, ServerMetric.CONNECTIONS, 10.5)),
                Map.of("pg_stat_database", Observed.RESET),
                "VACUUM public.account")),
        Map.of("pg_stat_replication", "user 'ada' may not read pg_stat_replication"),
        new SamplingCost(
            10,
            1,
            40,
            Duration.ofMillis(25),
            Duration.ofSeconds(10),
            Optional.of(Duration.ofMillis(9)),
            ""));
  }

  /** A server that is set up so that there is much to say. */
  static ServerFacts facts() {
    return new ServerFacts(
        "17.2",
        17,
        Machine.OTHER,
        List.of(
            setting("archive_command", "cp %p sesame", "configuration file"),
            setting("autovacuum", "on", "default"),
            new Setting("checkpoint_completion_target", "0.9", "0.9", Optional.empty(), "default"),
            new Setting("checkpoint_timeout", "5min", "300", Optional.of("s"), "default"),
            setting("fsync", "off", "command line"),
            new Setting("max_wal_size", "1GB", "1024", Optional.of("MB"), "default"),
            new Setting(
                "shared_buffers", "1GB", "131072", Optional.of("8kB"), "configuration file"),
            setting("shared_preload_libraries", "", "default"),
            new Setting("work_mem", "4MB", "4096", Optional.of("kB"), "default")),
        List.of(
            new ExtensionState("pg_stat_statements", Optional.of("1.11"), Optional.of("1.11")),
            new ExtensionState("vector", Optional.empty(), Optional.of("0.8.0")),
            new ExtensionState("pg_trgm", Optional.empty(), Optional.empty())),
        new Seen<>(
            new HostFacts(
                HostFacts.ReadBy.SERVER,
                8,
                OptionalDouble.of(1.5),
                16L << 30,
                OptionalLong.of(2L << 30),
                0.25,
                Optional.of("performance"))),
        new Seen<>(new DiskSpace(100L << 30, 40L << 30)),
        new Seen<>(
            List.of(
                new DuplicateIndex(
                    "public", "account", "account_again", "account_pkey", 3 << 20))));
  }

  /** A server of which little may be seen. */
  private static ServerFacts fewFacts() {
    return new ServerFacts(
        "12.22",
        12,
        Machine.UNKNOWN,
        List.of(),
        List.of(new ExtensionState("pg_stat_statements", Optional.empty(), Optional.of("1.7"))),
        new Missing<>("user 'ada' may not read files of the server"),
        new Missing<>("nothing proves that this one runs on this machine"),
        new Seen<>(List.of()));
  }

  private static Setting setting(String name, String value, String source) {
    return new Setting(name, value, value, Optional.empty(), source);
  }

  private static final Times UNTIMED =
      new Times(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static SeenSession session(int pid, String state, String name, String statement) {
    return new SeenSession(
        pid,
        "stormdb:5e6f7a8b",
        state,
        Optional.of(statement),
        Optional.of(name).filter(known -> !known.isEmpty()));
  }

  /** A queue of three levels, an autovacuum, a table that was used and one that was not. */
  private static Activity activity() {
    SeenSession holder =
        session(101, "idle in transaction", "", "UPDATE branch SET balance = ? WHERE id = ?");
    SeenSession second =
        session(
            102, "active", "withdraw", "UPDATE account SET balance = balance - $1 WHERE id = $2");
    SeenSession third =
        session(
            103, "active", "deposit", "UPDATE account SET balance = balance + $1 WHERE id = $2");
    LockWait row =
        new LockWait("transactionid", "ShareLock", Optional.of("stormdb_simple.account"), 1);
    LockWait tuple =
        new LockWait("tuple", "ExclusiveLock", Optional.of("stormdb_simple.account"), 1);
    return new Activity(
        new Seen<>(
            new SessionActivity(
                40,
                List.of(
                    new WaitActivity.State("active", "", "", 160),
                    new WaitActivity.State("idle in transaction", "Client", "ClientRead", 40)),
                20,
                8,
                12,
                Optional.of(
                    new LongTransaction(
                        Duration.ofMillis(7_500),
                        new SeenSession(
                            99,
                            "nightly report",
                            "active",
                            Optional.of("SELECT * FROM account WHERE owner = ?"),
                            Optional.empty()))),
                Optional.of(Duration.ofMillis(2_250)))),
        new Seen<>(
            new LockActivity(
                40,
                9,
                14,
                2,
                8,
                1,
                Duration.ofMillis(21),
                List.of(
                    new LockWait(
                        "tuple", "ExclusiveLock", Optional.of("stormdb_simple.account"), 8),
                    new LockWait("transactionid", "ShareLock", Optional.empty(), 5)),
                List.of(
                    new LockActivity.Pair(
                        third,
                        second,
                        new LockWait(
                            "tuple", "ExclusiveLock", Optional.of("stormdb_simple.account"), 8),
                        Duration.ofMillis(1_800)),
                    new LockActivity.Pair(
                        second,
                        holder,
                        new LockWait("transactionid", "ShareLock", Optional.empty(), 5),
                        Duration.ofMillis(1_900))),
                2,
                List.of(
                    new LockActivity.Blockade(
                        Duration.ofMillis(12_250),
                        Duration.ofMillis(1_750),
                        holder,
                        2,
                        Optional.of("stormdb_simple.account"))),
                Optional.of(
                    new BlockerTree(
                        holder,
                        Optional.empty(),
                        List.of(
                            new BlockerTree(
                                second,
                                Optional.of(row),
                                List.of(
                                    new BlockerTree(third, Optional.of(tuple), List.of())))))))),
        new Seen<>(
            new MaintenanceActivity(
                10,
                List.of(
                    new Task(
                        "VACUUM",
                        Optional.of("stormdb_simple.account"),
                        true,
                        2,
                        5,
                        Duration.ofMillis(3_000),
                        "scanning heap",
                        Optional.of(0.25)),
                    new Task(
                        "ANALYZE",
                        Optional.empty(),
                        false,
                        1,
                        1,
                        Duration.ZERO,
                        "acquiring sample rows",
                        Optional.empty())),
                0)),
        new Seen<>(
            new RelationActivity(
                List.of(
                    new TableActivity(
                        "stormdb_simple.account",
                        new TableActivity.Scans(2, 6_000, 300, 299),
                        new TableActivity.Changes(30, 200, 150, 10),
                        new TableActivity.Rows(3_020, 60, 5),
                        new BlockActivity(9_000, 100, 900, 0),
                        new Size(Optional.of(1L << 20), Optional.of(3L << 20)),
                        new Size(Optional.of(2L << 20), Optional.of(1L << 20)),
                        new TableActivity.Upkeep(
                            1,
                            2,
                            0,
                            3,
                            millis(450),
                            millis(120),
                            new TableActivity.Last(
                                Optional.of(Instant.parse("2026-01-02T03:04:05.678901Z")),
                                Optional.of(Instant.parse("2026-01-02T03:05:00Z")),
                                Optional.empty(),
                                Optional.of(Instant.parse("2026-01-02T03:05:01Z"))))),
                    new TableActivity(
                        "stormdb_simple.branch",
                        new TableActivity.Scans(0, 0, 0, 0),
                        new TableActivity.Changes(0, 0, 0, 0),
                        new TableActivity.Rows(1, 0, 0),
                        new BlockActivity(0, 0, 0, 0),
                        new Size(Optional.empty(), Optional.of(8_192L)),
                        new Size(Optional.of(0L), Optional.of(0L)),
                        new TableActivity.Upkeep(
                            0,
                            0,
                            0,
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            new TableActivity.Last(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))),
                List.of(
                    new IndexActivity(
                        "stormdb_simple.account_pkey",
                        "stormdb_simple.account",
                        true,
                        true,
                        0,
                        0,
                        0,
                        900,
                        0,
                        new Size(Optional.of(1L << 20), Optional.of(1L << 19))),
                    new IndexActivity(
                        "stormdb_simple.account_owner",
                        "stormdb_simple.account",
                        false,
                        true,
                        0,
                        0,
                        0,
                        0,
                        0,
                        new Size(Optional.of(1L << 20), Optional.of(1L << 19)))))));
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
        new Seen<>(
            new WalActivity(
                900,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        new Missing<>(Observed.RESET),
        new Missing<>("user 'ada' may not read pg_stat_activity"),
        new Seen<>(new CacheState(7_000_000, 128L << 20)),
        new Missing<>("no session of the load was seen in 40 looks"),
        new Activity(
            new Seen<>(
                new SessionActivity(40, List.of(), 0, 12, 3, Optional.empty(), Optional.empty())),
            new Seen<>(
                new LockActivity(
                    40,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Duration.ZERO,
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    Optional.empty())),
            new Seen<>(new MaintenanceActivity(10, List.of(), 0)),
            new Missing<>(
                "database 'test' has 3,000 tables, and no more than 2,000 are looked at")),
        new Seen<>(fewFacts()),
        Optional.of(new Missing<>("the extension pg_stat_statements is not in database 'test'")),
        new Missing<>("pg_stat_io came with PostgreSQL 16, this is 12"),
        new Missing<>("pg_stat_slru came with PostgreSQL 13, this is 12"),
        new Seen<>(new ArchiverActivity(0, 0)),
        new Seen<>(
            new ReplicationState(0, Optional.empty(), Optional.empty(), 0, 0, Optional.empty())),
        new Missing<>("the load was over before the first sample"),
        new Missing<>(
            "user 'ada' may not read files of the server, and nothing proves that the server runs on"
                + " this machine"));
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
        Activity.missing(reason),
        new Missing<>(reason),
        Optional.empty(),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason),
        new Missing<>(reason));
  }
}
