package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.testkit.FreshServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The oldest and the newest version of PostgreSQL, and one between. */
class EveryVersionTest {

  @ParameterizedTest
  @ValueSource(ints = {12, 15, 18})
  void loadsRunsAndKeepsItsInvariants(int version) {
    try (EmbeddedServer server = FreshServer.ofVersion(version)) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);
      for (String type : List.of("imdb", "imdb_sql")) {
        RunResult result =
            StormDb.run(
                RunPlan.of(type).scale(300).workers(4).duration(Duration.ofSeconds(1)).verify(true),
                dataSource);
        assertThat(result.environment().serverVersion()).startsWith(version + ".");
        assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
        assertThat(result.counts().committed()).isPositive();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.checks())
            .isNotEmpty()
            .extracting(CheckResult::verdict)
            .containsOnly(Verdict.PASS);
      }
    }
  }
}
