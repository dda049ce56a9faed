package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.pgstats.ArchiverActivity;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.BlockActivity;
import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.IoActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ProcessorUse;
import io.stormdb.pgstats.ReplicationState;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.SlruActivity;
import io.stormdb.pgstats.StatementActivity;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.pgstats.WalActivity;
import io.stormdb.pgstats.doctor.Advice;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the server did while the load ran, as JSON. */
final class ServerJson {

  private ServerJson() {}

  /** Returns the statistics, or {@code null} when none were collected. */
  static JsonNode of(RunResult result, Optional<ServerStatistics> statistics) {
    return JsonValues.optional(statistics, found -> all(result, found));
  }

  private static ObjectNode all(RunResult result, ServerStatistics statistics) {
    ObjectNode json = JsonValues.object();
    json.set("window_ms", JsonValues.millis(statistics.window()));
    json.set("unobserved", Unobserved.json(result));
    json.set("database", part(statistics.database(), ServerJson::database));
    json.set("blocks", part(statistics.blocks(), ServerJson::blocks));
    json.set("wal", part(statistics.wal(), ServerJson::wal));
    json.set("checkpoints", part(statistics.checkpoints(), ServerJson::checkpoints));
    json.set("connections", part(statistics.connections(), ServerJson::connections));
    json.set("cache", part(statistics.cache(), ServerJson::cache));
    json.set("waits", part(statistics.waits(), ServerJson::waits));
    json.set("facts", part(statistics.facts(), FactsJson::of));
    json.set("sessions", part(statistics.activity().sessions(), ActivityJson::sessions));
    json.set("locks", part(statistics.activity().locks(), ActivityJson::locks));
    json.set("maintenance", part(statistics.activity().maintenance(), ActivityJson::maintenance));
    json.set("relations", part(statistics.activity().relations(), ActivityJson::relations));
    json.set(
        "statements",
        statistics
            .statements()
            .map(statements -> part(statements, ServerJson::statements))
            .orElse(NullNode.instance));
    json.set("advice", FactsJson.findings(Advice.on(statistics)));
    json.set("io", part(statistics.io(), ServerJson::io));
    json.set("slru", part(statistics.slru(), ServerJson::slru));
    json.set("archiver", part(statistics.archiver(), ServerJson::archiver));
    json.set("replication", part(statistics.replication(), ServerJson::replication));
    json.set("timeline", part(statistics.timeline(), TimelineJson::of));
    json.set("processors", part(statistics.processors(), ServerJson::processors));
    Observed<Attribution> explanation = Explanation.of(result, statistics);
    json.set("attribution", part(explanation, TimelineJson::attribution));
    ObjectNode missing = json.putObject("missing");
    explanation.whyMissing().ifPresent(reason -> missing.put("attribution", reason));
    statistics
        .parts()
        .forEach((name, part) -> part.whyMissing().ifPresent(reason -> missing.put(name, reason)));
    return json;
  }

  private static <T> JsonNode part(Observed<T> part, Function<T, JsonNode> toJson) {
    return JsonValues.optional(part.find(), toJson);
  }

  private static JsonNode database(DatabaseActivity database) {
    ObjectNode json = JsonValues.object();
    json.put("commits", database.commits());
    json.put("rollbacks", database.rollbacks());
    json.put("blocks_hit", database.blocksHit());
    json.put("blocks_read", database.blocksRead());
    json.set("hit_percent", hitPercent(database.blocksHit(), database.blocksRead()));
    json.put("tuples_returned", database.tuplesReturned());
    json.put("tuples_fetched", database.tuplesFetched());
    json.put("tuples_inserted", database.tuplesInserted());
    json.put("tuples_updated", database.tuplesUpdated());
    json.put("tuples_deleted", database.tuplesDeleted());
    json.put("conflicts", database.conflicts());
    json.put("deadlocks", database.deadlocks());
    json.put("temp_files", database.tempFiles());
    json.put("temp_bytes", database.tempBytes());
    json.set("block_read_ms", JsonValues.millis(database.blockReadTime()));
    json.set("block_write_ms", JsonValues.millis(database.blockWriteTime()));
    json.set("sessions", count(database.sessions()));
    return json;
  }

  static ObjectNode blocks(BlockActivity blocks) {
    ObjectNode json = JsonValues.object();
    json.put("table_hit", blocks.tableHit());
    json.put("table_read", blocks.tableRead());
    json.set("table_hit_percent", hitPercent(blocks.tableHit(), blocks.tableRead()));
    json.put("index_hit", blocks.indexHit());
    json.put("index_read", blocks.indexRead());
    json.set("index_hit_percent", hitPercent(blocks.indexHit(), blocks.indexRead()));
    return json;
  }

  private static JsonNode wal(WalActivity wal) {
    ObjectNode json = JsonValues.object();
    json.put("bytes", wal.bytes());
    json.set("records", count(wal.records()));
    json.set("full_page_images", count(wal.fullPageImages()));
    json.set("buffers_full", count(wal.buffersFull()));
    json.set("writes", count(wal.writes()));
    json.set("syncs", count(wal.syncs()));
    json.set("write_ms", JsonValues.millis(wal.writeTime()));
    json.set("sync_ms", JsonValues.millis(wal.syncTime()));
    return json;
  }

  private static JsonNode checkpoints(CheckpointActivity checkpoints) {
    ObjectNode json = JsonValues.object();
    json.put("timed", checkpoints.timed());
    json.put("requested", checkpoints.requested());
    json.put("buffers_written", checkpoints.buffersWritten());
    json.put("buffers_cleaned", checkpoints.buffersCleaned());
    json.set("buffers_by_backends", count(checkpoints.buffersByBackends()));
    json.set("write_ms", JsonValues.millis(checkpoints.writeTime()));
    json.set("sync_ms", JsonValues.millis(checkpoints.syncTime()));
    json.set("done", count(checkpoints.done()));
    json.set("restartpoints_timed", count(checkpoints.restartpointsTimed()));
    json.set("restartpoints_requested", count(checkpoints.restartpointsRequested()));
    json.set("restartpoints_done", count(checkpoints.restartpointsDone()));
    return json;
  }

  private static JsonNode io(IoActivity io) {
    ObjectNode json = JsonValues.object();
    json.put("reads", io.reads());
    json.put("read_bytes", io.readBytes());
    json.put("writes", io.writes());
    json.put("write_bytes", io.writeBytes());
    json.put("session_writes", io.sessionWrites());
    json.put("extensions", io.extensions());
    json.put("evictions", io.evictions());
    json.put("fsyncs", io.fsyncs());
    json.put("session_fsyncs", io.sessionFsyncs());
    json.set("read_ms", JsonValues.millis(io.readTime()));
    json.set("write_ms", JsonValues.millis(io.writeTime()));
    json.set("fsync_ms", JsonValues.millis(io.fsyncTime()));
    return json;
  }

  private static JsonNode slru(SlruActivity slru) {
    return JsonValues.object()
        .put("hit", slru.hit())
        .put("read", slru.read())
        .put("written", slru.written());
  }

  private static JsonNode archiver(ArchiverActivity archiver) {
    return JsonValues.object()
        .put("archived", archiver.archived())
        .put("failed", archiver.failed());
  }

  private static JsonNode replication(ReplicationState replication) {
    ObjectNode json = JsonValues.object();
    json.put("standbys", replication.standbys());
    json.set("lag_bytes", count(replication.lagBytes()));
    json.set("replay_lag_ms", JsonValues.millis(replication.replayLag()));
    json.put("slots", replication.slots());
    json.put("inactive_slots", replication.inactiveSlots());
    json.set("retained_bytes", count(replication.retainedBytes()));
    return json;
  }

  private static JsonNode processors(ProcessorUse use) {
    ObjectNode json = JsonValues.object();
    json.put("read_by", use.readBy().name().toLowerCase(Locale.ROOT));
    json.put("machine", use.machine().name().toLowerCase(Locale.ROOT));
    json.set("processors", JsonValues.decimal(use.processors()));
    json.set("busy_share", JsonValues.decimal(use.busyShare()));
    json.set("disk_wait_share", JsonValues.decimal(use.diskWaitShare()));
    return json;
  }

  private static JsonNode connections(ConnectionUse connections) {
    return JsonValues.object()
        .put("used_at_start", connections.usedAtStart())
        .put("used_at_end", connections.usedAtEnd())
        .put("max", connections.max())
        .put("reserved", connections.reserved())
        .put("reserved_for_superusers", connections.reservedForSuperusers());
  }

  private static JsonNode cache(CacheState cache) {
    return JsonValues.object()
        .put("database_bytes", cache.databaseBytes())
        .put("shared_buffers_bytes", cache.sharedBuffersBytes());
  }

  private static JsonNode waits(WaitActivity waits) {
    ObjectNode json = JsonValues.object();
    json.put("looks", waits.looks());
    json.put("missed", waits.missed());
    json.set("cost_ms", JsonValues.millis(waits.cost()));
    json.put("observations", waits.observations());
    json.set("states", ActivityJson.states(waits.states()));
    return json;
  }

  private static JsonNode statements(StatementActivity statements) {
    ObjectNode json = JsonValues.object();
    json.put("distinct", statements.distinct());
    json.set("total_ms", JsonValues.millis(statements.totalTime()));
    json.set("warnings", JudgedJson.texts(statements.warnings()));
    ArrayNode top = json.putArray("top");
    for (StatementActivity.Entry entry : statements.top()) {
      ObjectNode one = top.addObject();
      one.put("name", entry.name().orElse(null));
      one.put("text", entry.text().orElse(null));
      one.put("nested", entry.isNested());
      one.put("calls", entry.calls());
      one.set("total_ms", JsonValues.millis(entry.totalTime()));
      one.set("mean_ms", JsonValues.millis(entry.meanTime()));
      one.put("rows", entry.rows());
      addBlocks(one, entry.blocks());
      addTimes(one, entry.times());
      one.set("wal_records", count(entry.wal().map(StatementActivity.Wal::records)));
      one.set(
          "wal_full_page_images", count(entry.wal().map(StatementActivity.Wal::fullPageImages)));
      one.set("wal_bytes", count(entry.wal().map(StatementActivity.Wal::bytes)));
    }
    return json;
  }

  private static void addBlocks(ObjectNode json, StatementActivity.Blocks blocks) {
    json.put("blocks_hit", blocks.hit());
    json.put("blocks_read", blocks.read());
    json.set("hit_percent", hitPercent(blocks.hit(), blocks.read()));
    json.put("blocks_dirtied", blocks.dirtied());
    json.put("blocks_written", blocks.written());
    json.put("local_blocks", blocks.local());
    json.put("temp_blocks_read", blocks.tempRead());
    json.put("temp_blocks_written", blocks.tempWritten());
  }

  private static void addTimes(ObjectNode json, StatementActivity.Times times) {
    json.set("plan_ms", JsonValues.millis(times.planning()));
    json.set("block_read_ms", JsonValues.millis(times.reading()));
    json.set("block_write_ms", JsonValues.millis(times.writing()));
    json.set("temp_file_ms", JsonValues.millis(times.tempFiles()));
    json.set("jit_ms", JsonValues.millis(times.compiling()));
  }

  private static JsonNode hitPercent(long hit, long read) {
    return JsonValues.percent(hit, hit + read);
  }

  private static JsonNode count(Optional<Long> count) {
    return JsonValues.optional(count, LongNode::valueOf);
  }
}
