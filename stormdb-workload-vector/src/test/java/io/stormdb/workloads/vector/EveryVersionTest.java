package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.testkit.FreshServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A version of PostgreSQL besides that of the other tests for which there is a pgvector. */
class EveryVersionTest {

  private static final int VERSION = 15;

  @Test
  void runsEveryTask() throws SQLException {
    try (EmbeddedServer server = FreshServer.ofVersion(VERSION)) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);
      Pgvector.require(dataSource);
      for (String workload :
          List.of(
              "vector_1024",
              "pgvector_ingestion_single",
              "pgvector_ingestion_batch",
              "pgvector_ingestion_copy",
              "pgvector_update_single",
              "pgvector_update_batch",
              "pgvector_read_scan",
              "pgvector_read_indexed",
              "pgvector_index",
              "pgvector_accuracy")) {
        RunResult result =
            StormDb.run(
                RunPlan.of(workload)
                    .schema(workload)
                    .scale(2_000)
                    .parameter("dimensions", "32")
                    .parameter("queries", "10")
                    .parameter("batch_size", "20")
                    .workers(2)
                    .duration(Duration.ofMillis(500))
                    .verify(true),
                dataSource);
        assertThat(result.environment().serverVersion()).startsWith(VERSION + ".");
        assertThat(result.status()).as(workload).isEqualTo(RunResult.Status.COMPLETED);
        assertThat(result.counts().failed()).as(workload).isZero();
        assertThat(result.counts().successful()).as(workload).isPositive();
        assertThat(result.checks())
            .isNotEmpty()
            .extracting(CheckResult::verdict)
            .as(workload)
            .containsOnly(Verdict.PASS);
        assertThat(result.audit())
            .as(workload)
            .noneMatch(finding -> finding.verdict() == Verdict.FAIL)
            .noneMatch(finding -> finding.verdict() == Verdict.INVALID);
      }
    }
  }
}
