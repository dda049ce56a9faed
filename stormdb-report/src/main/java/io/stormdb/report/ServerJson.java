package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.pgstats.BlockActivity;
import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatementActivity;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.pgstats.WalActivity;
import java.util.Optional;
import java.util.function.Function;

/** What the server did while the load ran, as JSON. */
final class ServerJson {

  private ServerJson() {}

  /** Returns the statistics, or {@code null} when none were collected. */
  static JsonNode of(Optional<ServerStatistics> statistics) {
    return JsonValues.optional(statistics, ServerJson::all);
  }

  private static ObjectNode all(ServerStatistics statistics) {
    ObjectNode json = JsonValues.object();
    json.set("window_ms", JsonValues.millis(statistics.window()));
    json.set("database", part(statistics.database(), ServerJson::database));
    json.set("blocks", part(statistics.blocks(), ServerJson::blocks));
    json.set("wal", part(statistics.wal(), ServerJson::wal));
    json.set("checkpoints", part(statistics.checkpoints(), ServerJson::checkpoints));
    json.set("connections", part(statistics.connections(), ServerJson::connections));
    json.set("cache", part(statistics.cache(), ServerJson::cache));
    json.set("waits", part(statistics.waits(), ServerJson::waits));
    json.set(
        "statements",
        statistics
            .statements()
            .map(statements -> part(statements, ServerJson::statements))
            .orElse(NullNode.instance));
    ObjectNode missing = json.putObject("missing");
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

  private static JsonNode blocks(BlockActivity blocks) {
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
    return json;
  }

  private static JsonNode connections(ConnectionUse connections) {
    return JsonValues.object()
        .put("used_at_start", connections.usedAtStart())
        .put("used_at_end", connections.usedAtEnd())
        .put("max", connections.max())
        .put("reserved", connections.reserved());
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
    ArrayNode states = json.putArray("states");
    for (WaitActivity.State state : waits.states()) {
      ObjectNode one = states.addObject();
      one.put("state", state.state());
      one.put("wait_event_type", state.type().isEmpty() ? null : state.type());
      one.put("wait_event", state.event().isEmpty() ? null : state.event());
      one.put("count", state.count());
      one.set("percent", JsonValues.percent(state.count(), waits.observations()));
    }
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
      one.put("text", entry.text().orElse(null));
      one.put("calls", entry.calls());
      one.set("total_ms", JsonValues.millis(entry.totalTime()));
      one.set("mean_ms", JsonValues.millis(entry.meanTime()));
      one.put("rows", entry.rows());
      one.put("blocks_hit", entry.blocksHit());
      one.put("blocks_read", entry.blocksRead());
      one.set("hit_percent", hitPercent(entry.blocksHit(), entry.blocksRead()));
      one.set("wal_bytes", count(entry.walBytes()));
    }
    return json;
  }

  private static JsonNode hitPercent(long hit, long read) {
    return JsonValues.percent(hit, hit + read);
  }

  private static JsonNode count(Optional<Long> count) {
    return JsonValues.optional(count, LongNode::valueOf);
  }
}
