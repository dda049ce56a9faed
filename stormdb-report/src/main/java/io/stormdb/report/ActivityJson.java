package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.pgstats.BlockerTree;
import io.stormdb.pgstats.IndexActivity;
import io.stormdb.pgstats.LockActivity;
import io.stormdb.pgstats.LockWait;
import io.stormdb.pgstats.MaintenanceActivity;
import io.stormdb.pgstats.RelationActivity;
import io.stormdb.pgstats.SeenSession;
import io.stormdb.pgstats.SessionActivity;
import io.stormdb.pgstats.TableActivity;
import io.stormdb.pgstats.TableActivity.Size;
import io.stormdb.pgstats.WaitActivity.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What sessions and tables did while the load ran, as JSON. */
final class ActivityJson {

  private ActivityJson() {}

  static JsonNode sessions(SessionActivity sessions) {
    ObjectNode json = JsonValues.object();
    json.put("looks", sessions.looks());
    json.put("observations_of_others", sessions.ofOthers());
    json.put("hidden", sessions.hidden());
    json.put("most_connections", sessions.mostConnections());
    json.set(
        "longest_idle_in_transaction_ms", JsonValues.millis(sessions.longestIdleInTransaction()));
    json.set(
        "longest_transaction",
        JsonValues.optional(
            sessions.longestTransaction(),
            longest -> {
              ObjectNode one = JsonValues.object();
              one.set("at_least_ms", JsonValues.millis(longest.age()));
              one.set("session", session(longest.session()));
              return one;
            }));
    json.set("states", states(sessions.states()));
    return json;
  }

  /** Returns what sessions were doing, with the share of each in all of it. */
  static ArrayNode states(List<State> states) {
    long all = states.stream().mapToLong(State::count).sum();
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (State state : states) {
      ObjectNode one = json.addObject();
      one.put("state", state.state());
      one.put("wait_event_type", state.type().isEmpty() ? null : state.type());
      one.put("wait_event", state.event().isEmpty() ? null : state.event());
      one.put("count", state.count());
      one.set("percent", JsonValues.percent(state.count(), all));
    }
    return json;
  }

  private static ObjectNode session(SeenSession session) {
    ObjectNode json = JsonValues.object();
    json.put("pid", session.pid());
    json.put("application_name", session.application());
    json.put("state", session.state().isEmpty() ? null : session.state());
    json.put("name", session.name().orElse(null));
    json.put("statement", session.statement().orElse(null));
    return json;
  }

  static JsonNode locks(LockActivity locks) {
    ObjectNode json = JsonValues.object();
    json.put("looks", locks.looks());
    json.put("looks_with_waits", locks.looksWithWaits());
    json.put("waits", locks.waits());
    json.put("most_waiting", locks.mostWaiting());
    json.put("explained", locks.explained());
    json.put("missed", locks.missed());
    json.set("cost_ms", JsonValues.millis(locks.cost()));
    ArrayNode kinds = json.putArray("locks");
    locks.locks().forEach(wait -> kinds.add(lock(wait).put("count", wait.count())));
    ArrayNode pairs = json.putArray("pairs");
    for (LockActivity.Pair pair : locks.pairs()) {
      ObjectNode one = pairs.addObject();
      one.setAll(lock(pair.waitsFor()));
      one.put("count", pair.waitsFor().count());
      one.set("longest_ms", JsonValues.millis(pair.longest()));
      one.set("blocked", session(pair.blocked()));
      one.set("blocker", session(pair.blocker()));
    }
    json.put("unlisted", locks.unlisted());
    ArrayNode blockades = json.putArray("blockades");
    for (LockActivity.Blockade blockade : locks.blockades()) {
      ObjectNode one = blockades.addObject();
      one.set("start_ms", JsonValues.millis(blockade.start()));
      one.set("length_ms", JsonValues.millis(blockade.length()));
      one.set("blocker", session(blockade.blocker()));
      one.put("waiting", blockade.waiting());
      one.put("relation", blockade.relation().orElse(null));
    }
    ArrayNode queue = json.putArray("longest_queue");
    locks.worst().ifPresent(tree -> add(queue, tree, 0));
    return json;
  }

  private static ObjectNode lock(LockWait wait) {
    return JsonValues.object()
        .put("type", wait.type())
        .put("mode", wait.mode())
        .put("relation", wait.relation().orElse(null));
  }

  /** Adds a session, and after it those that wait for it. */
  private static void add(ArrayNode queue, BlockerTree tree, int level) {
    ObjectNode json = queue.addObject().put("level", level);
    json.set("session", session(tree.session()));
    json.set("waits_for", JsonValues.optional(tree.waitsFor(), ActivityJson::lock));
    tree.blocked().forEach(below -> add(queue, below, level + 1));
  }

  static JsonNode maintenance(MaintenanceActivity maintenance) {
    ObjectNode json = JsonValues.object();
    json.put("looks", maintenance.looks());
    ArrayNode tasks = json.putArray("tasks");
    for (MaintenanceActivity.Task task : maintenance.tasks()) {
      ObjectNode one = tasks.addObject();
      one.put("command", task.command());
      one.put("table", task.table().orElse(null));
      one.put("automatic", task.isAutomatic());
      one.put("times", task.times());
      one.put("seen", task.seen());
      one.set("at_least_ms", JsonValues.millis(task.longest()));
      one.put("phase", task.phase());
      one.set("done_share", JsonValues.optional(task.doneShare(), JsonValues::decimal));
    }
    json.put("unlisted", maintenance.unlisted());
    return json;
  }

  static JsonNode relations(RelationActivity relations) {
    ObjectNode json = JsonValues.object();
    ArrayNode tables = json.putArray("tables");
    relations.tables().forEach(table -> tables.add(table(table)));
    Set<String> unused =
        relations.unusedIndexes().stream().map(IndexActivity::name).collect(Collectors.toSet());
    ArrayNode indexes = json.putArray("indexes");
    relations
        .indexes()
        .forEach(index -> indexes.add(index(index).put("unused", unused.contains(index.name()))));
    return json;
  }

  private static ObjectNode table(TableActivity table) {
    ObjectNode json = JsonValues.object().put("name", table.name());
    json.put("sequential_scans", table.scans().sequential());
    json.put("sequential_rows", table.scans().sequentialRows());
    json.put("index_scans", table.scans().index());
    json.put("index_rows", table.scans().indexRows());
    json.put("inserted", table.changes().inserted());
    json.put("updated", table.changes().updated());
    json.put("hot_updated", table.changes().hotUpdated());
    json.set(
        "hot_percent", JsonValues.percent(table.changes().hotUpdated(), table.changes().updated()));
    json.put("deleted", table.changes().deleted());
    json.put("live_rows", table.rows().live());
    json.put("dead_rows", table.rows().dead());
    json.put("dead_rows_before", table.rows().deadBefore());
    json.setAll(ServerJson.blocks(table.blocks()));
    json.set("table_bytes", size(table.tableSize()));
    json.set("index_bytes", size(table.indexSize()));
    json.put("vacuums", table.upkeep().vacuums());
    json.put("autovacuums", table.upkeep().autovacuums());
    json.put("analyzes", table.upkeep().analyzes());
    json.put("autoanalyzes", table.upkeep().autoanalyzes());
    json.set("automatic_ms", JsonValues.millis(table.upkeep().automaticTime()));
    json.set("manual_ms", JsonValues.millis(table.upkeep().manualTime()));
    TableActivity.Last last = table.upkeep().last();
    json.put("last_vacuum", text(last.vacuum()));
    json.put("last_autovacuum", text(last.autovacuum()));
    json.put("last_analyze", text(last.analyze()));
    json.put("last_autoanalyze", text(last.autoanalyze()));
    return json;
  }

  private static @Nullable String text(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse(null);
  }

  private static ObjectNode index(IndexActivity index) {
    ObjectNode json = JsonValues.object().put("name", index.name());
    json.put("table", index.table());
    json.put("enforces", index.enforces());
    json.put("valid", index.isValid());
    json.put("scans", index.scans());
    json.put("entries_read", index.entriesRead());
    json.put("rows_fetched", index.rowsFetched());
    json.put("blocks_hit", index.blocksHit());
    json.put("blocks_read", index.blocksRead());
    json.set(
        "hit_percent",
        JsonValues.percent(index.blocksHit(), index.blocksHit() + index.blocksRead()));
    json.set("bytes", size(index.size()));
    return json;
  }

  private static ObjectNode size(Size size) {
    ObjectNode json = JsonValues.object();
    json.set("before", JsonValues.optional(size.before(), LongNode::valueOf));
    json.set("after", JsonValues.optional(size.after(), LongNode::valueOf));
    json.set("growth", JsonValues.optional(size.growth(), LongNode::valueOf));
    return json;
  }
}
