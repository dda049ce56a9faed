package io.stormdb.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.Driver;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineProcessTest {

  @Test
  void hasTheFlagsOfTheLauncher() throws IOException {
    assertThat(Files.readString(Path.of("../stormdb"))).contains(EngineProcess.FLAGS);
  }

  @ParameterizedTest
  @EnumSource
  void runsAsOftenAsItIsAsked(Script script) throws Exception {
    try (EmbeddedServer server =
        EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"))) {
      try (Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE pgbench_accounts AS"
                + " SELECT aid, 0 AS abalance FROM generate_series(1, 100000) aid");
        statement.execute("ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)");
        statement.execute(
            "CREATE TABLE pgbench_history"
                + " (tid int, bid int, aid int, delta int, mtime timestamp)");
        Place place =
            new Place(
                server.host(),
                server.port(),
                server.database(),
                server.user(),
                server.password(),
                1);
        try (EngineProcess engine = EngineProcess.start(place, script, 2, Driver.AUTO)) {
          for (int i = 0; i < 2; i++) {
            Sample sample = engine.run(1);
            assertThat(sample.tps()).isPositive();
            assertThat(sample.cpuMicros()).isPositive();
          }
        }
      }
    }
  }
}
