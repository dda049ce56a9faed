package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that users search their logs with. */
@DisabledOnOs(OS.WINDOWS)
class LogSearchTest {

  @TempDir Path directory;

  private List<String> search(String... command) throws IOException {
    Path log = directory.resolve("performance.log");
    Files.writeString(log, TextReport.format(Results.failed()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(log.toFile());
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void grepFindsTheSummary() throws IOException {
    assertThat(search("grep", "-E", "TPS:|Average Latency:|Errors:"))
        .containsExactly(
            "  TPS: 62,475.0 (limited by the client; see Client Health)",
            "  Average Latency: 50.5ms",
            "Errors: 103");
  }

  @Test
  void grepFindsTheTitles() throws IOException {
    assertThat(search("grep", "-E", "Final Results|Error Summary|Workload Breakdown|Success Rate:"))
        .containsExactly(
            "StormDB Load Test: Final Results",
            "  Success Rate: 99.96% (249,900 of 250,003)",
            "Error Summary:",
            "Workload Breakdown:");
  }

  @Test
  void awkCutsOutTheLatencies() throws IOException {
    assertThat(search("awk", "/Latency Distribution:/{flag=1; next} /^[[:space:]]*$/{flag=0} flag"))
        .startsWith(
            "  Average Latency: 50.5ms",
            "  P50: 50.0ms",
            "  P90: 90.0ms",
            "  P95: 95.0ms",
            "  P99: 99.0ms",
            "  P99.9: 100ms",
            "  P99.99: 100ms",
            "  Max: 100ms")
        .hasSize(10);
  }
}
