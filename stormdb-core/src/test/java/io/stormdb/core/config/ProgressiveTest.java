package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A study of scaling, as files and flags ask for it. */
class ProgressiveTest {

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void nothingGiven() {
    given = Given.in(folder);
  }

  private ProgressiveSettings progressive(String block) {
    return given
        .file("workload: bank\nprogressive:\n  enabled: true\n" + block.indent(2))
        .resolved()
        .progressive()
        .orElseThrow();
  }

  private String refusal(String block) {
    return given
        .file("workload: bank\nprogressive:\n  enabled: true\n" + block.indent(2))
        .refusal();
  }

  @Test
  void isNotThereUnlessSomebodyAsks() {
    assertThat(given.file("workload: bank\nprogressive: {bands: 5}\n").resolved().progressive())
        .isEmpty();
    assertThat(given.flags(Map.of("workload", "bank")).resolved().progressive()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "progressive.enabled, true",
    "progressive.bands, 5",
    "progressive.find_max, p99<20ms",
    "progressive.resume, study.json"
  })
  void isAskedForByAFlag(String key, String value) {
    assertThat(
            given
                .file("workload: bank\nprogressive: {enabled: false}\n")
                .flags(Map.of(key, value))
                .resolved()
                .progressive())
        .isPresent();
  }

  @Test
  void hasDefaults() {
    ProgressiveSettings.Steps nothing =
        new ProgressiveSettings.Steps(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    assertThat(progressive(""))
        .isEqualTo(
            new ProgressiveSettings(
                "linear",
                nothing,
                nothing,
                OptionalInt.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(30)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Optional.empty(),
                "listed",
                OptionalInt.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                true,
                false,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void hasEverythingThatCanBeSaid() {
    ProgressiveSettings all =
        progressive(
            """
            strategy: Exponential
            min_workers: 2
            max_workers: 64
            min_connections: 1
            max_connections: 32
            bands: 6
            test_duration: 45s
            warmup_duration: 15s
            cooldown_duration: 3s
            quiet_within: 2m
            order: ABBA
            repeats: 4
            stop_on_errors: 10%
            stop_on_latency: p99>2s
            stop_on_decline: 50%
            enable_analysis: false
            export_format: both
            export_path: out/scaling
            max_latency_samples: 50000
            memory_limit_mb: 512
            """);
    assertThat(all.strategy()).isEqualTo("exponential");
    assertThat(all.workers())
        .isEqualTo(
            new ProgressiveSettings.Steps(
                OptionalInt.of(2), OptionalInt.of(64), OptionalInt.empty()));
    assertThat(all.connections())
        .isEqualTo(
            new ProgressiveSettings.Steps(
                OptionalInt.of(1), OptionalInt.of(32), OptionalInt.empty()));
    assertThat(all.bands()).hasValue(6);
    assertThat(all.duration()).contains(Duration.ofSeconds(45));
    assertThat(all.warmup()).isEqualTo(Duration.ofSeconds(15));
    assertThat(all.coolDown()).isEqualTo(Duration.ofSeconds(3));
    assertThat(all.quietWithin()).contains(Duration.ofMinutes(2));
    assertThat(all.order()).isEqualTo("abba");
    assertThat(all.repeats()).hasValue(4);
    assertThat(all.stopOnErrors()).hasValue(0.1);
    assertThat(all.stopOnLatency()).contains(new LatencyBound(99, Duration.ofSeconds(2)));
    assertThat(all.stopOnDecline()).hasValue(0.5);
    assertThat(all.analysis()).isFalse();
    assertThat(all.csv()).isTrue();
    assertThat(all.json()).isTrue();
    assertThat(all.exportPath()).contains(Path.of("out/scaling"));
  }

  @Test
  void isTheSameUnderLegacyNamesAndBelowTheWorkload() {
    ProgressiveSettings current =
        progressive("test_duration: 1m\nwarmup_duration: 5s\ncooldown_duration: 1s\n");
    assertThat(progressive("band_duration: 1m\nwarmup_time: 5s\ncooldown_time: 1s\n"))
        .isEqualTo(current);
    assertThat(
            given
                .file(
                    """
                    workload:
                      type: bank
                      progressive:
                        enabled: true
                        band_duration: 1m
                        warmup_time: 5s
                        cooldown_time: 1s
                    """)
                .resolved()
                .progressive())
        .contains(current);
  }

  @Test
  void takesTheLengthOfABandFromTheRunIfItHasNoneOfItsOwn() {
    assertThat(
            given
                .file("workload: bank\nwarmup: 2s\nprogressive: {enabled: true}\n")
                .flags(Map.of("duration", "7s"))
                .resolved()
                .progressive()
                .orElseThrow())
        .satisfies(
            one -> {
              assertThat(one.duration()).contains(Duration.ofSeconds(7));
              assertThat(one.warmup()).isEqualTo(Duration.ofSeconds(2));
            });
  }

  @Test
  void endsBandsAsTheRunEndsIfItDoesSoItself() {
    assertThat(
            given
                .file("workload: bank\nmax_transactions: 500\nprogressive: {enabled: true}\n")
                .resolved()
                .progressive()
                .orElseThrow()
                .duration())
        .isEmpty();
  }

  @Test
  void readsLevelsAsAListAndAsAText() {
    List<ProgressiveSettings.Level> levels =
        List.of(
            new ProgressiveSettings.Level(1, 1),
            new ProgressiveSettings.Level(8, 4),
            new ProgressiveSettings.Level(16, 16));
    assertThat(progressive("levels: [1, 8/4, 16]\n").levels()).isEqualTo(levels);
    assertThat(progressive("levels: 1, 8/4, 16\n").levels()).isEqualTo(levels);
    assertThat(progressive("levels:\n- 1\n- 8/4\n- 16\n").levels()).isEqualTo(levels);
    assertThat(progressive("levels: [1, 8/4, 16]\n").strategy()).isEqualTo("custom");
  }

  @Test
  void searchesTheHighestRate() {
    ProgressiveSettings search =
        progressive("find_max: p99<20ms\nmin_rate: 10/s\nstart_rate: 6000/m\nmax_rate: 5000/s\n");
    assertThat(search.strategy()).isEqualTo("slo");
    assertThat(search.findMax()).contains(new LatencyBound(99, Duration.ofMillis(20)));
    assertThat(search.minRate()).contains(Rate.perSecond(10));
    assertThat(search.startRate()).contains(Rate.perSecond(100));
    assertThat(search.maxRate()).contains(Rate.perSecond(5_000));
  }

  @Test
  void writesWhatIsAskedFor() {
    assertThat(progressive("export_csv: true\nexport_json: false\n"))
        .satisfies(
            one -> {
              assertThat(one.csv()).isTrue();
              assertThat(one.csvFile()).isEmpty();
              assertThat(one.json()).isFalse();
            });
    assertThat(progressive("export_csv: a.csv\nexport_json: b.json\n"))
        .satisfies(
            one -> {
              assertThat(one.csvFile()).contains(Path.of("a.csv"));
              assertThat(one.jsonFile()).contains(Path.of("b.json"));
            });
  }

  @Test
  void hasTheMostWorkersThatTheCommandLineSpeaksOf() {
    Configuration first =
        given
            .file("workload: bank\nworkers: 3\nprogressive: {enabled: true, find_max: p99<20ms}\n")
            .flags(Map.of("workers", "6", "connections", "8"))
            .resolved();
    ProgressiveSettings study = first.progressive().orElseThrow();
    assertThat(study.workers().most()).hasValue(6);
    assertThat(study.connections().most()).hasValue(8);
    assertThat(given.file(first.print()).resolved().progressive()).contains(study);
    assertThat(
            given
                .file(
                    "workload: bank\nworkers: 3\nprogressive: {enabled: true, find_max: p99<20ms}\n")
                .resolved()
                .progressive()
                .orElseThrow()
                .workers()
                .most())
        .isEmpty();
  }

  @Test
  void isReadAgainAsItIsPrinted() {
    Configuration first =
        given
            .file(
                """
                workload: bank
                progressive:
                  enabled: true
                  levels: [1, 8/4]
                  stop_on_latency: p99.9>2s
                  order: random
                  repeats: 3
                """)
            .resolved();
    assertThat(given.file(first.print()).resolved().progressive()).isEqualTo(first.progressive());
  }

  @Nested
  class Refuses {

    @Test
    void valuesThatAreNone() {
      assertThat(
              refusal(
                  """
                  strategy: lineal
                  bands: 101
                  levels: [1, x]
                  find_max: p99>20ms
                  stop_on_latency: 2s
                  stop_on_errors: 0.1
                  repeats: 21
                  """))
          .isEqualTo(
              """
              config.yaml:4: 'progressive.strategy' must be one of linear, exponential, fibonacci, \
              balanced, synchronized, custom, adaptive, slo, was 'lineal'
              config.yaml:5: 'progressive.bands' must be a whole number from 1 to 100, was '101'
              config.yaml:6: 'progressive.levels' must be a list of 1 to 100 numbers of workers \
              from 1 to 10000, each once, such as [1, 2, 4, 8/4], was '1,x'
              config.yaml:6: 'progressive.levels' has no meaning without strategy custom; add that, \
              or remove it
              config.yaml:7: 'progressive.find_max' must be a percentile, '<' and a duration, such \
              as p99<20ms, was 'p99>20ms'
              config.yaml:8: 'progressive.stop_on_latency' must be a percentile, '>' and a \
              duration, such as p99>20ms, was '2s'
              config.yaml:8: 'progressive.stop_on_latency' has no meaning with find_max; remove one \
              of them
              config.yaml:9: 'progressive.stop_on_errors' must be a percentage from 0% to 100%, \
              was '0.1'
              config.yaml:9: 'progressive.stop_on_errors' has no meaning with find_max; remove one \
              of them
              config.yaml:10: 'progressive.repeats' must be a whole number from 1 to 20, was '21'
              config.yaml:10: 'progressive.repeats' has no meaning with strategy slo, which decides \
              itself what comes next; remove one of them""");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "min_workers: 9#max_workers: 8 | config.yaml:4: 'progressive.min_workers' must be at most"
              + " max_workers (8, config.yaml:5), was 9",
          "strategy: custom | config.yaml:4: 'progressive.strategy' needs levels, such as"
              + " [1, 2, 4, 8]",
          "strategy: slo | config.yaml:4: 'progressive.strategy' needs find_max, such as p99<20ms",
          "strategy: exponential#step_workers: 2 | config.yaml:5: 'progressive.step_workers' has no"
              + " meaning without strategy linear or synchronized; add that, or remove it",
          "step_workers: 2#bands: 4 | config.yaml:5: 'progressive.bands' has no meaning with"
              + " step_workers or step_connections; remove one of them",
          "order: abba#repeats: 3 | config.yaml:5: 'progressive.repeats' must be even in order abba,"
              + " which measures each level forwards and backwards, was 3",
          "strategy: adaptive#repeats: 2 | config.yaml:5: 'progressive.repeats' has no meaning with"
              + " strategy adaptive, which decides itself what comes next; remove one of them",
          "bandz: 3 | config.yaml:4: unknown key 'progressive.bandz'; did you mean"
              + " 'progressive.bands'?",
          "test_duration: 1m#band_duration: 2m | config.yaml:5: 'progressive.band_duration' sets"
              + " what is already set by 'progressive.test_duration' in line 4; remove one of them"
        })
    void whatDoesNotFitTogether(String block, String problem) {
      assertThat(refusal(block.replace('#', '\n') + "\n")).isEqualTo(problem);
    }

    @Test
    void numbersOfTheCommandLineThatNoBandWouldHave() {
      assertThat(
              given
                  .file("workload: bank\nprogressive: {enabled: true, levels: [1, 2]}\n")
                  .flags(Map.of("workers", "4"))
                  .refusal())
          .isEqualTo("--workers has no meaning with levels; remove one of them");
      assertThat(
              given
                  .file("workload: bank\nprogressive: {enabled: true}\n")
                  .flags(Map.of("connections", "4"))
                  .refusal())
          .isEqualTo(
              "--connections has no meaning in a study of scaling, which decides how many"
                  + " there are; remove it, or give progressive.max_connections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate: 100/s", "shape: sine", "phases: [{duration: 5s}]"})
    void aLoadThatIsDecidedAlready(String line) {
      assertThat(
              given.file("workload: bank\n" + line + "\nprogressive: {enabled: true}\n").refusal())
          .startsWith("config.yaml:2: '")
          .contains("has no meaning in a study of scaling");
    }
  }
}
