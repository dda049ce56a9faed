package io.stormdb.report;

import io.stormdb.api.Pause;
import io.stormdb.core.Environment;
import io.stormdb.core.Load;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What somebody needs to get the same numbers again. */
final class RepeatText {

  private static final long MEBIBYTE = 1 << 20;

  private RepeatText() {}

  static String of(RunResult result) {
    RunPlan plan = result.plan();
    Environment environment = result.environment();
    Block block =
        new Block("To Repeat This Run:")
            .value(
                "Plan",
                "workload %s, scale %s, seed %s, %s, %s, warm-up %s"
                    .formatted(
                        result.workload(),
                        result.data().scale(),
                        plan.seed(),
                        Numbers.count(plan.workers(), "worker", "workers"),
                        plan.until()
                            .map(until -> "until " + until)
                            .orElse(HeaderText.planned(plan.end())),
                        Numbers.span(plan.warmup())))
            .value(
                "Transactions",
                "%s, at most %s, %s"
                    .formatted(
                        plan.isolation().sql(),
                        Numbers.count(plan.maxTries(), "try", "tries"),
                        load(plan)));
    if (!result.parameters().isEmpty()) {
      block.value(
          "Parameters",
          new TreeMap<>(result.parameters())
              .entrySet().stream()
                  .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                  .collect(Collectors.joining(", ")));
    }
    return block
        .value("Plug-in", environment.plugin())
        .value(
            "Server",
            "PostgreSQL %s, %s not at the default (the JSON result lists them)"
                .formatted(
                    environment.serverVersion(),
                    Numbers.count(environment.serverSettings().size(), "setting", "settings")))
        .value(
            "Client",
            "StormDB %s, %s (query mode %s%s), Java %s on %s, %s, %s MiB of heap"
                .formatted(
                    environment.stormDbVersion(),
                    environment.driverVersion(),
                    environment.queryMode().text(),
                    result.connections().direct() ? "; statements sent past it" : "",
                    environment.javaVersion(),
                    environment.operatingSystem(),
                    Numbers.count(environment.clientProcessors(), "processor", "processors"),
                    Numbers.count(environment.clientMemoryBytes() / MEBIBYTE)))
        .toString();
  }

  private static String load(RunPlan plan) {
    if (plan.load() instanceof Load.Open open) {
      return "open loop at %s (%s)"
          .formatted(open.rate(), open.timetable().name().toLowerCase(Locale.ROOT));
    }
    return "think time " + plan.thinkTime().map(RepeatText::pause).orElse("of the workload");
  }

  private static String pause(Pause pause) {
    if (pause instanceof Pause.Uniform uniform) {
      return Numbers.span(uniform.from()) + " to " + Numbers.span(uniform.to());
    }
    if (pause instanceof Pause.Exponential exponential) {
      return "exponential, mean %s, at most %s"
          .formatted(
              Numbers.span(exponential.mean()),
              Numbers.span(
                  Duration.ofNanos(Math.round(exponential.mean().toNanos() * exponential.cut()))));
    }
    return pause instanceof Pause.Constant constant && !pause.isNone()
        ? Numbers.span(constant.length())
        : "none";
  }
}
