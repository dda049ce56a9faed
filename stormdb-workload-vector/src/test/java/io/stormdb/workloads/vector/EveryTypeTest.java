package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Figure;
import io.stormdb.api.Finding;
import io.stormdb.api.StatementKind;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.testkit.FreshServer;
import io.stormdb.testkit.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class EveryTypeTest {

  @BeforeAll
  static void needPgvector() throws SQLException {
    Pgvector.require();
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
    assertThat(result.errors()).isEmpty();
    assertThat(result.transactions()).isNotEmpty();
    assertThat(result.checks())
        .hasSize(3)
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Finding.Verdict.PASS));
    assertThat(result.audit())
        .filteredOn(finding -> !finding.name().equals("plan of search_10_percent"))
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
        "pgvector_ingestion_single",
        "pgvector_ingestion_batch",
        "pgvector_ingestion_copy",
        "pgvector_update_single",
        "pgvector_update_batch",
        "pgvector_read_scan",
        "pgvector_read_indexed",
        "pgvector_index",
        "pgvector_accuracy",
      })
  void everyTypeRunsWithoutErrors(String workload) {
    // with fewer rows the server reads them all, and the run is rightly called invalid
    int scale =
        TypeName.parse(workload).map(name -> name.task().meansToUseAnIndex()).orElse(true)
            ? 3_000
            : 300;
    assertThat(run(plan(workload, "every_" + workload).scale(scale)).intervals()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "full, hnsw",
    "half, hnsw",
    "binary, hnsw",
    "full, ivfflat",
    "half, ivfflat",
    "binary, ivfflat"
  })
  void everyIndexIsUsedAndItsRecallMeasured(String precision, String index) {
    RunResult result =
        run(
            plan("pgvector_accuracy_l2_64", "index_" + precision + "_" + index)
                .scale(3_000)
                .parameter("precision", precision)
                .parameter("index", index)
                .parameter("lists", "50"));

    assertThat(result.steps().done()).hasSize(8);
    double least = recall(result, 0);
    double most = recall(result, 4);
    // whoever looks farther finds more, up to all
    assertThat(most).isGreaterThanOrEqualTo(least);
    assertThat(index.equals("ivfflat") ? most - least : 1).isPositive();
    assertThat(result.steps().conclusions().get(0)).contains("recall of 95%");
    assertThat(result.audit())
        .extracting(Finding::measured)
        .containsExactly("before: index, after: index");
  }

  private static double recall(RunResult result, int step) {
    Figure recall = result.steps().done().get(step).figures().get(0);
    assertThat(recall.name()).isEqualTo("Recall %");
    assertThat(recall.value()).isBetween(1.0, 100.0);
    return recall.value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "text"})
  void anExactSearchHasTheWholeRecallInEitherEncoding(String encoding) {
    for (Metric metric : Metric.values()) {
      RunResult result =
          run(
              plan("pgvector_read_scan", "exact_" + metric.key() + encoding)
                  .parameter("dimensions", "48")
                  .parameter("metric", metric.key())
                  .parameter("encoding", encoding)
                  .transactions(100));
      assertThat(
              Objects.requireNonNull(result.measures().get("recall")).values().mean().orElseThrow())
          .isCloseTo(1.0, within(0.01));
      assertThat(result.counters()).containsEntry("short_results", 0L);
      assertThat(result.statements().get(StatementKind.SELECT))
          .isEqualTo(new RunResult.Statements(100, 1_000));
    }
  }

  @Test
  void itsInvariantsHoldWhileItRuns() {
    RunResult result =
        StormDb.run(
            plan("vector_1024", "while_running")
                .parameter("dimensions", "32")
                .scale(3_000)
                .duration(Duration.ofSeconds(2))
                .verifyEvery(Duration.ofMillis(200)),
            TestServer.dataSource());
    assertThat(result.checks()).hasSize(6);
    assertThat(result.checks())
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Finding.Verdict.PASS));
  }

  @ParameterizedTest
  @CsvSource({"single, 1", "batch, 20", "copy, 20"})
  void whatIsReportedAsIngestedIsThere(String method, long each) {
    String schema = "ingested_" + method;
    RunResult result =
        run(plan("pgvector_ingestion_" + method + "_l2_16", schema).transactions(50));

    assertThat(result.counters()).containsEntry("vectors_ingested", 50 * each);
    assertThat(TestServer.number(schema, "SELECT count(*) FROM intake")).isEqualTo(300 + 50 * each);
    if (!method.equals("copy")) {
      assertThat(result.statements().get(StatementKind.INSERT))
          .isEqualTo(new RunResult.Statements(50, 50 * each));
    }
  }

  @Test
  void builtIndexesAreMeasuredAndGone() {
    RunResult result = run(plan("pgvector_index_l2_16", "built").workers(1).transactions(9));

    assertThat(result.transactions()).hasSize(9);
    assertThat(result.measures()).hasSize(18);
    assertThat(
            Objects.requireNonNull(result.measures().get("index_bytes_hnsw_m32_ef128"))
                .values()
                .mean()
                .orElseThrow())
        .isGreaterThan(8_192.0);
    assertThat(TestServer.number("SELECT count(*) FROM pg_class WHERE relname = 'built'")).isZero();
  }

  @Test
  void dataOfOtherDimensionsIsRefused() {
    run(plan("pgvector_read_scan_l2_16", "other"));
    assertThatThrownBy(
            () -> StormDb.run(plan("pgvector_read_scan_l2_32", "other"), TestServer.dataSource()))
        .isInstanceOf(StormDbException.class)
        .hasMessage(
            "workload 'pgvector_read_scan_l2_32': the data was loaded with dimensions 16, not 32;"
                + " run with dimensions 16, or load it again");
  }

  @Test
  void aServerWithoutTheExtensionIsRefusedBeforeAnythingIsCreated() {
    try (EmbeddedServer server = FreshServer.ofVersion(16)) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);

      assertThatThrownBy(() -> StormDb.run(plan("vector_1024", "none"), dataSource))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "workload 'vector_1024' of plug-in 'vector' 1.0 (class path) needs the extension"
                  + " 'vector' 0.7 or later, which the server does not have; install it where the"
                  + " server runs: apt install postgresql-16-pgvector (Debian, Ubuntu), dnf install"
                  + " pgvector_16 (Red Hat, PGDG), brew install pgvector (macOS), or see"
                  + " https://github.com/pgvector/pgvector");
    }
  }
}
