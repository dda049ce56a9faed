package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.stormdb.core.Availability;
import io.stormdb.core.ErrorPolicy;
import io.stormdb.core.Outage;
import java.util.Locale;

/** What was asked for in case of errors, and for how long the run was without connections. */
final class AvailabilityJson {

  private AvailabilityJson() {}

  static ObjectNode asked(ErrorPolicy policy) {
    ObjectNode json = JsonValues.object();
    json.put("on_error", policy.onError().name().toLowerCase(Locale.ROOT));
    json.set(
        "error_limit",
        JsonValues.optional(policy.limit(), limit -> TextNode.valueOf(limit.toString())));
    json.set("max_outage_ms", JsonValues.millis(policy.longestOutage()));
    return json;
  }

  static ObjectNode seen(Availability availability) {
    ObjectNode json = JsonValues.object();
    json.set("share", JsonValues.optional(availability.share(), DoubleNode::valueOf));
    json.set("worker_share", JsonValues.optional(availability.workerShare(), DoubleNode::valueOf));
    json.set("down_ms", JsonValues.millis(availability.down()));
    json.set("lost_ms", JsonValues.millis(availability.lost()));
    json.put("failed_attempts", availability.failedAttempts());
    json.put("outage_count", availability.outageCount());
    ArrayNode outages = json.putArray("outages");
    availability.outages().forEach(outage -> add(outages.addObject(), outage));
    return json;
  }

  private static void add(ObjectNode json, Outage outage) {
    json.set("start_ms", JsonValues.millis(outage.start()));
    json.set("length_ms", JsonValues.millis(outage.length()));
    json.put("workers", outage.workers());
    json.set("down_ms", JsonValues.millis(outage.down()));
    json.put("class", outage.reason());
    json.put("sqlstate", outage.sqlState().isBlank() ? null : outage.sqlState());
    json.put("sample", outage.sample());
  }
}
