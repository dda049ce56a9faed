package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code config/}, as the workloads themselves understand them. */
class ExampleConfigsTest {

  private static final Path FOLDER = Path.of("..", "config");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          // needs a jar that is built later
          .filter(file -> !file.endsWith("custom_workload.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areUnderstoodByTheWorkloadsThatTheyName(Path file) {
    Tool.Outcome outcome =
        Tool.run(Map.of("STORMDB_DB_PASSWORD", "example"), "-c", file.toString(), "--print-config");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("workload: ");
    assertThat(outcome.status()).isEqualTo(ExitStatus.DONE);
  }

  /** Command lines that people have in their scripts begin with these. */
  @Test
  void haveTheNamesThatPeopleUse() {
    assertThat(
            Stream.of(
                "benchmark",
                "config_connection_overhead",
                "config_ecommerce_mixed",
                "config_imdb_mixed",
                "config_progressive_imdb",
                "config_simple_connection",
                "config_tpcc",
                "config_transient_connections",
                "config_vector_cosine",
                "custom_workload",
                "debug",
                "dev",
                "ecommerce_analytics",
                "ecommerce_mixed",
                "ecommerce_read",
                "ecommerce_write",
                "high_performance",
                "imdb_mixed",
                "prod",
                "production",
                "progressive_tpcc",
                "secure",
                "simple_read",
                "template",
                "test",
                "vector_1024_cosine"))
        .allSatisfy(name -> assertThat(FOLDER.resolve(name + ".yaml")).isRegularFile());
  }
}
