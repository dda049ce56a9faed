package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.core.ServerUse;
import io.stormdb.metrics.Counts;
import java.util.List;
import java.util.Optional;

/**
 * What of a load the statistics of the server cannot show: they are those of the server that may be
 * written to, and standbys are not looked at.
 */
final class Unobserved {

  private Unobserved() {}

  private static List<ServerUse> standbys(RunResult result) {
    return result.connections().servers().stream().filter(ServerUse::standby).toList();
  }

  private static long transactions(List<ServerUse> servers) {
    return servers.stream().map(ServerUse::counts).mapToLong(Counts::total).sum();
  }

  /** Returns a sentence; empty if no transaction can have run on a standby. */
  static Optional<String> text(RunResult result) {
    List<ServerUse> standbys = standbys(result);
    long all = result.counts().total();
    return standbys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of %s (%s) ran on %s, which %s not looked at"
                .formatted(
                    Numbers.count(transactions(standbys)),
                    Numbers.count(all, "transaction", "transactions"),
                    Numbers.percent(transactions(standbys), all, 1),
                    Numbers.count(standbys.size(), "standby", "standbys"),
                    standbys.size() == 1 ? "was" : "were"));
  }

  /** Returns {@code null} as JSON if no transaction can have run on a standby. */
  static JsonNode json(RunResult result) {
    List<ServerUse> standbys = standbys(result);
    if (standbys.isEmpty()) {
      return NullNode.instance;
    }
    ObjectNode json = JsonValues.object();
    ArrayNode servers = json.putArray("servers");
    standbys.forEach(server -> servers.add(server.address()));
    json.put("transactions", transactions(standbys));
    return json;
  }
}
