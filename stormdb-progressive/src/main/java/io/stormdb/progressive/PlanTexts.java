package io.stormdb.progressive;

import io.stormdb.api.GoDuration;
import io.stormdb.core.Connections;
import io.stormdb.core.Load;
import io.stormdb.core.RunPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that a plan says, as texts by name: what must be the same for a study to go on. */
final class PlanTexts {

  private static final String NONE = "none";

  private final Map<String, String> texts = new LinkedHashMap<>();

  private PlanTexts() {}

  static Map<String, String> of(StudyPlan plan) {
    PlanTexts texts = new PlanTexts();
    texts.study(plan);
    texts.load(plan.load());
    return texts.texts;
  }

  private void study(StudyPlan plan) {
    Strategy strategy = plan.strategy();
    texts.put("strategy", strategy.text());
    if (strategy instanceof Listed listed) {
      texts.put(
          "levels",
          listed.levels().stream()
              .map(level -> level.workers() + "/" + level.connections())
              .collect(Collectors.joining(", ")));
    } else if (strategy instanceof Adaptive adaptive) {
      texts.put("workers", adaptive.axes().workers().toString());
      texts.put(
          "connections", adaptive.axes().connections().map(Range::toString).orElse("one a worker"));
      texts.put("bands", Integer.toString(adaptive.bands()));
    } else if (strategy instanceof FindMax max) {
      texts.put("find_max", max.bound().toString());
      texts.put("workers", Integer.toString(max.workers()));
      texts.put("connections", Integer.toString(max.connections()));
      texts.put("rates", max.lowest() + " to " + max.highest() + " from " + max.start());
      texts.put("bands", Integer.toString(max.trials()));
    }
    texts.put("order", plan.order().name().toLowerCase(Locale.ROOT));
    texts.put("repeats", Integer.toString(plan.repeats()));
    texts.put("cooldown_duration", GoDuration.format(plan.coolDown().least()));
    texts.put("quiet_within", plan.coolDown().quietWithin().map(GoDuration::format).orElse(NONE));
    StopRules stop = plan.stop();
    texts.put(
        "stop_on_errors",
        stop.errorShare().isPresent() ? Double.toString(stop.errorShare().getAsDouble()) : NONE);
    texts.put("stop_on_latency", stop.latency().map(Object::toString).orElse(NONE));
    texts.put(
        "stop_on_decline",
        stop.decline().isPresent() ? Double.toString(stop.decline().getAsDouble()) : NONE);
  }

  private void load(RunPlan load) {
    texts.put("workload", load.workload());
    texts.put(
        "scale", load.scale().isPresent() ? Integer.toString(load.scale().getAsInt()) : "default");
    texts.put("schema", load.schema().orElse("default"));
    texts.put("parameters", new TreeMap<>(load.parameters()).toString());
    texts.put("mix", load.mix().map(Object::toString).orElse("default"));
    texts.put("test_duration", load.end().duration().map(GoDuration::format).orElse(NONE));
    texts.put(
        "max_transactions",
        load.end().transactions().isPresent()
            ? Long.toString(load.end().transactions().getAsLong())
            : NONE);
    texts.put("until", load.until().map(Object::toString).orElse(NONE));
    texts.put("warmup_duration", GoDuration.format(load.warmup()));
    texts.put("interval", GoDuration.format(load.interval()));
    texts.put("think_time", load.thinkTime().map(Object::toString).orElse("default"));
    texts.put(
        "arrivals",
        load.load() instanceof Load.Open open
            ? open.timetable().name().toLowerCase(Locale.ROOT)
            : NONE);
    texts.put("isolation", load.isolation().sql());
    texts.put("max_tries", Integer.toString(load.maxTries()));
    texts.put("seed", Long.toString(load.seed()));
    texts.put("grace", GoDuration.format(load.grace()));
    Connections connections = load.connections();
    texts.put("connection_mode", connections.mode().text());
    texts.put("connection_timeout", GoDuration.format(connections.timeout()));
    texts.put("query_timeout", connections.queryTimeout().map(GoDuration::format).orElse(NONE));
    texts.put("read_write_split", Boolean.toString(connections.readWriteSplit()));
    texts.put("errors", load.errors().toString());
  }
}
