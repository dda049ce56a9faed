package io.stormdb.workloads;

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

/** The workloads on a real server of every major version that is supported. */
class EveryVersionTest {

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14, 15, 16, 18})
  void loadsRunsAndKeepsItsConditions(int version) {
    try (EmbeddedServer server = FreshServer.ofVersion(version)) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);
      RunPlan bulk =
          RunPlan.of("bulk_insert")
              .parameter("batch_sizes", "300")
              .parameter("ring_buffer_size", "1000")
              .parameter("indexes", "both")
              .parameter("logging", "both");
      for (RunPlan plan : List.of(RunPlan.of("simple"), RunPlan.of("tpcc"), bulk)) {
        RunResult result =
            StormDb.run(
                (plan == bulk ? plan.transactions(4) : plan.duration(Duration.ofSeconds(1)))
                    .verify(true),
                dataSource);
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
