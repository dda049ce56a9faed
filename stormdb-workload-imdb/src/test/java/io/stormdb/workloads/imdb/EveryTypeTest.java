package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EveryTypeTest {

  private static final String SCHEMA = "imdb_types_test";
  private static final StormDb DB = StormDb.on(TestServer.dataSource());

  private static RunPlan plan(String type) {
    return RunPlan.of(type).schema(SCHEMA).scale(500).workers(4);
  }

  @BeforeAll
  static void load() {
    DB.rebuild(plan("imdb"));
  }

  private static long rows(String table) {
    return TestServer.number(SCHEMA, "SELECT count(*) FROM " + table);
  }

  private static void requireSound(RunResult result) {
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.counts().committed()).isPositive();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks()).hasSize(8);
    assertThat(result.checks()).filteredOn(check -> check.verdict() == Verdict.FAIL).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"imdb", "imdb_mixed", "imdb_read", "imdb_write", "imdb_sql"})
  void runsWithoutErrorsAndCountsWhatTheServerHas(String type) {
    List<String> tables = List.of("views", "votes", "comments", "movies", "box_office");
    List<Long> before = tables.stream().map(EveryTypeTest::rows).toList();

    RunResult result = DB.run(plan(type).duration(Duration.ofSeconds(2)).verify(true));

    requireSound(result);
    Map<String, Long> counters = result.counters();
    List<Long> added =
        List.of(
            counters.getOrDefault("views_logged", 0L),
            counters.getOrDefault("votes_cast", 0L),
            counters.getOrDefault("comments_written", 0L)
                - counters.getOrDefault("comments_deleted", 0L),
            counters.getOrDefault("movies_added", 0L),
            counters.getOrDefault("box_office_weeks", 0L));
    for (int i = 0; i < tables.size(); i++) {
      assertThat(rows(tables.get(i)) - before.get(i)).as(tables.get(i)).isEqualTo(added.get(i));
    }
    boolean writes = !type.equals("imdb_read") && !type.equals("imdb_sql");
    assertThat(added.get(0) > 0).isEqualTo(writes);
  }

  @Test
  void itsInvariantsHoldWhileItRuns() {
    RunResult result =
        DB.run(
            plan("imdb_write").duration(Duration.ofSeconds(2)).verifyEvery(Duration.ofMillis(200)));
    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks()).hasSize(16);
    assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
  }

  @Test
  void theMixedTypeReadsSevenOfTenTimes() {
    RunResult result = DB.run(plan("imdb").transactions(4_000));
    long writes =
        result.transactions().stream()
            .filter(
                type ->
                    List.of(
                            "log_view",
                            "vote",
                            "write_comment",
                            "edit_comment",
                            "delete_comment",
                            "add_movie",
                            "update_details",
                            "report_box_office")
                        .contains(type.name()))
            .mapToLong(type -> type.counts().committed())
            .sum();
    // 30 in 100 of 4,000, give or take five standard deviations
    assertThat(writes).isBetween(1_055L, 1_345L);
  }

  @Test
  void eachAnalyticalQueryRunsOnceInARoundOfThem() {
    int queries = Queries.ALL.size();
    RunResult result = DB.run(plan("imdb_sql").workers(1).transactions(queries));
    assertThat(queries).isGreaterThanOrEqualTo(30);
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactlyInAnyOrderElementsOf(Queries.ALL.stream().map(Sql::name).toList());
    assertThat(result.transactions())
        .allSatisfy(type -> assertThat(type.counts().committed()).isEqualTo(1));
    assertThat(result.statements().get(StatementKind.SELECT).count()).isEqualTo(queries);
  }
}
