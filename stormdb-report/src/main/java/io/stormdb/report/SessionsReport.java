package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.core.Visits;
import java.util.Locale;

/** The visits of users, for people and for machines. */
final class SessionsReport {

  private SessionsReport() {}

  /** Returns the block, or a blank text if the workload has no sessions. */
  static String text(RunResult result) {
    return result.sessions().map(SessionsReport::block).orElse("");
  }

  private static String block(Visits sessions) {
    return new Block("Sessions:")
        .value("Begun", Numbers.count(sessions.begun()))
        .value("Ended", Numbers.count(sessions.ended()))
        .value(
            "Mean Length",
            sessions
                .meanTransactions()
                .map(mean -> String.format(Locale.ROOT, "%.1f transactions", mean))
                .orElse(Numbers.NO_DATA))
        .value("Mean Time", Numbers.latency(sessions.meanTime()))
        .toString();
  }

  /** Returns the object, or null if the workload has no sessions. */
  static JsonNode json(RunResult result) {
    return JsonValues.optional(
        result.sessions(),
        sessions -> {
          ObjectNode json = JsonValues.object();
          json.put("begun", sessions.begun());
          json.put("ended", sessions.ended());
          json.set("mean_transactions", JsonValues.rate(sessions.meanTransactions()));
          json.set("mean_time_ms", JsonValues.millis(sessions.meanTime()));
          return json;
        });
  }
}
