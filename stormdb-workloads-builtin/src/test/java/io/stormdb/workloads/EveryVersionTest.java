package io.stormdb.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The workloads on a real server of every major version that is supported. */
class EveryVersionTest {

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14, 15, 16, 18})
  void loadsRunsAndKeepsItsConditions(int version) {
    ServerOptions options =
        ServerOptions.defaults()
            .majorVersion(version)
            // the data is thrown away, and tests need not wait for a disk
            .unsafe(true)
            .setting("shared_buffers", "256MB");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setURL(server.jdbcUrl());
      dataSource.setUser(server.user());
      dataSource.setPassword(server.password());
      for (String workload : new String[] {"simple", "tpcc"}) {
        RunResult result =
            StormDb.run(
                RunPlan.of(workload).duration(Duration.ofSeconds(1)).verify(true), dataSource);
        assertThat(result.environment().serverVersion()).startsWith(version + ".");
        assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
        assertThat(result.counts().committed()).isPositive();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.checks())
            .isNotEmpty()
            .extracting(CheckResult::verdict)
            .doesNotContain(Verdict.FAIL);
      }
    }
  }
}
