package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.Band;
import io.stormdb.pgstats.Cause;
import io.stormdb.pgstats.Episode;
import io.stormdb.pgstats.SamplingCost;
import io.stormdb.pgstats.ServerMetric;
import io.stormdb.pgstats.ServerTimeline;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the server did interval by interval, and what that explains, as JSON. */
final class TimelineJson {

  private TimelineJson() {}

  /** Returns how samples were taken, and what that cost. */
  static JsonNode of(ServerTimeline timeline) {
    ObjectNode json = JsonValues.object();
    json.set("every_ms", JsonValues.millis(timeline.every()));
    json.set("not_sampled", JsonValues.texts(timeline.missing()));
    SamplingCost cost = timeline.cost();
    ObjectNode one = json.putObject("cost");
    one.put("samples", cost.samples());
    one.put("missed", cost.missed());
    one.put("looks", cost.looks());
    one.set("busy_ms", JsonValues.millis(cost.busy()));
    one.set("window_ms", JsonValues.millis(cost.window()));
    one.set("server_cpu_ms", JsonValues.millis(cost.serverCpu()));
    one.put("why_no_cpu", cost.whyNoCpu().isBlank() ? null : cost.whyNoCpu());
    one.set("busy_percent", percent(cost.busyShare()));
    one.set("server_cpu_percent", percent(cost.cpuShare()));
    return json;
  }

  private static JsonNode percent(Optional<Double> share) {
    return JsonValues.optional(share, part -> JsonValues.decimal(100 * part));
  }

  /** Returns what the server did in an interval, or {@code null} if it was not followed then. */
  static JsonNode during(Optional<ServerTimeline> timeline, RunResult.Interval interval) {
    if (timeline.isEmpty() || !interval.measured()) {
      return NullNode.instance;
    }
    ServerTimeline.During during = timeline.get().during(interval.start(), interval.length());
    ObjectNode json = JsonValues.object();
    json.set("sampled_ms", JsonValues.millis(during.longest()));
    ObjectNode figures = json.putObject("figures");
    for (ServerMetric metric : ServerMetric.values()) {
      OptionalDouble value = during.figures().of(metric);
      if (value.isPresent()) {
        figures.set(MetricNames.of(metric), JsonValues.decimal(value));
      }
    }
    json.set("gaps", JsonValues.texts(during.gaps()));
    ArrayNode autovacuum = json.putArray("autovacuum");
    during.autovacuum().stream().sorted().forEach(autovacuum::add);
    return json;
  }

  /** Returns when the run was slow, and why. */
  static JsonNode attribution(Attribution attribution) {
    ObjectNode json = JsonValues.object();
    json.put("intervals", attribution.intervals());
    json.set("tps_band", band(attribution.tps()));
    json.set("p99_band_ms", JsonValues.optional(attribution.p99(), TimelineJson::band));
    ArrayNode episodes = json.putArray("episodes");
    attribution.episodes().forEach(episode -> add(episodes.addObject(), episode));
    return json;
  }

  private static JsonNode band(Band band) {
    ObjectNode json = JsonValues.object();
    json.set("median", JsonValues.decimal(band.median()));
    json.set("limit", JsonValues.decimal(band.limit()));
    return json;
  }

  private static void add(ObjectNode json, Episode episode) {
    json.set("start_ms", JsonValues.millis(episode.start()));
    json.set("length_ms", JsonValues.millis(episode.length()));
    json.put("slow_intervals", episode.intervals());
    json.set("lowest_tps", JsonValues.decimal(episode.lowestTps()));
    json.set("highest_p99_ms", JsonValues.millis(episode.highestP99()));
    ArrayNode causes = json.putArray("causes");
    for (Cause cause : episode.causes()) {
      ObjectNode one = causes.addObject();
      one.put("cause", cause.suspect().name().toLowerCase(Locale.ROOT));
      one.put("metric", MetricNames.of(cause.metric()));
      one.set("during", JsonValues.decimal(cause.during()));
      one.set("usually", JsonValues.decimal(cause.usually()));
      one.put("strength", cause.strength().name().toLowerCase(Locale.ROOT));
      one.set("correlation", JsonValues.decimal(cause.correlation()));
      one.put("lag_intervals", cause.lagIntervals());
      one.set("p_value", JsonValues.decimal(cause.pValue()));
    }
    ArrayNode autovacuum = json.putArray("autovacuum");
    episode.autovacuum().stream().sorted().forEach(autovacuum::add);
  }
}
