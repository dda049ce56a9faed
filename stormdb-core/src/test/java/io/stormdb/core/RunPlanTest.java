package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlanTest {

  @Test
  void reportsAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                new RunPlan(
                    " ",
                    java.util.OptionalInt.of(0),
                    java.util.Optional.of("Not Good"),
                    Map.of(),
                    0,
                    RunPlan.End.after(Duration.ofMillis(1)),
                    Duration.ofSeconds(-1),
                    Duration.ofHours(2),
                    java.util.Optional.empty(),
                    1,
                    0,
                    io.stormdb.api.Isolation.SERIALIZABLE,
                    Duration.ZERO,
                    false,
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "workload must be named, was ''; scale must be at least 1, was 0; schema must be"
                + " lower-case letters, digits and underscores, at most 63 of them, was 'Not Good';"
                + " workers must be from 1 to 10000, was 0; duration must be from 100ms to 366"
                + " days, was 1ms; warmup must be from 0s to 366 days, was PT-1S; interval must be"
                + " from 100ms to 1h, was 2h; max-tries must be from 1 to 1000, was 0");
  }

  @Test
  void changesOneThingAtATime() {
    RunPlan plan = RunPlan.of("bank").workers(3).parameter("order", "drawn").parameter("x", "1");
    assertThat(plan.workers()).isEqualTo(3);
    assertThat(plan.parameters()).isEqualTo(Map.of("order", "drawn", "x", "1"));
    assertThat(plan.transactions(10).end()).isEqualTo(RunPlan.End.after(10));
    assertThat(plan.workers(4).workers(3)).isEqualTo(plan);
  }
}
