package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run from the command line says of its latencies, and leaves of them in files. */
class PrecisionTest {

  @TempDir private Path folder;

  @Test
  void theHistogramLogAddsUpToTheResult() throws IOException {
    Path json = folder.resolve("result.json");
    Path hlog = folder.resolve("result.hlog");
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        """
        workload: simple_read
        warmup: 200ms
        until: ci 90% or 10s
        metrics:
          interval: 100ms
          percentiles: [50, 99.95]
          histogram_buckets: [1, 5, 10000]
        """);
    Tool.Outcome outcome =
        Tool.run(
            Map.of(),
            "--config",
            config.toString(),
            "--json",
            json.toString(),
            "--hlog",
            hlog.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    // on a machine that drifts, neighbouring intervals depend on each other and TPS stays unknown
    boolean reached = result.at("/stopping/reached").asBoolean();
    assertThat(outcome.out())
        .contains("  P99.95: ", "  P99 Range: ")
        .contains(reached ? "  Precision: reached: " : "  Precision: not reached: ");

    JsonNode type = result.at("/transactions/0");
    Histogram logged = read(hlog, type.get("name").asText());
    assertThat(logged.getTotalCount()).isEqualTo(type.at("/latency/count").asLong());
    assertThat(logged.getTotalCount()).isEqualTo(result.at("/latency/count").asLong());
    assertThat(logged.getValueAtPercentile(50) / 1e6)
        .isEqualTo(type.at("/latency/percentiles/p50").asDouble());
    assertThat(logged.getValueAtPercentile(99.95) / 1e6)
        .isEqualTo(type.at("/latency/percentiles/p9995").asDouble());
    long inBars = 0;
    for (JsonNode bar : result.get("histogram")) {
      inBars += bar.get("count").asLong();
    }
    assertThat(inBars).isEqualTo(logged.getTotalCount());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskCostsTheLogAndNotTheResult() {
    Path json = folder.resolve("result.json");
    Tool.Outcome outcome =
        Tool.run(
            Map.of(),
            "--workload",
            "simple_read",
            "--duration",
            "500ms",
            "--json",
            json.toString(),
            "--hlog",
            "/dev/full");
    assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(outcome.out()).contains("Final Results");
    assertThat(json).exists();
    assertThat(outcome.err())
        .contains(
            "WARNING: the histogram log /dev/full is not complete: No space left on device",
            "stormdb: the histogram log /dev/full is not complete: No space left on device");
  }

  private static Histogram read(Path hlog, String tag) throws IOException {
    Histogram sum = new Histogram(3);
    try (HistogramLogReader reader = new HistogramLogReader(hlog.toFile())) {
      while (reader.hasNext()) {
        Histogram interval = (Histogram) reader.nextIntervalHistogram();
        if (interval.getTag().equals(tag)) {
          sum.add(interval);
        }
      }
    }
    return sum;
  }
}
