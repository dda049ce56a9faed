package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Sql;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The planner's estimates beside the rows that there were. */
class EstimatesTest {

  private static final String SCHEMA = "imdb_estimates_test";
  private static final StormDb DB = StormDb.on(TestServer.dataSource());

  /** 1,000 rows in which two columns are one and the same, which the planner does not know. */
  @BeforeAll
  static void create() {
    TestServer.execute(
        "DROP SCHEMA IF EXISTS estimates_test CASCADE; CREATE SCHEMA estimates_test;"
            + " CREATE TABLE estimates_test.twin AS SELECT i % 100 AS a, i % 100 AS b"
            + " FROM generate_series(1, 1000) AS i; ANALYZE estimates_test.twin");
  }

  private static Finding judged(String query) throws SQLException {
    try (Connection connection = TestServer.connect("estimates_test")) {
      return Estimates.of("q", query, connection);
    }
  }

  @Test
  void areRightWhenColumnsAreIndependent() throws SQLException {
    assertThat(judged("SELECT * FROM twin WHERE a = 7"))
        .isEqualTo(
            new Finding(
                "q",
                "Moerkotte et al., VLDB 2009",
                "q-error at most 10",
                "1.0 at worst, of 1 node: Seq Scan on twin, 10 estimated, 10 actual",
                Verdict.PASS));
  }

  @Test
  void areWrongByTheFactorThatTheColumnsDependOnEachOther() throws SQLException {
    assertThat(judged("SELECT * FROM twin WHERE a < 50 AND b >= 50").measured())
        .isEqualTo("250.0 at worst, of 1 node: Seq Scan on twin, 250 estimated, 0 actual");
    assertThat(judged("SELECT * FROM twin WHERE a < 50 AND b >= 50").verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void areNotHeldAgainstANodeThatALimitEndsEarly() throws SQLException {
    assertThat(judged("SELECT * FROM twin WHERE a >= 0 LIMIT 1").measured())
        .isEqualTo("1.0 at worst, of 1 node: Limit, 1 estimated, 1 actual");
  }

  @Test
  void countBelowASortThatReadsAllBeforeALimitEndsIt() throws SQLException {
    assertThat(judged("SELECT * FROM twin WHERE a < 50 AND b >= 50 ORDER BY a LIMIT 1").measured())
        .isEqualTo("250.0 at worst, of 2 nodes: Seq Scan on twin, 250 estimated, 0 actual");
  }

  @Test
  void ofEachQueryAreInTheAuditIfAskedFor() {
    DB.rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(200));
    RunPlan plan = RunPlan.of("imdb_sql").schema(SCHEMA).transactions(40);
    RunResult result = DB.run(plan.parameter("explain", "true"));
    assertThat(result.audit())
        .extracting(Finding::name)
        .containsExactlyElementsOf(Queries.ALL.stream().map(Sql::name).toList());
    assertThat(result.audit())
        .allSatisfy(
            finding ->
                assertThat(finding.measured())
                    .matches(
                        "[0-9.]+ at worst, of \\d+ nodes?: .*, [0-9,]+ estimated, [0-9,]+ actual"));
    assertThat(DB.run(plan).audit()).isEmpty();
  }
}
