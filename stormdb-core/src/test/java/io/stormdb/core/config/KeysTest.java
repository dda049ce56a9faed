package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.GoDuration;
import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import io.stormdb.core.Connections;
import io.stormdb.core.Detail;
import io.stormdb.core.Driver;
import io.stormdb.core.ErrorLimit;
import io.stormdb.core.ErrorPolicy;
import io.stormdb.core.LatencyDetail;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.Shape;
import io.stormdb.core.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {

  private static final RunPlan BANK = RunPlan.of("bank");

  @TempDir private Path folder;

  static List<Arguments> everyOptionOfAPlan() {
    return List.of(
        Arguments.of("workload", "purse", RunPlan.of("purse")),
        Arguments.of("scale", "7", BANK.scale(7)),
        Arguments.of("schema", "shop", BANK.schema("shop")),
        Arguments.of("workload_config.order", "drawn", BANK.parameter("order", "drawn")),
        Arguments.of("workers", "9", BANK.workers(9)),
        Arguments.of("duration", "1m30s", BANK.duration(Duration.ofSeconds(90))),
        Arguments.of("max_transactions", "1000", BANK.transactions(1_000)),
        Arguments.of("warmup", "5s", BANK.warmup(Duration.ofSeconds(5))),
        Arguments.of("metrics.interval", "500ms", BANK.interval(Duration.ofMillis(500))),
        Arguments.of("mix", "balance=3", BANK.mix(MixWeights.parse("balance=3"))),
        Arguments.of("workload_config.mix", "balance=3", BANK.mix(MixWeights.parse("balance=3"))),
        Arguments.of("think_time", "0s", BANK.thinkTime(Pause.none())),
        Arguments.of("think_time", "5ms", BANK.thinkTime(new Pause.Constant(Duration.ofMillis(5)))),
        Arguments.of(
            "think_time",
            "uniform(1ms,5ms)",
            BANK.thinkTime(new Pause.Uniform(Duration.ofMillis(1), Duration.ofMillis(5)))),
        Arguments.of(
            "think_time",
            "exponential(10ms)",
            BANK.thinkTime(new Pause.Exponential(Duration.ofMillis(10), 10))),
        Arguments.of("rate", "30000/m", BANK.rate(Rate.perSecond(500))),
        Arguments.of("shape", "sine", BANK.shape(Shape.sine(0))),
        Arguments.of("seed", "-1", BANK.seed(-1)),
        Arguments.of("max_tries", "3", BANK.maxTries(3)),
        Arguments.of("isolation", "serializable", BANK.isolation(Isolation.SERIALIZABLE)),
        Arguments.of("isolation", "Repeatable-Read", BANK.isolation(Isolation.REPEATABLE_READ)),
        Arguments.of("grace", "0s", BANK.grace(Duration.ZERO)),
        Arguments.of("verify", "true", BANK.verify(true)),
        Arguments.of("verify_interval", "5s", BANK.verifyEvery(Duration.ofSeconds(5))),
        Arguments.of("connection_mode", "pooled", BANK.connections(Connections.pooled(4))),
        Arguments.of(
            "connection_mode", "Transient", BANK.connections(Connections.perTransaction())),
        Arguments.of("connection_mode", "mixed", BANK.connections(Connections.mixed())),
        Arguments.of(
            "read_write_split", "true", BANK.connections(Connections.usual().splitReads())),
        Arguments.of("driver", "jdbc", BANK.connections(Connections.usual().driver(Driver.JDBC))),
        Arguments.of(
            "connection_timeout",
            "5s",
            BANK.connections(Connections.usual().timeout(Duration.ofSeconds(5)))),
        Arguments.of(
            "query_timeout",
            "30s",
            BANK.connections(Connections.usual().queryTimeout(Duration.ofSeconds(30)))),
        Arguments.of("max_idle_connections", "1", pool(1, "10m", "30m")),
        Arguments.of("idle_timeout", "20s", pool(0, "20s", "30m")),
        Arguments.of("max_lifetime", "1m", pool(4, "30s", "1m")),
        Arguments.of("max_lifetime", "0s", pool(4, "10m", "0s")),
        Arguments.of("metrics.per_worker", "false", BANK.detail(Detail.DEFAULT.perWorker(false))),
        Arguments.of("metrics.per_type", "false", BANK.detail(Detail.DEFAULT.perType(false))),
        Arguments.of(
            "metrics.per_statement", "true", BANK.detail(Detail.DEFAULT.perStatement(true))),
        Arguments.of(
            "metrics.worker_series", "true", BANK.detail(Detail.DEFAULT.workerSeries(true))),
        Arguments.of("until", "ci 1.5% or 5m", BANK.until(new Until(1.5, Duration.ofMinutes(5)))),
        Arguments.of(
            "metrics.percentiles",
            "[50, 99.999]",
            BANK.latencyDetail(LatencyDetail.USUAL.percentiles(50, 99.999))),
        Arguments.of(
            "metrics.histogram_buckets",
            "[0.5, 1, 10000]",
            BANK.latencyDetail(
                LatencyDetail.USUAL.buckets(
                    List.of(
                        Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofSeconds(10))))),
        Arguments.of("labels.team", "storage", BANK.labels(Map.of("team", "storage"))),
        Arguments.of(
            "on_error",
            "abort",
            BANK.errors(ErrorPolicy.DEFAULT.onError(ErrorPolicy.OnError.ABORT))),
        Arguments.of(
            "error_limit", "0.5%", BANK.errors(ErrorPolicy.DEFAULT.limit(new ErrorLimit(0.005)))),
        Arguments.of(
            "max_outage",
            "1m",
            BANK.errors(ErrorPolicy.DEFAULT.longestOutage(Duration.ofMinutes(1)))));
  }

  private static RunPlan pool(int idle, String idleTimeout, String maxLifetime) {
    return BANK.connections(
        Connections.of(
            new Connections.Pooled(
                4, idle, GoDuration.parse(idleTimeout), GoDuration.parse(maxLifetime))));
  }

  @ParameterizedTest
  @MethodSource("everyOptionOfAPlan")
  void buildTheSamePlanByFileByFlagAndByJava(String key, String value, RunPlan plan) {
    Map<String, String> flags = new LinkedHashMap<>(Map.of("workload", "bank"));
    flags.put(key, value);
    Given given = Given.in(folder);

    assertThat(given.flags(flags).resolved().plan()).isEqualTo(plan);
    assertThat(given.file(yaml(flags, "")).resolved().plan()).isEqualTo(plan);
    if (!key.startsWith("metrics.")) {
      flags.put("workload.type", flags.remove("workload"));
      assertThat(given.file(yaml(flags, "workload")).resolved().plan()).isEqualTo(plan);
    }
  }

  /** Writes each key into its section, or all of them into one. */
  private static String yaml(Map<String, String> values, String section) {
    StringBuilder yaml = new StringBuilder();
    values.forEach(
        (key, value) -> {
          String name = key.replaceFirst("^workload\\.", "");
          int dot = name.indexOf('.');
          String line = "%s: %s".formatted(name.substring(dot + 1), YamlScalar.of(value));
          String indent = section.isEmpty() ? "" : "  ";
          yaml.append(
              dot < 0
                  ? indent + line + "\n"
                  : indent + name.substring(0, dot) + ":\n" + indent + "  " + line + "\n");
        });
    return section.isEmpty() ? yaml.toString() : section + ":\n" + yaml;
  }

  static Stream<Arguments> numbersWithLimits() {
    return Stream.of(
        limits("scale", "1", "2147483647", v -> BANK.scale(Integer.parseInt(v))),
        limits("workers", "1", "10000", v -> BANK.workers(Integer.parseInt(v))),
        limits(
            "max_transactions",
            "1",
            "9223372036854775807",
            v -> BANK.transactions(Long.parseLong(v))),
        limits("max_tries", "1", "1000", v -> BANK.maxTries(Integer.parseInt(v))),
        limits("duration", "100ms", "8784h", v -> BANK.duration(GoDuration.parse(v))),
        limits("warmup", "0s", "8784h", v -> BANK.warmup(GoDuration.parse(v))),
        limits("grace", "0s", "8784h", v -> BANK.grace(GoDuration.parse(v))),
        limits(
            "connection_timeout",
            "250ms",
            "1h",
            v -> BANK.connections(Connections.usual().timeout(GoDuration.parse(v)))),
        limits(
            "query_timeout",
            "1ms",
            "24h",
            v -> BANK.connections(Connections.usual().queryTimeout(GoDuration.parse(v)))),
        limits(
            "max_outage",
            "100ms",
            "8784h",
            v -> BANK.errors(ErrorPolicy.DEFAULT.longestOutage(GoDuration.parse(v)))),
        limits("metrics.interval", "100ms", "1h", v -> BANK.interval(GoDuration.parse(v))));
  }

  private static Arguments limits(
      String key, String least, String most, Consumer<String> planning) {
    return Arguments.of(key, least, most, planning);
  }

  @ParameterizedTest
  @MethodSource("numbersWithLimits")
  void acceptNothingThatAPlanRefuses(
      String key, String least, String most, Consumer<String> planning) {
    ValueKind kind = Keys.named(key).kind();
    planning.accept(least);
    planning.accept(most);
    assertThat(kind.accepts(least)).isTrue();
    assertThat(kind.accepts(most)).isTrue();
    assertThat(kind.describe()).contains(least);
    if (kind instanceof ValueKind.Whole whole) {
      assertThat(whole.least()).isEqualTo(Long.parseLong(least));
      assertThat(whole.most()).isEqualTo(Long.parseLong(most));
    } else if (kind instanceof ValueKind.Time time) {
      assertThat(time.least()).isEqualTo(GoDuration.parse(least));
      assertThat(time.most()).isEqualTo(GoDuration.parse(most));
    }
  }

  @Test
  void haveDefaultsThatTheyAccept() {
    for (ConfigKey key : ConfigKey.all()) {
      key.defaultValue()
          .ifPresent(value -> assertThat(key.kind().accepts(value)).as(key.name()).isTrue());
    }
  }

  @Test
  void shareNoSpellingFlagOrVariable() {
    assertThat(ConfigKey.all().stream().flatMap(key -> key.spellings().stream()))
        .doesNotHaveDuplicates()
        .noneMatch(Later::has);
    assertThat(ConfigKey.all().stream().flatMap(key -> key.flags().stream()))
        .doesNotHaveDuplicates();
    assertThat(ConfigKey.all().stream().flatMap(key -> key.variables().stream()))
        .doesNotHaveDuplicates();
  }

  @Test
  void haveOneSentenceEach() {
    assertThat(ConfigKey.all())
        .allSatisfy(key -> assertThat(key.description()).matches("[A-Z].*\\."));
  }
}
