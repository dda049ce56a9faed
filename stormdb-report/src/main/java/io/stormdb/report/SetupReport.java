package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ConnectionSetup;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long it took to set up connections, and which part of it took how long. */
final class SetupReport {

  private SetupReport() {}

  /** Returns the block, or a blank text if no connection was opened. */
  static String text(RunResult result) {
    ConnectionSetup setup = result.connections().setup();
    if (setup.whole().count() == 0) {
      return "";
    }
    Block block = new Block("Connection Set-Up:");
    Table table =
        new Table()
            .text("Part")
            .number("Count")
            .number("Average")
            .number("P50")
            .number("P95")
            .number("P99")
            .number("Max");
    parts(setup)
        .forEach(
            (name, latencies) -> {
              if (latencies.count() > 0) {
                table.row(
                    name,
                    Numbers.count(latencies.count()),
                    Numbers.latency(latencies.mean()),
                    Numbers.latency(latencies.percentile(50)),
                    Numbers.latency(latencies.percentile(95)),
                    Numbers.latency(latencies.percentile(99)),
                    Numbers.latency(latencies.max()));
              }
            });
    block.table(table);
    if (setup.withoutParts() > 0) {
      block.text(
          "Of %s the parts are not visible, because they do not use the sockets of StormDB."
              .formatted(Numbers.count(setup.withoutParts(), "connection", "connections")));
    }
    return block.toString();
  }

  private static Map<String, Latencies> parts(ConnectionSetup setup) {
    Map<String, Latencies> parts = new LinkedHashMap<>();
    parts.put("TCP", setup.tcp());
    parts.put("Unix socket", setup.unix());
    parts.put("TLS", setup.tls());
    parts.put("Log-in", setup.logIn());
    parts.put("First query", setup.firstQuery());
    parts.put("Whole", setup.whole());
    return parts;
  }

  static ObjectNode json(ConnectionSetup setup) {
    ObjectNode json = JsonValues.object();
    json.set("whole", LatencyJson.of(setup.whole()));
    json.set("tcp", LatencyJson.of(setup.tcp()));
    json.set("unix_socket", LatencyJson.of(setup.unix()));
    json.set("tls", LatencyJson.of(setup.tls()));
    json.set("log_in", LatencyJson.of(setup.logIn()));
    json.set("first_query", LatencyJson.of(setup.firstQuery()));
    json.put("without_parts", setup.withoutParts());
    return json;
  }
}
