package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends the statements, as a user sees it. */
class DriverTest {

  private static final String PAST_IT = "(query mode prepared; statements sent past it)";

  @TempDir Path folder;

  private JsonNode run(String said, String... more) throws IOException {
    Path file = folder.resolve("result.json");
    String[] command = {
      "--workload",
      "simple",
      "--schema",
      "driver_test",
      "--scale",
      "1",
      "--workers",
      "8",
      "--max-transactions",
      "800",
      "--json",
      file.toString()
    };
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    Tool.Outcome outcome = Tool.onServer(all);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(said);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/performance/committed").asLong()).isEqualTo(800);
    return json;
  }

  @Test
  void theReportSaysWhetherStatementsWentPastTheDriver() throws IOException {
    JsonNode direct = run(PAST_IT, "--rebuild");
    assertThat(direct.at("/connections/driver").asText()).isEqualTo("direct");
    assertThat(direct.at("/plan/connections/driver").asText()).isEqualTo("auto");

    JsonNode jdbc = run("(query mode prepared), Java", "--driver", "jdbc");
    assertThat(jdbc.at("/connections/driver").asText()).isEqualTo("jdbc");
    assertThat(jdbc.at("/plan/connections/driver").asText()).isEqualTo("jdbc");

    JsonNode extended = run("(query mode extended), Java", "--query-mode", "extended");
    assertThat(extended.at("/connections/driver").asText()).isEqualTo("jdbc");
    // the same transactions, whoever sends them
    assertThat(jdbc.at("/workload/statements")).isEqualTo(direct.at("/workload/statements"));
  }
}
