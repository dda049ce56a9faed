package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.api.Pause;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.Shape;
import io.stormdb.core.Until;
import io.stormdb.pgstats.ServerStatistics;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode json(RunResult result) throws IOException {
    return MAPPER.readTree(JsonReport.format(result));
  }

  @Nested
  class Keys {

    @Test
    void thoseOfTheContractAreThere() throws IOException {
      JsonNode json = json(Results.failed());
      assertThat(json.at("/test_summary/duration").asText()).isEqualTo("4s");
      assertThat(json.at("/test_summary/workers").asInt()).isEqualTo(2);
      assertThat(json.at("/test_summary/database").asText()).contains("db.example");
      assertThat(json.at("/performance/total_queries").asLong()).isEqualTo(250_000);
      assertThat(json.at("/performance/successful").asLong()).isEqualTo(249_900);
      assertThat(json.at("/performance/failed").asLong()).isEqualTo(103);
      assertThat(json.at("/performance/success_rate").asDouble()).isEqualTo(99.9588);
      assertThat(json.at("/performance/tps").asDouble()).isEqualTo(62_475);
      assertThat(json.at("/performance/qps").asDouble()).isEqualTo(62_500);
      assertThat(json.at("/latency/average_ms").asDouble()).isBetween(50.49, 50.51);
      assertThat(json.at("/latency/percentiles/p50").asDouble()).isBetween(50.0, 50.05);
      assertThat(json.at("/latency/percentiles/p95").asDouble()).isBetween(95.0, 95.1);
      assertThat(json.at("/latency/percentiles/p99").asDouble()).isBetween(99.0, 99.1);
      assertThat(json.at("/latency/percentiles/p999").asDouble()).isBetween(100.0, 100.1);
      assertThat(json.at("/errors/serialization_failure").asLong()).isEqualTo(100);
      assertThat(json.at("/workload/read_operations").asLong()).isEqualTo(249_900);
      assertThat(json.at("/workload/write_operations").asLong()).isEqualTo(100);
    }

    @Test
    void namePercentilesSoThatNoTwoAreTheSame() {
      assertThat(
              Stream.of(50.0, 95.0, 99.9, 99.99, 100.0, 10.0, 5.0, 0.5, 9.99)
                  .map(LatencyJson::name))
          .containsExactly("p50", "p95", "p999", "p9999", "p100", "p10", "p05", "p005", "p0999");
    }

    @Test
    void everyOneIsExplainedInTheManual() throws IOException {
      String manual = Files.readString(Path.of("..", "docs", "results.md"));
      Set<String> keys = new TreeSet<>();
      Stream.of(
              Results.normal(),
              Results.failed(),
              Results.audited(),
              Results.openLoop(),
              Results.settled(),
              Results.known(),
              ConnectedResults.pooled(),
              ConnectedResults.mixed(),
              StepResults.interrupted(),
              ConnectedResults.split())
          .forEach(result -> collect(tree(result, Observations.everything()), keys));
      assertThat(keys).allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
    }

    private JsonNode tree(RunResult result, ServerStatistics statistics) {
      try {
        return MAPPER.readTree(JsonReport.format(result, Optional.of(statistics)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** All keys but those that are data themselves. */
    private void collect(JsonNode node, Set<String> keys) {
      Set<String> named =
          Set.of(
              "errors",
              "counters",
              "counters_per_second",
              "parameters",
              "labels",
              "mix",
              "measures",
              "rows",
              "attributes",
              "figures",
              "gaps",
              "not_sampled",
              "server_settings");
      for (var field : node.properties()) {
        keys.add(field.getKey());
        if (!named.contains(field.getKey())) {
          collect(field.getValue(), keys);
        }
      }
      if (node.isArray()) {
        node.forEach(element -> collect(element, keys));
      }
    }
  }

  @Nested
  class ThePlan {

    @Test
    void isShownWhole() throws IOException {
      assertThat(PlanJson.of(Results.fullPlan()).toPrettyString().replace('"', '\''))
          .isEqualToNormalizingNewlines(
              """
              {
                'workload' : 'bank',
                'scale' : 5,
                'schema' : 'my_bank',
                'parameters' : {
                  'ratio' : '0.9'
                },
                'workers' : 3,
                'load' : {
                  'kind' : 'closed'
                },
                'phases' : [ ],
                'duration_ms' : null,
                'max_transactions' : 12345,
                'warmup_ms' : 1500,
                'interval_ms' : 250,
                'think_time' : {
                  'kind' : 'constant',
                  'length_ms' : 0
                },
                'seed' : -1,
                'max_tries' : 1,
                'isolation' : 'REPEATABLE READ',
                'grace_ms' : 100,
                'verify' : true,
                'labels' : {
                  'a' : '1',
                  'b' : '2'
                },
                'detail' : {
                  'per_worker' : false,
                  'per_type' : false,
                  'per_statement' : true,
                  'worker_series' : false
                },
                'until' : null,
                'latency_detail' : {
                  'percentiles' : [ 0.5, 5.0, 99.9 ],
                  'buckets_ms' : [ 0.5, 10 ]
                },
                'shape' : {
                  'kind' : 'constant'
                },
                'connections' : {
                  'mode' : 'pooled',
                  'connection_timeout_ms' : 30000,
                  'query_timeout_ms' : 5000,
                  'read_write_split' : false,
                  'driver' : 'auto',
                  'pool' : {
                    'size' : 2,
                    'max_idle_connections' : 2,
                    'idle_timeout_ms' : 600000,
                    'max_lifetime_ms' : 1800000
                  }
                },
                'errors' : {
                  'on_error' : 'abort',
                  'error_limit' : '0.5%',
                  'max_outage_ms' : 60000
                },
                'verify_interval_ms' : 30000,
                'mix' : {
                  'transfer' : 2.5,
                  'balance' : 10
                }
              }\
              """);
    }

    @Test
    void hasNoComponentThatIsNotShown() throws IOException {
      List<String> components = new ArrayList<>();
      for (RecordComponent component : RunPlan.class.getRecordComponents()) {
        String key =
            switch (component.getName()) {
              case "end" -> "duration";
              case "maxTries" -> "max_tries";
              case "latencyDetail" -> "latency_detail";
              case "verifyEvery" -> "verify_interval";
              default -> component.getName();
            };
        components.add(key);
      }
      JsonNode plan = PlanJson.of(Results.fullPlan());
      assertThat(components)
          .allMatch(component -> plan.has(component) || plan.has(component + "_ms"));
    }

    @Test
    void showsUntilWhenTheRunIsToGoOn() {
      assertThat(PlanJson.of(RunPlan.of("bank").until(Until.parse("ci 2.5% or 10m"))).get("until"))
          .hasToString("{\"percent\":2.5,\"at_most_ms\":600000}");
    }

    @Test
    void showsAnOpenLoopAndItsPhases() {
      JsonNode plan = PlanJson.of(Results.openLoop().plan());
      assertThat(plan.get("load"))
          .hasToString("{\"kind\":\"open\",\"rate_per_second\":100.0,\"arrivals\":\"poisson\"}");
      assertThat(plan.get("phases").get(1))
          .hasToString(
              "{\"duration_ms\":1000,\"workers\":null,\"rate_per_second\":50.0,"
                  + "\"ramp_ms\":200,\"mix\":{\"balance\":3}}");
    }

    @Test
    void showsASine() {
      RunPlan plan = RunPlan.of("bank");
      assertThat(PlanJson.of(plan.shape(Shape.sine(0.2))).get("shape"))
          .hasToString("{\"kind\":\"sine\",\"low\":0.2,\"period_ms\":null}");
      assertThat(PlanJson.of(plan.shape(Shape.sine(0, Duration.ofMinutes(1)))).get("shape"))
          .hasToString("{\"kind\":\"sine\",\"low\":0.0,\"period_ms\":60000}");
    }

    @Test
    void showsEveryKindOfPause() {
      RunPlan plan = RunPlan.of("bank");
      assertThat(
              PlanJson.of(
                      plan.thinkTime(
                          new Pause.Uniform(Duration.ofMillis(5), Duration.ofSeconds(1))))
                  .get("think_time"))
          .hasToString("{\"kind\":\"uniform\",\"from_ms\":5,\"to_ms\":1000}");
      assertThat(
              PlanJson.of(plan.thinkTime(new Pause.Exponential(Duration.ofSeconds(12), 10)))
                  .get("think_time"))
          .hasToString("{\"kind\":\"exponential\",\"mean_ms\":12000,\"cut\":10.0}");
    }
  }

  @Nested
  class TheFile {

    @TempDir Path directory;

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        return files.toList();
      }
    }

    @Test
    void holdsTheWholeResult() throws IOException {
      Path file = directory.resolve("result.json");
      JsonReport.write(Results.normal(), file);
      assertThat(file).hasContent(JsonReport.format(Results.normal()));
      assertThat(files()).containsExactly(file);
    }

    @Test
    void holdsTheStatisticsOfTheServer() throws IOException {
      Path file = directory.resolve("result.json");
      Optional<ServerStatistics> statistics = Optional.of(Observations.everything());
      JsonReport.write(Results.normal(), statistics, file);
      assertThat(file).hasContent(JsonReport.format(Results.normal(), statistics));
    }

    @Test
    void replacesAnEarlierOne() throws IOException {
      Path file = directory.resolve("result.json");
      Files.writeString(file, "x".repeat(1_000_000));
      JsonReport.write(Results.normal(), file);
      assertThat(file).hasContent(JsonReport.format(Results.normal()));
    }

    @Test
    void isNotTouchedByTheCheckBeforeTheRun() throws IOException {
      Path file = directory.resolve("result.json");
      JsonReport.requireWritable(file);
      assertThat(files()).isEmpty();
      Files.writeString(file, "an earlier result");
      JsonReport.requireWritable(file);
      assertThat(file).hasContent("an earlier result");
      assertThat(files()).containsExactly(file);
    }

    @Test
    void needsADirectory() {
      Path file = directory.resolve("nowhere").resolve("result.json");
      String message =
          "cannot write %s: there is no directory %s; create it first"
              .formatted(file, file.getParent());
      assertThatThrownBy(() -> JsonReport.requireWritable(file))
          .isInstanceOf(IOException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> JsonReport.write(Results.normal(), file))
          .isInstanceOf(IOException.class)
          .hasMessage(message);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNamedWhenADeviceIsFull() {
      Path file = Path.of("/dev/full");
      assertThatThrownBy(() -> JsonReport.write(Results.normal(), file))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write /dev/full: No space left on device");
    }

    @Test
    void mustNotBeADirectory() {
      assertThatThrownBy(() -> JsonReport.requireWritable(directory))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write %s: it is a directory; name a file in it", directory);
    }

    @Test
    void mustNotBeBelowAFile() throws IOException {
      Path notADirectory = Files.createFile(directory.resolve("file"));
      Path file = notADirectory.resolve("result.json");
      assertThatThrownBy(() -> JsonReport.requireWritable(file))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write %s: %s is not a directory", file, notADirectory);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void cannotBeWhereNothingCanBeCreated() {
      // not even root creates files there
      Path file = Path.of("/proc/result.json");
      assertThatThrownBy(() -> JsonReport.requireWritable(file))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write /proc/result.json: no file can be made in /proc");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void mayBeADevice() throws IOException {
      JsonReport.requireWritable(Path.of("/dev/null"));
      JsonReport.write(Results.normal(), Path.of("/dev/null"));
      assertThat(Path.of("/dev/null")).exists();
      assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsALinkAndReplacesWhatItPointsTo() throws IOException {
      Path target = Files.createFile(directory.resolve("target.json"));
      Path link = Files.createSymbolicLink(directory.resolve("link.json"), target);
      JsonReport.write(Results.normal(), link);
      assertThat(link).isSymbolicLink();
      assertThat(target).hasContent(JsonReport.format(Results.normal()));
    }
  }
}
