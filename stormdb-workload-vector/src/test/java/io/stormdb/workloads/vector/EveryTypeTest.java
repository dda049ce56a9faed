package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.api.Finding;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EveryTypeTest {

  @BeforeAll
  static void needPgvector() {
    boolean available =
        TestServer.number("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'") > 0;
    String reason = "the server has no pgvector; build it with .ci/pgvector";
    if (!available) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(available, reason);
  }

  private static RunPlan plan(String workload, String schema) {
    return RunPlan.of(workload)
        .schema(schema)
        .scale(300)
        .seed(11)
        .parameter("queries", "20")
        .parameter("batch_size", "20")
        .workers(2)
        .warmup(Duration.ZERO)
        .duration(Duration.ofSeconds(1))
        .verify(true);
  }

  private static RunResult run(RunPlan plan) {
    RunResult result = StormDb.run(plan, TestServer.dataSource());
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.errors().toString()).doesNotContain("ERROR");
    assertThat(result.transactions().values())
        .allSatisfy(type -> assertThat(type.failed()).isZero());
    assertThat(result.checks())
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Finding.Verdict.PASS));
    assertThat(result.audit())
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.PASS));
    return result;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vector_1024",
        "vector_1024_cosine",
        "vector_1024_inner",
        "vector_cosine",
        "vector_inner",
        "pgvector_ingestion_single_l2_32",
        "pgvector_ingestion_batch_l2_32",
        "pgvector_ingestion_copy_cosine_32",
        "pgvector_update_single_inner_32",
        "pgvector_update_batch_l2_32",
        "pgvector_read_scan_cosine_32",
        "pgvector_read_indexed_inner_64",
        "pgvector_index_l2_16",
        "pgvector_accuracy_cosine_64",
        "pgvector_read_scan",
      })
  void everyTypeRunsWithoutErrors(String workload) {
    RunResult result = run(plan(workload, "every_" + workload));
    assertThat(
            result.committed()
                + result.transactions().values().stream().mapToLong(t -> t.rolledBack()).sum())
        .isPositive();
  }
}
