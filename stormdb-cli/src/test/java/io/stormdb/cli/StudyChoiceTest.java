package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.Sources;
import io.stormdb.progressive.Adaptive;
import io.stormdb.progressive.Axes;
import io.stormdb.progressive.CoolDown;
import io.stormdb.progressive.FindMax;
import io.stormdb.progressive.Level;
import io.stormdb.progressive.Listed;
import io.stormdb.progressive.Order;
import io.stormdb.progressive.Range;
import io.stormdb.progressive.StopRules;
import io.stormdb.progressive.Strategy;
import io.stormdb.progressive.StudyPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The plan of a study, from what was given and what was not. */
class StudyChoiceTest {

  private static StudyPlan plan(int freeConnections, String... keysAndValues) {
    Map<String, String> flags =
        new LinkedHashMap<>(Map.of("workload", "simple", "progressive.enabled", "true"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put(
          keysAndValues[i].matches("duration|workers|connections|connection_mode|metrics\\..*")
              ? keysAndValues[i]
              : "progressive." + keysAndValues[i],
          keysAndValues[i + 1]);
    }
    Configuration configuration =
        Configuration.resolve(Sources.of(WorkloadCatalog.load()).flags(flags));
    return new StudyChoice(
            configuration.progressive().orElseThrow(),
            configuration.plan(),
            configuration.isIntervalGiven(),
            () -> freeConnections)
        .plan();
  }

  @Test
  void hasDefaultsThatFitTheServer() {
    StudyPlan plan = plan(12);
    assertThat(plan.strategy()).isEqualTo(Listed.Linear.of(Axes.workers(1, 8), 8));
    assertThat(plan.load().end().duration()).contains(Duration.ofSeconds(30));
    assertThat(plan.load().warmup()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.load().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan.coolDown()).isEqualTo(CoolDown.of(Duration.ofSeconds(5)));
    assertThat(plan.stop()).isEqualTo(StopRules.NONE);
  }

  @Test
  void takesAsManyWorkersAsProcessorsAreWorthIfTheServerHasPlace() {
    int most = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    assertThat(plan(10_000).strategy().largest()).isEqualTo(Level.of(most));
  }

  @Test
  void doesNotAskTheServerForWhatWasGiven() {
    assertThat(plan(-1, "max_workers", "50", "min_workers", "10").strategy())
        .isEqualTo(Listed.Linear.of(Axes.workers(10, 50), 8));
  }

  @Test
  void knowsEveryStrategy() {
    String[] range = {"max_workers", "32", "bands", "6", "strategy", ""};
    Axes axes = Axes.workers(1, 32);
    for (Map.Entry<String, Strategy> expected :
        Map.<String, Strategy>of(
                "linear", Listed.Linear.of(axes, 6),
                "balanced", new Listed.Balanced(axes, 6),
                "exponential", new Listed.Exponential(axes, 6),
                "fibonacci", new Listed.Fibonacci(axes, 6),
                "synchronized", Listed.Synchronized.inBands(axes, 6),
                "adaptive", new Adaptive(axes, 6))
            .entrySet()) {
      range[5] = expected.getKey();
      assertThat(plan(0, range).strategy()).isEqualTo(expected.getValue());
    }
    assertThat(plan(0, "levels", "1, 8/4").strategy())
        .isEqualTo(new Listed.Custom(List.of(Level.of(1), Level.of(8, 4))));
    assertThat(plan(0, "max_workers", "16", "find_max", "p99<20ms").strategy())
        .isEqualTo(
            new FindMax(
                LatencyBound.parse("p99<20ms"),
                16,
                16,
                Rate.perSecond(1),
                Rate.perSecond(100),
                Rate.perSecond(100_000),
                30));
  }

  @Test
  void takesTheWorkersOfTheCommandLineAsTheMost() {
    assertThat(plan(0, "workers", "6").strategy())
        .isEqualTo(Listed.Linear.of(Axes.workers(1, 6), 8));
    assertThat(plan(0, "workers", "6", "max_workers", "9").strategy())
        .isEqualTo(Listed.Linear.of(Axes.workers(1, 9), 8));
    assertThat(plan(0, "workers", "6", "find_max", "p99<20ms").strategy().largest().workers())
        .isEqualTo(6);
    assertThat(
            plan(0, "workers", "6", "max_connections", "3", "find_max", "p99<20ms")
                .strategy()
                .largest()
                .workers())
        .isEqualTo(6);
    assertThat(
            plan(
                    0,
                    "workers",
                    "6",
                    "connections",
                    "2",
                    "connection_mode",
                    "pooled",
                    "find_max",
                    "p99<20ms")
                .strategy()
                .largest())
        .isEqualTo(Level.of(6, 2));
  }

  @Test
  void changesOnlyConnectionsIfOnlyTheyAreSpokenOf() {
    assertThat(plan(0, "workers", "12", "max_connections", "6", "step_connections", "2").strategy())
        .isEqualTo(
            new Listed.Linear(
                new Axes(Range.only(12), Optional.of(new Range(1, 6))),
                8,
                OptionalInt.empty(),
                OptionalInt.of(2)));
  }

  @Test
  void measuresTwiceInOrderAbba() {
    assertThat(plan(0, "max_workers", "4", "order", "abba"))
        .satisfies(
            plan -> {
              assertThat(plan.order()).isEqualTo(Order.ABBA);
              assertThat(plan.repeats()).isEqualTo(2);
            });
  }

  @Test
  void hasIntervalsThatFitShortBands() {
    assertThat(plan(20, "duration", "6s").load().interval()).isEqualTo(Duration.ofMillis(200));
    assertThat(plan(20, "duration", "1s").load().interval()).isEqualTo(Duration.ofMillis(100));
    assertThat(plan(20, "duration", "1h").load().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan(20, "duration", "6s", "metrics.interval", "3s").load().interval())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void refusesConnectionsThatNobodyCanShare() {
    assertThatThrownBy(() -> plan(0, "levels", "8/4", "connection_mode", "persistent"))
        .isInstanceOf(StormDbException.class)
        .hasMessage(
            "progressive: connection_mode must be pooled where there are not as many connections as"
                + " workers, was persistent");
  }
}
