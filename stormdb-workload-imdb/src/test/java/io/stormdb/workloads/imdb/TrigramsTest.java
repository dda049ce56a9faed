package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.LoadListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database in which a user may not create the extension pg_trgm. */
class TrigramsTest {

  private static final PGSimpleDataSource DATA_SOURCE = new PGSimpleDataSource();

  @BeforeAll
  static void createDatabase() {
    dropDatabase();
    TestServer.execute("CREATE ROLE imdb_visitor LOGIN PASSWORD 'visitor'");
    TestServer.execute("CREATE DATABASE imdb_without_trigrams");
    PGSimpleDataSource server = TestServer.dataSource();
    DATA_SOURCE.setServerNames(server.getServerNames());
    DATA_SOURCE.setPortNumbers(server.getPortNumbers());
    DATA_SOURCE.setDatabaseName("imdb_without_trigrams");
    DATA_SOURCE.setUser(server.getUser());
    DATA_SOURCE.setPassword(server.getPassword());
    TestServer.execute(DATA_SOURCE, "CREATE SCHEMA visited AUTHORIZATION imdb_visitor");
    DATA_SOURCE.setUser("imdb_visitor");
    DATA_SOURCE.setPassword("visitor");
  }

  @AfterAll
  static void dropDatabase() {
    TestServer.execute("DROP DATABASE IF EXISTS imdb_without_trigrams");
    TestServer.execute("DROP ROLE IF EXISTS imdb_visitor");
  }

  @Test
  void isLoadedAndRunWithoutThatSearchAndSaysSoOnce() {
    List<String> said = new ArrayList<>();
    StormDb db =
        StormDb.on(DATA_SOURCE)
            .listen(
                new LoadListener() {
                  @Override
                  public void announcement(String sentence) {
                    said.add(sentence);
                  }
                });
    RunPlan plan = RunPlan.of("imdb_read").schema("visited").scale(100).workers(2);
    db.rebuild(plan);
    assertThat(said)
        .containsExactly(
            "the server has no extension pg_trgm that could be used: titles are not searched for"
                + " by similarity");

    RunResult result = db.run(plan.transactions(500).verify(true));

    assertThat(result.counts().committed()).isEqualTo(500);
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .contains("search")
        .doesNotContain("similar_titles");
    assertThat(result.audit())
        .containsExactly(
            new Finding(
                "search by similarity",
                "",
                "the extension pg_trgm",
                "switched off: titles have no index of trigrams",
                Verdict.NOT_APPLICABLE));
  }
}
