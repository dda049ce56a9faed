package io.stormdb.workloads.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Figure;
import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.StatementKind;
import io.stormdb.api.Step;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StepResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkInsertWorkloadTest {

  private static final String SCHEMA = "bulk_insert_workload_test";
  private static final RunPlan PLAN =
      RunPlan.of("bulk_insert")
          .schema(SCHEMA)
          .workers(2)
          .parameter("ring_buffer_size", "5000")
          .verify(true);

  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(WorkloadCatalog.of(List.of(new BulkInsertPlugin())));

  @BeforeEach
  void startWithout() {
    TestServer.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
  }

  private static long rowsInTable() {
    return TestServer.number(SCHEMA, "SELECT count(*) FROM bulk_insert_test");
  }

  private static double figure(StepResult step, String name) {
    return step.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElseThrow();
  }

  private static Finding finding(RunResult result, String name) {
    return result.audit().stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Asks the server at the end of each step, from outside. */
  private static final class Watching implements RunListener {
    private final List<Long> rowsAtNextStep = new ArrayList<>();
    private final List<Long> intoTable = new ArrayList<>();
    private final List<Long> inserted = new ArrayList<>();

    @Override
    public void step(int number, Step step) {
      TestServer.awaitEndOfLoad();
      rowsAtNextStep.add(rowsInTable());
      inserted.add(insertedSoFar());
      intoTable.add(
          TestServer.number(
              SCHEMA,
              "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relid = 'bulk_insert_test'::regclass"));
    }

    /** Statistics come in a little after the work; those of ended sessions are all there. */
    static long insertedSoFar() {
      return TestServer.number(
          SCHEMA, "SELECT tup_inserted FROM pg_stat_database WHERE datname = current_database()");
    }
  }

  @Nested
  class EveryMethod {

    @ParameterizedTest
    @EnumSource(Method.class)
    void insertsWhatItReportsInBatchesOfExactlyTheSizesAskedFor(Method method) {
      // 7 rows, and with 4,000 more than one INSERT takes
      RunResult result =
          db.run(
              PLAN.transactions(6)
                  .parameter("methods", method.key())
                  .parameter("batch_sizes", "1, 7, 4000"));
      assertThat(result.errors()).isEmpty();
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.steps().done())
          .extracting(StepResult::name)
          .containsExactly(method.key() + "_1", method.key() + "_7", method.key() + "_4000");
      assertThat(result.steps().done())
          .extracting(step -> step.result().counters().get("rows_inserted"))
          .containsExactly(6L, 42L, 24_000L);
      assertThat(result.counters()).containsEntry("rows_inserted", 24_048L);
      assertThat(result.counts().committed()).isEqualTo(18);
      assertThat(result.statements().get(StatementKind.INSERT).rows()).isEqualTo(24_048);
      assertThat(rowsInTable()).isEqualTo(24_000);
      assertThat(
              TestServer.number(SCHEMA, "SELECT count(DISTINCT xmin::text) FROM bulk_insert_test"))
          .as("transactions that the server saw")
          .isEqualTo(6);
      assertThat(
              TestServer.strings(
                  SCHEMA, "SELECT DISTINCT count(*) FROM bulk_insert_test GROUP BY xmin::text"))
          .as("sizes of batches that the server saw")
          .containsExactly("4000");
      assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
      assertThat(finding(result, "rows in the table").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void writesTheSameRows() {
      List<String> contents = new ArrayList<>();
      for (Method method : Method.values()) {
        db.run(
            PLAN.workers(1)
                .transactions(3)
                .parameter("methods", method.key())
                .parameter("batch_sizes", "100")
                .parameter("producer_threads", "1")
                .parameter("collect_metrics", "false"));
        contents.add(
            TestServer.string(
                SCHEMA,
                "SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', "
                    + String.join(", ", BulkSchema.COLUMNS)
                    + "), E'\\n' ORDER BY short_text)) FROM bulk_insert_test"));
      }
      assertThat(contents).hasSize(5);
      assertThat(contents.get(0)).startsWith("300 ");
      assertThat(contents).containsOnly(contents.get(0));
    }

    @Test
    void putsEveryRowIntoItsStepAsTheServerCountsThem() {
      Watching watching = new Watching();
      RunResult result =
          db.listen(watching)
              .run(
                  PLAN.transactions(20)
                      .parameter("methods", "copy, insert_rewrite, unnest, insert, copy_binary")
                      .parameter("batch_sizes", "50"));
      watching.step(6, Step.of("the end"));
      assertThat(watching.rowsAtNextStep)
          .as("every step begins with an empty table")
          .containsExactly(0L, 0L, 0L, 0L, 0L, 1_000L);
      for (int i = 0; i < 5; i++) {
        assertThat(result.steps().done().get(i).result().counters())
            .containsEntry("rows_inserted", 1_000L);
        assertThat(watching.intoTable.get(i + 1) - watching.intoTable.get(i)).isEqualTo(1_000);
        // this one counts rows of the catalogs as well: indexes are created anew, and autovacuum
        // may
        // analyse tables of other tests; a step that counted for two would have 2,000
        assertThat(watching.inserted.get(i + 1) - watching.inserted.get(i))
            .as("rows that the server says were inserted in step " + (i + 1))
            .isBetween(1_000L, 1_900L);
      }
    }
  }

  @Nested
  class TheTable {

    private List<String> indexes() {
      return TestServer.strings(
          SCHEMA,
          "SELECT indexdef FROM pg_indexes WHERE tablename = 'bulk_insert_test' AND schemaname = '"
              + SCHEMA
              + "' ORDER BY indexname");
    }

    @Test
    void hasTwentyColumnsAndSevenIndexesBesideItsKey() {
      db.run(PLAN.transactions(2).parameter("methods", "copy").parameter("batch_sizes", "10"));
      assertThat(
              TestServer.number(
                  SCHEMA,
                  "SELECT count(*) FROM information_schema.columns WHERE table_schema = '"
                      + SCHEMA
                      + "' AND table_name = 'bulk_insert_test'"))
          .isEqualTo(20);
      assertThat(indexes()).hasSize(8);
    }

    @Test
    void isMeasuredWithAndWithoutIndexesLoggedAndUnlogged() {
      RunResult result =
          db.run(
              PLAN.transactions(10)
                  .parameter("methods", "copy_binary")
                  .parameter("batch_sizes", "500")
                  .parameter("indexes", "both")
                  .parameter("logging", "both"));
      assertThat(result.steps().done())
          .extracting(StepResult::name)
          .containsExactly(
              "copy_binary_500_indexed_logged",
              "copy_binary_500_bare_logged",
              "copy_binary_500_indexed_unlogged",
              "copy_binary_500_bare_unlogged");
      assertThat(result.steps().done().get(3).attributes())
          .isEqualTo(
              Map.of(
                  "method", "copy_binary",
                  "batch_size", "500",
                  "indexes", "without",
                  "logging", "unlogged"));
      // what the last step has left
      assertThat(indexes()).hasSize(1);
      assertThat(
              TestServer.string(
                  SCHEMA,
                  "SELECT relpersistence FROM pg_class WHERE oid = 'bulk_insert_test'::regclass"))
          .isEqualTo("u");
      List<Double> wal =
          result.steps().done().stream().map(step -> figure(step, "WAL bytes/row")).toList();
      assertThat(wal.get(0)).as("with indexes").isGreaterThan(wal.get(1) * 1.05);
      assertThat(wal.get(1)).as("a row of 1 to 2 KB").isBetween(700.0, 4_000.0);
      assertThat(wal.get(3)).as("unlogged").isLessThan(wal.get(1) / 2);
      assertThat(String.join("\n", result.steps().conclusions()))
          .contains("times the rows into a table with");
    }
  }

  @Nested
  class TheFigures {

    @Test
    void areThoseOfTheServer() {
      RunResult result =
          db.run(
              PLAN.transactions(20)
                  .parameter("methods", "copy, copy_binary")
                  .parameter("batch_sizes", "500")
                  // all rows wait when a step begins: nothing is said of steps that wait for rows
                  .parameter("ring_buffer_size", "10000"));
      StepResult last = result.steps().done().get(1);
      double seconds = last.result().measured().toNanos() / 1e9;
      assertThat(figure(last, "rows/s")).isCloseTo(10_000 / seconds, within(1e-6));
      double bytesARow =
          TestServer.number(SCHEMA, "SELECT pg_table_size('bulk_insert_test')") / 10_000.0;
      assertThat(figure(last, "MB/s"))
          .isCloseTo(10_000 / seconds * bytesARow / 1e6, within(0.05 * figure(last, "MB/s")));
      assertThat(figure(last, "generator rows/s")).isPositive();
      StepResult first = result.steps().done().get(0);
      double best = Math.max(figure(first, "rows/s"), figure(last, "rows/s"));
      assertThat(result.steps().relativeSpeed(first).orElseThrow())
          .isCloseTo(figure(first, "rows/s") / best, within(1e-9));
      assertThat(result.steps().conclusions())
          .anySatisfy(
              sentence -> assertThat(sentence).matches("use copy(_binary)? in batches of 500: .*"));
    }

    @Test
    void sayThatTheGeneratorWasNotMeasuredIfItWasNot() {
      RunResult result =
          db.run(
              PLAN.transactions(4)
                  .parameter("methods", "copy")
                  .parameter("batch_sizes", "10")
                  .parameter("collect_metrics", "false"));
      assertThat(finding(result, "wait for the generator of rows").verdict())
          .isEqualTo(Verdict.NOT_APPLICABLE);
      assertThat(result.steps().done().get(0).figures())
          .extracting(Figure::name)
          .doesNotContain("generator rows/s");
    }
  }

  @Nested
  class ABatchThatFails {

    @Test
    void isNotCountedAndLeavesNoRow() {
      db.setup(PLAN);
      TestServer.execute(
          SCHEMA, "ALTER TABLE bulk_insert_test ADD CHECK (short_text <> 'row_000123')");
      for (Method method : Method.values()) {
        RunResult result =
            db.run(
                PLAN.workers(1)
                    .transactions(5)
                    .parameter("methods", method.key())
                    .parameter("batch_sizes", "50")
                    .parameter("producer_threads", "1")
                    .parameter("collect_metrics", "false"));
        assertThat(result.counts().failed()).as(method.key()).isEqualTo(1);
        assertThat(result.counts().committed()).isEqualTo(4);
        assertThat(result.counters()).containsEntry("rows_inserted", 200L);
        assertThat(rowsInTable()).isEqualTo(200);
        assertThat(result.errors())
            .singleElement()
            .satisfies(error -> assertThat(error.name()).isEqualTo("constraint_violation"));
        assertThat(finding(result, "rows in the table").verdict()).isEqualTo(Verdict.PASS);
      }
    }
  }

  @Nested
  class Refuses {

    @Test
    void batchesThatDoNotFitIntoMemory() {
      assertThatThrownBy(
              () ->
                  db.run(
                      PLAN.workers(4)
                          .parameter("methods", "copy")
                          .parameter("batch_sizes", "50000")
                          .parameter("max_memory_mb", "10")))
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              "workload 'bulk_insert': copy_50000 needs [0-9]+ MiB for the rows of 4 workers and one"
                  + " batch that waits; max_memory_mb allows 10, so use smaller batches or fewer"
                  + " workers, or raise max_memory_mb");
    }

    @Test
    void nothing() {
      assertThatThrownBy(
              () ->
                  db.run(
                      PLAN.parameter("methods", "insert, unnest")
                          .parameter("test_insert_method", "false")))
          .hasMessage(
              "workload 'bulk_insert': test_insert_method is false and methods has none with COPY, so"
                  + " that nothing is left to measure; add copy or copy_binary to methods");
    }

    @Test
    void methodsAndSizesThatThereAreNot() {
      assertThatThrownBy(
              () ->
                  db.run(
                      PLAN.parameter("methods", "insert, copi").parameter("batch_sizes", "0, 7")))
          .hasMessage(
              "workload 'bulk_insert': 'methods' must be a list of different ones of insert,"
                  + " insert_rewrite, unnest, copy, copy_binary, was 'insert, copi'; 'batch_sizes'"
                  + " must be a list of different whole numbers from 1 to 1000000 rows, was '0, 7'");
    }
  }

  @Test
  void leavesOutInsertIfToldTo() {
    RunResult result =
        db.run(
            PLAN.transactions(2)
                .parameter("batch_sizes", "10")
                .parameter("test_insert_method", "false"));
    assertThat(result.steps().done())
        .extracting(StepResult::name)
        .containsExactly("copy_10", "copy_binary_10");
  }
}
