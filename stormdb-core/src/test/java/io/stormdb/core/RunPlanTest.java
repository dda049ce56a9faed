package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunPlanTest {

  @Test
  void reportsAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                new RunPlan(
                    " ",
                    OptionalInt.of(0),
                    Optional.of("Not Good"),
                    Map.of(),
                    0,
                    Load.closed(),
                    List.of(),
                    RunPlan.End.after(Duration.ofMillis(1)),
                    Duration.ofSeconds(-1),
                    Duration.ofHours(2),
                    1,
                    0,
                    io.stormdb.api.Isolation.SERIALIZABLE,
                    Duration.ZERO,
                    false,
                    Map.of(),
                    Detail.DEFAULT,
                    Optional.empty(),
                    LatencyDetail.USUAL,
                    Shape.constant(),
                    Connections.usual(),
                    ErrorPolicy.DEFAULT,
                    Optional.empty(),
                    Optional.of(Duration.ofMillis(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "workload must be named, was ''; scale must be at least 1, was 0; schema must be"
                + " lower-case letters, digits and underscores, at most 63 of them, was 'Not Good';"
                + " workers must be from 1 to 10000, was 0; duration must be from 100ms to 366"
                + " days, was 1ms; warmup must be from 0s to 366 days, was PT-1S; interval must be"
                + " from 100ms to 1h, was 2h; max-tries must be from 1 to 1000, was 0;"
                + " verify_interval needs verify, which is off; verify_interval must be at least"
                + " 100ms, was 1ms");
  }

  @Test
  void changesOneThingAtATime() {
    RunPlan plan = RunPlan.of("bank").workers(3).parameter("order", "drawn").parameter("x", "1");
    assertThat(plan.workers()).isEqualTo(3);
    assertThat(plan.parameters()).isEqualTo(Map.of("order", "drawn", "x", "1"));
    assertThat(plan.transactions(10).end()).isEqualTo(RunPlan.End.after(10));
    assertThat(plan.workers(4).workers(3)).isEqualTo(plan);
  }

  @Test
  void lastsAsLongAsItsPhasesAndHasTheWorkersThatTheyNeed() {
    RunPlan plan =
        RunPlan.of("bank")
            .phases(
                List.of(
                    Phase.of(Duration.ofSeconds(10)).workers(2),
                    Phase.of(Duration.ofSeconds(20)).workers(16).ramp(Duration.ofSeconds(5))));
    assertThat(plan.end().duration()).contains(Duration.ofSeconds(30));
    assertThat(plan.workers()).isEqualTo(16);
  }

  @Test
  void refusesPhasesThatDoNotSuitTheLoad() {
    RunPlan plan = RunPlan.of("bank");
    List<Phase> phases =
        List.of(
            Phase.of(Duration.ofSeconds(10)).rate(Rate.perSecond(5)),
            Phase.of(Duration.ofSeconds(5)).workers(2));
    assertThatThrownBy(() -> plan.phases(phases))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phase 1 must have workers and no rate, as the loop is closed, was 5/s");
    assertThatThrownBy(() -> plan.rate(Rate.perSecond(100)).phases(phases))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phase 2 must have a rate and no workers, as the loop is open, was 2");
    RunPlan phased = plan.phases(phases.subList(1, 2));
    assertThatThrownBy(() -> phased.workers(1).duration(Duration.ofSeconds(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phase 1 must have at most 1 workers, was 2");
    assertThatThrownBy(() -> phased.duration(Duration.ofSeconds(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duration must be that of all phases (5s), was 7s");
  }

  @Test
  void refusesAShapeThatDoesNotSuitTheRest() {
    RunPlan plan = RunPlan.of("bank").shape(Shape.sine(0.2));
    assertThatThrownBy(() -> plan.phases(List.of(Phase.of(Duration.ofSeconds(5)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a plan with a shape must have no phases, was 1");
    assertThatThrownBy(() -> plan.transactions(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sine needs a period when the run has no duration, was none");
    assertThat(plan.shape(Shape.sine(0.2, Duration.ofHours(24))).transactions(10).shape())
        .isEqualTo(Shape.sine(0.2, Duration.ofHours(24)));
    assertThatThrownBy(() -> Shape.sine(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low of a sine must be from 0 to 1, was 1.5");
    assertThatThrownBy(() -> Shape.sine(0, Duration.ofMillis(99)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("period of a sine must be at least 100ms, was 99ms");
    assertThatThrownBy(() -> plan.shape(Shape.sine(0, Duration.ofDays(367))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("period of a sine must be at most 366 days, was 8808h");
  }

  @Test
  void readsRates() {
    assertThat(Rate.parse("500/s")).isEqualTo(Rate.perSecond(500)).hasToString("500/s");
    assertThat(Rate.parse(" 30000 / m ")).hasToString("500/s");
    assertThat(Rate.parse("0.5/s")).hasToString("0.5/s");
    assertThatThrownBy(() -> Rate.parse("500"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a rate is a number of transactions a second or a minute, such as 500/s or 30000/m,"
                + " was '500'");
    assertThatThrownBy(() -> Rate.parse("99999999/s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate must be from 0/s to 10000000/s, was 99999999/s");
    assertThatThrownBy(() -> Load.open(Rate.perSecond(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate must be positive, was 0/s");
  }

  @Test
  void endsAfterTheLongestTimeForItWhenTpsIsToBeKnown() {
    Until until = new Until(2, Duration.ofMinutes(10));
    RunPlan plan = RunPlan.of("bank").transactions(5).until(until);
    assertThat(plan.until()).contains(until);
    assertThat(plan.end()).isEqualTo(RunPlan.End.after(Duration.ofMinutes(10)));
  }

  @Test
  void refusesWhatDoesNotSuitARunUntilTpsIsKnown() {
    RunPlan plan = RunPlan.of("bank").until(Until.parse("ci 2% or 10m"));
    assertThatThrownBy(() -> plan.duration(Duration.ofSeconds(60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a run until 'ci 2% or 10m' has no other end; give neither a duration nor a number of"
                + " transactions");
    assertThatThrownBy(() -> plan.phases(List.of(Phase.of(Duration.ofMinutes(10)))))
        .hasMessage(
            "a run until 'ci 2% or 10m' has no phases, because TPS is not one figure when the load"
                + " changes");
    assertThatThrownBy(() -> plan.until(Until.parse("ci 2% or 30s")))
        .hasMessage(
            "the longest time of until must be more than 30 intervals (30s), because it is not"
                + " looked earlier whether TPS is known, was 30s");
  }
}
