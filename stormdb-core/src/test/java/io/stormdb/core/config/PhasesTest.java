package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.Phase;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the load changes over time, as files say it. */
class PhasesTest {

  private static final String CLOSED =
      """
      workload: bank
      warmup: 5s
      phases:
        - duration: 1m
          workers: 2
        - duration: ${LONG:-90s}
          workers: 16
          ramp: 10s
          mix:
            transfer: 3
            balance: 0
        - duration: 30s
      """;

  private static final RunPlan CLOSED_PLAN =
      RunPlan.of("bank")
          .warmup(Duration.ofSeconds(5))
          .phases(
              List.of(
                  Phase.of(Duration.ofMinutes(1)).workers(2),
                  Phase.of(Duration.ofSeconds(90))
                      .workers(16)
                      .ramp(Duration.ofSeconds(10))
                      .mix(Map.of("transfer", 3, "balance", 0)),
                  Phase.of(Duration.ofSeconds(30))));

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void nothingGiven() {
    given = Given.in(folder);
  }

  @Test
  void makeTheSamePlanAsJava() {
    assertThat(given.file(CLOSED).resolved().plan()).isEqualTo(CLOSED_PLAN);
  }

  @Test
  void mayBeWrittenBelowTheWorkload() {
    assertThat(
            given
                .file("workload:\n  type: bank\n  phases: [{duration: 5s}, {duration: 7s}]\n")
                .resolved()
                .plan())
        .isEqualTo(
            RunPlan.of("bank")
                .phases(List.of(Phase.of(Duration.ofSeconds(5)), Phase.of(Duration.ofSeconds(7)))));
  }

  @Test
  void haveRatesInAnOpenLoop() {
    Given file =
        given.file(
            """
            workload: bank
            rate: 100/s
            max_transactions: 1000
            phases:
              - {duration: 10s, rate: 0/s}
              - {duration: 10s, rate: 6000/m, ramp: 10s}
            """);
    RunPlan plan = RunPlan.of("bank").rate(Rate.perSecond(100)).transactions(1_000);
    assertThat(file.resolved().plan())
        .isEqualTo(
            plan.phases(
                List.of(
                    Phase.of(Duration.ofSeconds(10)).rate(Rate.perSecond(0)),
                    Phase.of(Duration.ofSeconds(10))
                        .rate(Rate.perSecond(100))
                        .ramp(Duration.ofSeconds(10)))));
  }

  @Test
  void arePrintedSoThatTheyCanBeReadAgain() {
    Given file = given.file(CLOSED);
    assertThat(file.printed())
        .contains("workers: 16  # config.yaml:7\n")
        .contains(
            """
            # duration: not set; max_transactions, until or the last phase ends the run
            """)
        .contains(
            """
            phases:
              - duration: 1m  # config.yaml:4
                workers: 2  # config.yaml:5
              - duration: 90s  # config.yaml:6
                workers: 16  # config.yaml:7
                ramp: 10s  # config.yaml:8
                mix:
                  transfer: 3  # config.yaml:10
                  balance: 0  # config.yaml:11
              - duration: 30s  # config.yaml:12
            shape: constant  # default
            """);
    assertThat(given.file(file.resolved().print()).resolved().plan()).isEqualTo(CLOSED_PLAN);
  }

  @Nested
  class Refused {

    @Test
    void areAllMistakesAtOnce() {
      assertThat(
              given
                  .file(
                      """
                      workload: bank
                      phases:
                        - duraton: 10s
                          workers: -1
                        - 30s
                        - duration: 5
                          ramp: [1s]
                          frobnicate: 1
                          ramp: 2s
                        - duration: 10s
                          mix:
                            transfer: 1.5
                            balance:
                        - duration: 10s
                          mix: [transfer]
                          rate: 5
                      """)
                  .refusal())
          .isEqualTo(
              """
              config.yaml:3: unknown key 'phases[1].duraton'; did you mean 'duration'?
              config.yaml:3: 'phases[1]' has no duration; write one, such as 30s
              config.yaml:4: 'phases[1].workers' must be a whole number from 0 to 10000, was '-1'
              config.yaml:5: 'phases[2]' must be a mapping of duration, workers, rate, ramp, mix \
              to values, was a single value
              config.yaml:6: 'phases[3].duration' must be a duration such as 500ms, 30s or 1m30s, \
              from 100ms to 8784h, was '5'
              config.yaml:7: 'phases[3].ramp' must be one value, was a list
              config.yaml:8: unknown key 'phases[3].frobnicate'; available: duration, mix, ramp, \
              rate, workers
              config.yaml:9: 'phases[3].ramp' is already in line 7; remove one
              config.yaml:12: 'phases[4].mix.transfer' must be a whole number from 0 to 1000000, \
              was '1.5'
              config.yaml:13: 'phases[4].mix.balance' has no value; write one, or remove the line
              config.yaml:15: 'phases[5].mix' must be a mapping of transactions to weights, was a \
              list
              config.yaml:16: 'phases[5].rate' must be a number of transactions a second or a \
              minute, such as 500/s or 30000/m, was '5'
              config.yaml:16: 'phases[5].rate' has no meaning in a closed loop; give the run a \
              rate, such as 'rate: 500/s', or the phase workers""");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "phases: 30s | config.yaml:2: 'phases' must be a list of phases, was a single value",
          "phases: {duration: 30s} | config.yaml:2: 'phases' must be a list of phases, was a"
              + " mapping",
          "phases: [] | config.yaml:2: 'phases' has no phase in it; add one, such as '- duration:"
              + " 30s', or remove the line",
          "phases: [{duration: 5s, ramp: 6s}] | config.yaml:2: 'phases[1].ramp' must be at most"
              + " the duration of the phase (5s), was 6s",
          "shape_low: 20% | config.yaml:2: 'shape_low' has no meaning without 'shape: sine'; add"
              + " that, or remove it",
          "shape: saw | config.yaml:2: 'shape' must be one of constant, sine, was 'saw'",
          "'shape_low': 120% | config.yaml:2: 'shape_low' must be a percentage from 0% to 100%,"
              + " was '120%'#config.yaml:2: 'shape_low' has no meaning without 'shape: sine'; add"
              + " that, or remove it"
        })
    void isWhatALineCannotBe(String line, String problem) {
      assertThat(given.file("workload: bank\n" + line + "\n").refusal())
          .isEqualTo(problem.replace('#', '\n'));
    }

    @Test
    void isADuration() {
      Given file = given.file("workload: bank\nphases: [{duration: 5s}]\n");
      assertThat(file.flags(Map.of("duration", "60s")).refusal())
          .isEqualTo(
              "--duration has no meaning with phases (config.yaml:2), because a run lasts as long"
                  + " as all of them; remove it");
    }

    @Test
    void areWorkersInAnOpenLoop() {
      Given file = given.file("workload: bank\nphases: [{duration: 5s, workers: 2}]\n");
      assertThat(file.flags(Map.of("rate", "60/s")).refusal())
          .isEqualTo(
              "config.yaml:2: 'phases[1].workers' has no meaning with a rate (flag --rate), because"
                  + " an open loop starts transactions by the clock; give the phase a rate");
    }

    @Test
    void areMoreWorkersThanThereAre() {
      Given file = given.file("workload: bank\nphases: [{duration: 5s, workers: 9}]\n");
      assertThat(file.flags(Map.of("workers", "8")).refusal())
          .isEqualTo(
              "config.yaml:2: 'phases[1].workers' must be at most workers (8, flag --workers), was"
                  + " 9");
      assertThat(file.flags(Map.of("connections", "8")).refusal())
          .isEqualTo(
              "--connections must be at least workers (9, config.yaml:2), because every worker keeps"
                  + " a connection of its own, was 8; to share them, give connection_mode: pooled");
      assertThat(file.resolved().plan().workers()).isEqualTo(9);
    }

    @Test
    void isToWaitUntilTpsIsKnown() {
      Given file = given.file("workload: bank\nphases: [{duration: 5s}]\n");
      String why =
          "--until has no meaning with phases or a sine, because TPS is not one figure when the load"
              + " changes; remove one of them";
      assertThat(file.flags(Map.of("until", "ci 2% or 10m")).refusal()).isEqualTo(why);
      Given sine =
          given.flags(Map.of("workload", "bank", "shape", "sine", "until", "ci 2% or 10m"));
      assertThat(sine.refusal()).isEqualTo(why);
    }

    @Test
    void isAShape() {
      assertThat(given.file("workload: bank\nshape: sine\nphases: [{duration: 5s}]\n").refusal())
          .isEqualTo(
              "config.yaml:2: 'shape' and phases (config.yaml:3) exclude each other, because both"
                  + " say how the load changes; remove one of them");
    }
  }

  @Nested
  class AShape {

    @Test
    void isASineWithALowAndAPeriod() {
      assertThat(
              given
                  .file("workload: bank\nshape: sine\nshape_low: 12.5%\nshape_period: 24h\n")
                  .flags(Map.of("rate", "200/s"))
                  .resolved()
                  .plan())
          .isEqualTo(
              RunPlan.of("bank")
                  .rate(Rate.perSecond(200))
                  .shape(Shape.sine(0.125, Duration.ofHours(24))));
    }

    @Test
    void isReadAgainAsItWasPrinted() {
      Configuration sine = given.file("workload: bank\nshape: Sine\nshape_low: 20 %\n").resolved();
      assertThat(sine.plan().shape()).isEqualTo(Shape.sine(0.2));
      assertThat(given.file(sine.print()).resolved().plan()).isEqualTo(sine.plan());
    }

    @Test
    void needsAPeriodWhenTheRunHasNoDuration() {
      Given file = given.file("workload: bank\nshape: sine\nmax_transactions: 10\n");
      assertThat(file.refusal())
          .isEqualTo(
              "config.yaml:2: 'shape' needs a period, because only max_transactions ends the run;"
                  + " give shape_period, such as 10m");
      assertThat(file.flags(Map.of("shape_period", "1m")).resolved().plan().shape())
          .isEqualTo(Shape.sine(0, Duration.ofMinutes(1)));
    }
  }
}
