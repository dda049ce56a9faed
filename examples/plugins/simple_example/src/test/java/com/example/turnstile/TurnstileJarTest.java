package com.example.turnstile;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.PluginJar;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The jar as somebody gets it. */
class TurnstileJarTest {

  private static final Path JAR = Path.of("target", "turnstile.jar");

  @Test
  void saysTheSameInItsCodeAsInItsMetadata() {
    PluginJar.read(JAR).verify();
  }

  @Test
  void countsEverybodyWhoGoesThrough() throws SQLException {
    WorkloadCatalog catalog = WorkloadCatalog.of(List.of()).withJars(List.of(JAR));
    try (EmbeddedServer server = EmbeddedServer.start(ServerOptions.defaults())) {
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setURL(server.jdbcUrl());
      dataSource.setUser(server.user());
      dataSource.setPassword(server.password());

      RunResult result =
          StormDb.on(dataSource)
              .catalog(catalog)
              .run(RunPlan.of("gate").workers(4).transactions(1_000).verify(true));

      assertThat(result.counts().successful()).isEqualTo(1_000);
      assertThat(result.counts().failed()).isZero();
      assertThat(result.isDataViolated()).isFalse();
      assertThat(passed(dataSource))
          .isEqualTo(
              result.transactions().stream()
                  .filter(type -> type.name().equals("pass"))
                  .mapToLong(type -> type.counts().successful())
                  .sum())
          .isBetween(700L, 900L);
    }
    assertThat(catalog.resolve("turnstile").plugin().getClass())
        .as("the class of the jar, not that of this class path")
        .isNotSameAs(TurnstilePlugin.class);
  }

  private static long passed(PGSimpleDataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery("SELECT sum(passed) FROM stormdb_turnstile.turnstile")) {
      sum.next();
      return sum.getLong(1);
    }
  }
}
