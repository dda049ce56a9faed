package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.StatementKind;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.testkit.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What each transaction finds or leaves behind. */
class EffectsTest {

  private static final int ROWS = 3_000;

  @BeforeAll
  static void needPgvector() throws SQLException {
    Pgvector.require();
  }

  private static RunPlan plan(String workload, String schema) {
    return RunPlan.of(workload)
        .schema(schema)
        .scale(ROWS)
        .seed(3)
        .parameter("dimensions", "32")
        .parameter("queries", "50")
        .parameter("batch_size", "20")
        .workers(2)
        .transactions(100)
        .verify(true);
  }

  private static RunResult run(RunPlan plan) {
    RunResult result = StormDb.run(plan, TestServer.dataSource());
    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks())
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Finding.Verdict.PASS));
    return result;
  }

  private static double mean(RunResult result, String measure) {
    return Objects.requireNonNull(result.measures().get(measure)).values().mean().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"single, 1", "batch, 20"})
  void anUpdateReplacesVectorsAndNothingElse(String method, int each) {
    String schema = "replaced_" + method;
    RunPlan plan = plan("pgvector_update_" + method, schema);
    StormDb.on(TestServer.dataSource()).rebuild(plan);
    String before = "public.before_" + schema;
    TestServer.execute(schema, "CREATE TABLE " + before + " AS SELECT * FROM intake");

    RunResult result = run(plan);

    assertThat(result.counters()).containsEntry("vectors_replaced", 100L * each);
    assertThat(result.statements().get(StatementKind.UPDATE).rows()).isEqualTo(100L * each);
    String joined = " FROM intake AS i JOIN " + before + " AS b USING (id, bucket)";
    assertThat(TestServer.number(schema, "SELECT count(*)" + joined)).isEqualTo(ROWS);
    // some were replaced twice
    assertThat(
            TestServer.number(
                schema,
                "SELECT count(*)" + joined + " WHERE i.embedding::text <> b.embedding::text"))
        .isBetween(60L * each, 100L * each);
    TestServer.execute("DROP TABLE " + before);
  }

  @Nested
  class TheMixedType {

    @Test
    void searchesFourOfFiveTimesAndInsertsOneOfTwenty() {
      RunResult result = run(plan("vector_1024", "mixed").transactions(2_000));
      assertThat(result.transactions())
          .extracting(RunResult.Transactions::name)
          .containsExactly("search", "search_10_percent", "insert");
      List<Long> committed =
          result.transactions().stream().map(type -> type.counts().committed()).toList();
      // 80, 15 and 5 of 100, give or take five standard deviations
      assertThat(committed.get(0)).isBetween(1_510L, 1_690L);
      assertThat(committed.get(1)).isBetween(220L, 380L);
      assertThat(committed.get(2)).isBetween(51L, 149L);
      assertThat(result.counters()).containsEntry("vectors_ingested", committed.get(2));
      assertThat(TestServer.number("mixed", "SELECT count(*) - " + ROWS + " FROM intake"))
          .isEqualTo(committed.get(2));
      // ten rows of each search among all
      assertThat(result.statements().get(StatementKind.SELECT).rows())
          .isGreaterThanOrEqualTo(10 * committed.get(0));
      assertThat(mean(result, "recall")).isBetween(0.5, 1.0);
      assertThat(mean(result, "recall_search_10_percent")).isBetween(0.01, 1.0);
    }
  }

  @Nested
  class ASearchWithAFilter {

    /** Sessions in which the planner takes the index, although a filter leaves few rows. */
    private PGSimpleDataSource withIndexScans() {
      PGSimpleDataSource shared = TestServer.dataSource();
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setURL(shared.getURL());
      dataSource.setUser(shared.getUser());
      dataSource.setPassword(shared.getPassword());
      dataSource.setOptions("-c enable_seqscan=off -c enable_sort=off");
      return dataSource;
    }

    private RunResult filtered(String iterativeScan) {
      RunResult result =
          StormDb.run(
              plan("vector_1024", "filtered")
                  .mix(MixWeights.parse("search_10_percent=1"))
                  .parameter("effort", "10")
                  .parameter("iterative_scan", iterativeScan),
              withIndexScans());
      assertThat(result.counts().committed()).isEqualTo(100);
      assertThat(result.audit())
          .extracting(Finding::name, Finding::measured, Finding::verdict)
          .contains(
              Assertions.tuple("plan of search_10_percent", "after: index", Finding.Verdict.PASS));
      return result;
    }

    @Test
    void isShortWhenTheFilterThrowsAwayWhatTheIndexFound() {
      RunResult result = filtered("off");
      // of the 10 candidates of the index, about one passes the filter
      assertThat(result.counters().get("short_results")).isGreaterThan(80);
      assertThat(mean(result, "recall_search_10_percent")).isLessThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed_order", "strict_order"})
    void isWholeWhenTheIndexGoesOn(String order) {
      RunResult result = filtered(order);
      assertThat(result.counters()).containsEntry("short_results", 0L);
      assertThat(mean(result, "recall_search_10_percent")).isGreaterThan(0.7);
    }

    @Test
    void findsAllWhenItReadsEveryRow() {
      RunResult result =
          run(plan("pgvector_accuracy", "exact").parameter("index", "none").transactions(20));
      assertThat(result.steps().done())
          .extracting(step -> step.name())
          .containsExactly(
              "search_1_percent", "search_10_percent", "search_50_percent", "search_100_percent");
      assertThat(result.steps().done())
          .allSatisfy(
              step ->
                  assertThat(step.figures())
                      .extracting(figure -> figure.name() + " " + figure.value())
                      .containsExactly("Recall % 100.0", "Short % 0.0"));
      assertThat(result.steps().conclusions()).isEmpty();
    }
  }

  @Nested
  class ARunThatMeantToUseTheIndex {

    private Finding finding(RunResult result) {
      return result.audit().stream()
          .filter(found -> found.name().equals("plan of a search"))
          .findFirst()
          .orElseThrow();
    }

    private Finding invalid(String measured) {
      return new Finding(
          "plan of a search",
          "",
          "uses the index before and after the run",
          measured,
          Finding.Verdict.INVALID);
    }

    @Test
    void isInvalidWhenItDidNot() {
      RunPlan plan = plan("pgvector_read_indexed", "unindexed");
      StormDb.on(TestServer.dataSource()).rebuild(plan);
      TestServer.execute("unindexed", "DROP INDEX item_embedding");
      assertThat(finding(run(plan))).isEqualTo(invalid("before: no index, after: no index"));
    }

    @Test
    void isInvalidWhenItDidNotToTheEnd() {
      RunPlan plan =
          plan("pgvector_read_indexed", "unindexed_later").duration(Duration.ofSeconds(2));
      StormDb db = StormDb.on(TestServer.dataSource());
      db.rebuild(plan);
      RunListener meddler =
          new RunListener() {
            @Override
            public void ended() {
              TestServer.execute("unindexed_later", "DROP INDEX item_embedding");
            }
          };
      assertThat(finding(db.listen(meddler).run(plan)))
          .isEqualTo(invalid("before: index, after: no index"));
    }
  }

  @Test
  void noEffortIsRecommendedThatDidNotUseTheIndex() {
    RunPlan plan =
        plan("pgvector_accuracy", "swept_without")
            .parameter("sweep_ef_search", "15, 100")
            .transactions(10);
    StormDb.on(TestServer.dataSource()).rebuild(plan);
    TestServer.execute("swept_without", "DROP INDEX item_embedding");
    assertThat(run(plan).steps().conclusions())
        .containsExactly(
            "the server reads rows instead of the index in ef_search_15, ef_search_100,"
                + " search_1_percent, search_10_percent, search_50_percent: recall and speed there"
                + " are those of an exact search");
  }

  @Test
  void effortsAreThoseThatAreAskedFor() {
    RunResult result =
        run(
            plan("pgvector_accuracy", "swept")
                .parameter("sweep_ef_search", "15, 100")
                .transactions(10));
    assertThat(result.steps().done())
        .extracting(step -> step.name())
        .containsExactly(
            "ef_search_15",
            "ef_search_100",
            "search_1_percent",
            "search_10_percent",
            "search_50_percent");
  }

  @Test
  void indexesAreBuiltOfTheSettingsThatAreAskedFor() {
    RunResult result =
        run(
            plan("pgvector_index", "grid")
                .parameter("grid_m", "4")
                .parameter("grid_ef_construction", "8, 16")
                .parameter("grid_lists", "10")
                .workers(1)
                .transactions(3));
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactly("hnsw_m4_ef8", "hnsw_m4_ef16", "ivfflat_lists10");
    for (String name : List.of("hnsw_m4_ef8", "hnsw_m4_ef16", "ivfflat_lists10")) {
      double bytes = mean(result, "index_bytes_" + name);
      assertThat(bytes).isGreaterThan(ROWS * 32 * 4.0);
      // the log has the pages of the index, and little besides
      assertThat(mean(result, "index_wal_bytes_" + name)).isBetween(0.5 * bytes, 2 * bytes);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pgvector_read_indexed|m|40|ef_construction must be at least twice m, which is 40, was 64",
        "pgvector_index|grid_m|8, 40|grid_ef_construction must be at least twice grid_m, which is 40, was 64"
      })
  void settingsThatPgvectorDoesNotTakeAreRefusedBeforeTheLoad(
      String workload, String parameter, String value, String message) {
    Assertions.assertThatThrownBy(
            () -> run(plan(workload, "not_taken").parameter(parameter, value)))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload '" + workload + "': " + message);
    assertThat(TestServer.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'not_taken'"))
        .isZero();
  }

  @Test
  void iterativeScansNeedAVersionThatHasThem() {
    RunPlan plan = plan("vector_1024", "old_extension").parameter("iterative_scan", "strict_order");
    StormDb.on(TestServer.dataSource()).rebuild(plan);
    String version =
        TestServer.string("SELECT extversion FROM pg_extension WHERE extname = 'vector'");
    TestServer.execute("UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'");
    try {
      StormDbException refusal =
          Assertions.catchThrowableOfType(
              StormDbException.class, () -> StormDb.run(plan, TestServer.dataSource()));
      assertThat(refusal)
          .hasMessage(
              "workload 'vector_1024': iterative_scan strict_order needs pgvector 0.8 or later, and"
                  + " the database has 0.7.4; leave it off, or install a newer one and run: ALTER"
                  + " EXTENSION vector UPDATE");
    } finally {
      TestServer.execute(
          "UPDATE pg_extension SET extversion = '%s' WHERE extname = 'vector'".formatted(version));
    }
  }
}
