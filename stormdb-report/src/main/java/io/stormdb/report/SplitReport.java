package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.ReadWriteSplit;
import io.stormdb.core.RunResult;
import io.stormdb.core.ServerUse;
import io.stormdb.metrics.Latencies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was done on the primary and what on standbys, where reads were split off. */
final class SplitReport {

  private SplitReport() {}

  /**
   * Returns the block. If reads were not split off, it has only the servers, and is a blank text
   * with no more than one of them.
   */
  static String text(RunResult result) {
    Optional<ReadWriteSplit> split = result.connections().split();
    if (split.isEmpty()) {
      return ofServers(result);
    }
    Table sides =
        new Table()
            .text("Transactions")
            .number("Committed")
            .number("TPS")
            .number("Failed")
            .number("Average")
            .number("P50")
            .number("P95")
            .number("P99");
    Table servers = servers();
    add(sides, servers, result, "Writes", split.get().writes());
    add(sides, servers, result, "Reads", split.get().reads());
    return new Block("Read/Write Split:").table(sides).table(servers).toString();
  }

  private static void add(
      Table sides, Table servers, RunResult result, String name, ReadWriteSplit.Side side) {
    Latencies latencies = side.latencies();
    sides.row(
        name,
        Numbers.count(side.counts().committed()),
        Numbers.rate(side.tps(result.measured())),
        Numbers.count(side.counts().failed()),
        Numbers.latency(latencies.mean()),
        Numbers.latency(latencies.percentile(50)),
        Numbers.latency(latencies.percentile(95)),
        Numbers.latency(latencies.percentile(99)));
    add(servers, result, side.servers(), name.toLowerCase(Locale.ROOT));
  }

  private static String ofServers(RunResult result) {
    List<ServerUse> all = result.connections().servers();
    if (all.size() < 2) {
      return "";
    }
    Table servers = servers();
    add(servers, result, all, "all");
    return new Block("Servers:").table(servers).toString();
  }

  private static Table servers() {
    return new Table()
        .text("Server")
        .text("Role")
        .text("PostgreSQL")
        .text("For")
        .number("Opened")
        .number("Committed")
        .number("TPS")
        .number("Failed");
  }

  private static void add(Table table, RunResult result, List<ServerUse> servers, String what) {
    for (ServerUse server : servers) {
      table.row(
          server.address(),
          role(server),
          server.version(),
          what,
          Numbers.count(server.opened()),
          Numbers.count(server.counts().committed()),
          Numbers.rate(server.tps(result.measured())),
          Numbers.count(server.counts().failed()));
    }
  }

  private static String role(ServerUse server) {
    return server.standby() ? "standby" : "primary";
  }

  static ArrayNode servers(RunResult result, List<ServerUse> servers) {
    ArrayNode json = JsonValues.object().putArray("servers");
    for (ServerUse server : servers) {
      ObjectNode each = json.addObject();
      each.put("address", server.address());
      each.put("role", role(server));
      each.put("version", server.version());
      each.put("opened", server.opened());
      each.put("committed", server.counts().committed());
      each.put("rolled_back", server.counts().rolledBack());
      each.put("failed", server.counts().failed());
      each.put("retries", server.counts().retries());
      each.set("tps", JsonValues.rate(server.tps(result.measured())));
    }
    return json;
  }

  static ObjectNode json(RunResult result, ReadWriteSplit split) {
    ObjectNode json = JsonValues.object();
    json.set("writes", json(result, split.writes()));
    json.set("reads", json(result, split.reads()));
    return json;
  }

  private static ObjectNode json(RunResult result, ReadWriteSplit.Side side) {
    ObjectNode json = JsonValues.object();
    json.put("committed", side.counts().committed());
    json.put("rolled_back", side.counts().rolledBack());
    json.put("failed", side.counts().failed());
    json.put("retries", side.counts().retries());
    json.set("tps", JsonValues.rate(side.tps(result.measured())));
    json.set("latency", LatencyJson.of(side.latencies()));
    json.set("service_time", LatencyJson.of(side.serviceTimes()));
    json.set("servers", servers(result, side.servers()));
    Optional<ConnectionFigures.Pool> pool = side.pool();
    json.set("pool", JsonValues.optional(pool, found -> ConnectionsJson.pool(result, found)));
    json.set("availability", AvailabilityJson.seen(side.availability()));
    return json;
  }
}
