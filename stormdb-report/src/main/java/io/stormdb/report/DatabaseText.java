package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.pgstats.Activity;
import io.stormdb.pgstats.ArchiverActivity;
import io.stormdb.pgstats.BlockActivity;
import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.IoActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ProcessorUse;
import io.stormdb.pgstats.ReplicationState;
import io.stormdb.pgstats.SamplingCost;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.SessionActivity;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.pgstats.WaitActivity.State;
import io.stormdb.pgstats.WalActivity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the server did while the load ran. */
final class DatabaseText {

  private static final int MOST_STATES = 5;

  private final Block block = new Block("Database Performance:");
  private final Duration window;

  private DatabaseText(Duration window) {
    this.window = window;
  }

  /** Returns the section, or a blank text when no statistics were collected. */
  static String of(RunResult result, Optional<ServerStatistics> statistics) {
    return statistics.map(found -> new DatabaseText(found.window()).text(result, found)).orElse("");
  }

  private String text(RunResult result, ServerStatistics statistics) {
    List<String> reasons =
        statistics.parts().values().stream()
            .map(part -> part.whyMissing().orElse(""))
            .distinct()
            .toList();
    if (reasons.size() == 1 && !reasons.get(0).isEmpty()) {
      return block.text(noData(reasons.get(0))).toString();
    }
    block.value(
        "Statistics Window", Numbers.span(window) + ", other sessions on the server included");
    Unobserved.text(result).ifPresent(sentence -> block.value("Not in It", sentence));
    part("Buffer Hit Ratio", statistics.database(), this::buffers);
    part("Index Hit Ratio", statistics.blocks(), this::blocks);
    part("Commits", statistics.database(), this::work);
    part("WAL", statistics.wal(), this::wal);
    part("Checkpoints", statistics.checkpoints(), this::checkpoints);
    Optional<SessionActivity> sessions = statistics.activity().sessions().find();
    part("Connections", statistics.connections(), found -> connections(found, sessions));
    part("Cache", statistics.cache(), this::cache);
    part("Sessions of the Load", statistics.waits(), this::waits);
    block.value("Server Machine", HostText.of(statistics.facts()));
    part("Server Processors", statistics.processors(), this::processors);
    activity(statistics);
    part("Data Files", statistics.io(), this::io);
    statistics.archiver().find().ifPresent(this::archiver);
    statistics.replication().find().ifPresent(this::replication);
    part("Cost of Statistics", statistics.timeline(), timeline -> cost(timeline.cost()));
    statements(statistics);
    return block.toString();
  }

  private <T> void part(String name, Observed<T> part, Consumer<T> lines) {
    part.find()
        .ifPresentOrElse(lines, () -> block.value(name, noData(part.whyMissing().orElseThrow())));
  }

  /** Says why something is missing unless what is above it has said so. */
  private void activity(ServerStatistics statistics) {
    Activity activity = statistics.activity();
    Optional<String> said = statistics.waits().whyMissing();
    activity.sessions().find().ifPresent(found -> ActivityText.sessions(block, found));
    if (said.isEmpty() || !said.equals(activity.locks().whyMissing())) {
      part("Lock Waits", activity.locks(), found -> ActivityText.locks(block, found));
    }
    if (said.isEmpty() || !said.equals(activity.maintenance().whyMissing())) {
      part(
          "Maintenance Seen",
          activity.maintenance(),
          found -> ActivityText.maintenance(block, found));
    }
    Optional<String> uncounted = statistics.database().whyMissing();
    if (uncounted.isEmpty() || !uncounted.equals(activity.relations().whyMissing())) {
      part("Tables Used", activity.relations(), found -> RelationsText.add(block, found));
    }
  }

  private void statements(ServerStatistics statistics) {
    statistics
        .statements()
        .ifPresent(part -> part("Top Statements", part, found -> StatementsText.add(block, found)));
  }

  private void buffers(DatabaseActivity database) {
    block.value("Buffer Hit Ratio", hitRatio(database.blocksHit(), database.blocksRead()));
  }

  private void blocks(BlockActivity blocks) {
    block.value("Index Hit Ratio", hitRatio(blocks.indexHit(), blocks.indexRead()));
    block.value("Table Hit Ratio", hitRatio(blocks.tableHit(), blocks.tableRead()));
  }

  private void work(DatabaseActivity database) {
    block.value(
        "Commits",
        "%s (%s a second), and %s rolled back"
            .formatted(
                Numbers.count(database.commits()),
                Numbers.rate(database.commits(), window),
                Numbers.count(database.rollbacks())));
    block.value(
        "Rows",
        "%s scanned, %s fetched by index, %s inserted, %s updated, %s deleted"
            .formatted(
                Numbers.count(database.tuplesReturned()),
                Numbers.count(database.tuplesFetched()),
                Numbers.count(database.tuplesInserted()),
                Numbers.count(database.tuplesUpdated()),
                Numbers.count(database.tuplesDeleted())));
    block.value("Deadlocks", Numbers.count(database.deadlocks()));
    if (database.conflicts() > 0) {
      block.value("Conflicts with Recovery", Numbers.count(database.conflicts()));
    }
    block.value(
        "Temporary Files",
        Numbers.count(database.tempFiles())
            + (database.tempFiles() == 0 ? "" : ", " + Numbers.bytes(database.tempBytes())));
    block.value("Block I/O Time", blockTime(database));
    database
        .sessions()
        .ifPresent(sessions -> block.value("Sessions Opened", Numbers.count(sessions)));
  }

  private static String blockTime(DatabaseActivity database) {
    return database.blockReadTime().isEmpty() && database.blockWriteTime().isEmpty()
        ? noData("track_io_timing is off")
        : "%s reading, %s writing"
            .formatted(
                Numbers.latency(database.blockReadTime()),
                Numbers.latency(database.blockWriteTime()));
  }

  private void wal(WalActivity wal) {
    String records =
        wal.records().map(count -> ", " + Numbers.count(count, "record", "records")).orElse("");
    String images =
        wal.fullPageImages()
            .map(count -> ", " + Numbers.count(count, "full-page image", "full-page images"))
            .orElse("");
    block.value("WAL", Numbers.bytes(wal.bytes()) + bytesPerSecond(wal.bytes()) + records + images);
    wal.buffersFull()
        .filter(times -> times > 0)
        .ifPresent(times -> block.value("WAL Buffers Full", Numbers.count(times, "time", "times")));
    walFiles(wal);
  }

  private void walFiles(WalActivity wal) {
    wal.syncs()
        .ifPresent(
            syncs ->
                block.value(
                    "WAL Files",
                    "%s, %s%s"
                        .formatted(
                            Numbers.count(wal.writes().orElse(0L), "write", "writes"),
                            Numbers.count(syncs, "sync", "syncs"),
                            wal.syncTime()
                                .map(time -> " in " + Numbers.latency(time))
                                .orElse(""))));
  }

  private void io(IoActivity io) {
    block.value(
        "Data Files",
        "%s read, %s written, %s made longer; %s of %s by sessions, %s"
            .formatted(
                Numbers.bytes(io.readBytes()),
                Numbers.bytes(io.writeBytes()),
                Numbers.count(io.extensions(), "time", "times"),
                Numbers.count(io.sessionWrites()),
                Numbers.count(io.writes(), "write", "writes"),
                Numbers.count(io.evictions(), "eviction", "evictions")));
  }

  private void archiver(ArchiverActivity archiver) {
    if (archiver.archived() + archiver.failed() > 0) {
      block.value(
          "Archiving",
          "%s archived, %s failed"
              .formatted(
                  Numbers.count(archiver.archived(), "file", "files"),
                  Numbers.count(archiver.failed(), "attempt", "attempts")));
    }
  }

  private void replication(ReplicationState replication) {
    if (replication.standbys() + replication.slots() > 0) {
      block.value(
          "Replication",
          "%s%s%s; %s, %s unused%s"
              .formatted(
                  Numbers.count(replication.standbys(), "standby", "standbys"),
                  replication
                      .lagBytes()
                      .map(lag -> ", " + Numbers.bytes(lag) + " behind")
                      .orElse(""),
                  replication
                      .replayLag()
                      .map(lag -> ", replays after " + Numbers.latency(lag))
                      .orElse(""),
                  Numbers.count(replication.slots(), "slot", "slots"),
                  Numbers.count(replication.inactiveSlots()),
                  replication
                      .retainedBytes()
                      .map(bytes -> ", " + Numbers.bytes(bytes) + " of WAL kept")
                      .orElse("")));
    }
  }

  private void processors(ProcessorUse use) {
    block.value(
        "Server Processors",
        "%s of %s busy%s, %s"
            .formatted(
                String.format(Locale.ROOT, "%.1f%%", 100 * use.busyShare()),
                Numbers.plain(use.processors()),
                use.diskWaitShare().isPresent()
                    ? String.format(
                        Locale.ROOT,
                        ", %.1f%% idle while waiting for a disk",
                        100 * use.diskWaitShare().getAsDouble())
                    : "",
                use.includesDriver()
                    ? "the load driver and all else on this machine included"
                    : "all else that ran there included"));
  }

  private void cost(SamplingCost cost) {
    block.value(
        "Cost of Statistics",
        "%s and %s, %s of the time%s"
            .formatted(
                Numbers.count(cost.samples(), "sample", "samples"),
                Numbers.count(cost.looks(), "look", "looks"),
                share(cost.busyShare()),
                cost.serverCpu().isEmpty()
                    ? ""
                    : "; %s of one processor of the server".formatted(share(cost.cpuShare()))));
  }

  private static String share(Optional<Double> share) {
    return share
        .map(part -> String.format(Locale.ROOT, "%.2f%%", 100 * part))
        .orElse(Numbers.NO_DATA);
  }

  private String bytesPerSecond(long bytes) {
    return window.isZero()
        ? ""
        : " (%s a second)".formatted(Numbers.bytes(Math.round(bytes / (window.toNanos() / 1e9))));
  }

  private void checkpoints(CheckpointActivity checkpoints) {
    block.value(
        "Checkpoints",
        "%s requested, %s timed; %s"
            .formatted(
                Numbers.count(checkpoints.requested()),
                Numbers.count(checkpoints.timed()),
                written(checkpoints)));
    block.value(
        "Buffers Written Otherwise",
        Numbers.count(checkpoints.buffersCleaned())
            + " by the background writer"
            + checkpoints
                .buffersByBackends()
                .map(count -> ", " + Numbers.count(count) + " by sessions")
                .orElse(""));
  }

  /** Returns what checkpoints wrote. The server counts the buffers at once, the time at the end. */
  static String written(CheckpointActivity checkpoints) {
    String buffers = Numbers.count(checkpoints.buffersWritten(), "buffer", "buffers") + " written";
    boolean isTimed = !checkpoints.writeTime().plus(checkpoints.syncTime()).isZero();
    if (checkpoints.buffersWritten() > 0 && !isTimed) {
      return buffers + " (how long that took is counted when a checkpoint ends)";
    }
    return "%s in %s, synced in %s"
        .formatted(
            buffers,
            Numbers.latency(checkpoints.writeTime()),
            Numbers.latency(checkpoints.syncTime()));
  }

  private void connections(ConnectionUse connections, Optional<SessionActivity> sessions) {
    block.value(
        "Connections",
        "%s of %s at the start, %s%s at the end; %s reserved"
            .formatted(
                Numbers.count(connections.usedAtStart()),
                Numbers.count(connections.max()),
                sessions
                    .map(seen -> Numbers.count(seen.mostConnections()) + " at most, ")
                    .orElse(""),
                Numbers.count(connections.usedAtEnd()),
                Numbers.count(connections.reserved())));
  }

  private void cache(CacheState cache) {
    block.value(
        "Cache",
        "a database of %s, shared buffers of %s"
            .formatted(
                Numbers.bytes(cache.databaseBytes()), Numbers.bytes(cache.sharedBuffersBytes())));
  }

  /** What they did most; the rest is in the JSON result. */
  private void waits(WaitActivity waits) {
    long all = waits.observations();
    long shown = waits.states().stream().limit(MOST_STATES).mapToLong(State::count).sum();
    String rest =
        shown == all ? "" : ", something else %s".formatted(Numbers.percent(all - shown, all, 1));
    block.value(
        "Sessions of the Load",
        waits.states().stream()
                .limit(MOST_STATES)
                .map(state -> named(state) + " " + Numbers.percent(state.count(), all, 1))
                .collect(Collectors.joining(", "))
            + rest
            + " (%s in %s)"
                .formatted(
                    Numbers.count(all, "observation", "observations"),
                    Numbers.count(waits.looks(), "look", "looks")));
  }

  private static String named(State state) {
    if (state.event().isEmpty()) {
      return state.state().equals("active") ? "running" : state.state();
    }
    return state.state().equals("active")
        ? state.type() + ":" + state.event()
        : "%s (%s)".formatted(state.state(), state.event());
  }

  private static String hitRatio(long hit, long read) {
    return hit + read == 0
        ? noData("no block was needed")
        : "%s (%s of %s)"
            .formatted(
                Numbers.percent(hit, hit + read, 2),
                Numbers.count(hit),
                Numbers.count(hit + read, "block", "blocks"));
  }

  private static String noData(String reason) {
    return Numbers.NO_DATA + ": " + reason;
  }
}
