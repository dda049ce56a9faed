package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.LoadListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.testkit.FreshServer;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class EmbeddingsTest {

  private static final RunPlan PLAN =
      RunPlan.of("ecommerce").schema("shop_embeddings_test").scale(1_000);
  private static final String OFF =
      "reviews have no embeddings, because the server does not let us have the extension 'vector'"
          + " (pgvector 0.5 or later); everything else is as usual";

  private static String string(PGSimpleDataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static LoadListener heardIn(List<String> sentences) {
    return new LoadListener() {
      @Override
      public void announcement(String sentence) {
        sentences.add(sentence);
      }
    };
  }

  private static void runWithout(PGSimpleDataSource source, List<String> said) throws SQLException {
    StormDb db = StormDb.on(source).listen(heardIn(said));
    db.rebuild(PLAN);
    RunResult result = db.run(PLAN.transactions(300).verify(true));
    assertThat(result.counts().failed()).isZero();
    assertThat(result.isDataViolated()).isFalse();
    assertThat(result.checks()).noneMatch(check -> check.name().equals("embeddings"));
    assertThat(result.transactions()).noneMatch(type -> type.name().equals("similar_reviews"));
    assertThat(result.data().attributes()).containsEntry("review_embeddings", "off");
    assertThat(string(source, "SELECT to_regclass('shop_embeddings_test.review_embeddings')"))
        .isNull();
  }

  @Nested
  class WherePgvectorIs {

    @Test
    void reviewsOfOneSortOfProductAreNearEachOther() {
      StormDb db = StormDb.on(TestServer.dataSource());
      List<String> said = new ArrayList<>();
      db.listen(heardIn(said)).rebuild(PLAN);
      assertThat(said).doesNotContain(OFF);
      // of the ten nearest of each of 50 reviews, nearly all are of the same category
      long same =
          TestServer.number(
              "shop_embeddings_test",
              """
              SELECT count(*) FILTER (WHERE p.category = q.category) * 100 / count(*)
                FROM (SELECT * FROM review_embeddings ORDER BY product_id, user_id LIMIT 50) AS e
                JOIN products AS p ON p.id = e.product_id
               CROSS JOIN LATERAL (
                 SELECT product_id FROM review_embeddings AS other
                  ORDER BY other.embedding <=> e.embedding LIMIT 10) AS near
                JOIN products AS q ON q.id = near.product_id
              """);
      assertThat(same).isGreaterThan(80);
      assertThat(
              TestServer.number(
                  "shop_embeddings_test",
                  "SELECT count(*) FROM review_embeddings"
                      + " WHERE abs(vector_norm(embedding) - 1) > 0.00001"))
          .isZero();
    }

    @Test
    void theyCanBeLeftOut() throws SQLException {
      List<String> said = new ArrayList<>();
      StormDb db = StormDb.on(TestServer.dataSource()).listen(heardIn(said));
      RunPlan plan = PLAN.schema("shop_no_embeddings_test").parameter("embeddings", "off");
      db.rebuild(plan);
      RunResult result = db.run(plan.transactions(100).verify(true));
      assertThat(said).doesNotContain(OFF);
      assertThat(result.counts().failed()).isZero();
      assertThat(
              string(
                  TestServer.dataSource(),
                  "SELECT to_regclass('shop_no_embeddings_test.review_embeddings')"))
          .isNull();
    }
  }

  @Nested
  class WherePgvectorIsNot {

    @Test
    void theShopWorksWithoutAndSaysSoOnce() throws SQLException {
      try (EmbeddedServer server =
          EmbeddedServer.start(ServerOptions.defaults().majorVersion(16).setting("fsync", "off"))) {
        List<String> said = new ArrayList<>();
        runWithout(FreshServer.dataSource(server), said);
        assertThat(said).filteredOn(OFF::equals).hasSize(1);
        assertThatThrownBy(
                () ->
                    StormDb.on(FreshServer.dataSource(server))
                        .rebuild(PLAN.parameter("embeddings", "on")))
            .hasMessage(
                "cannot recreate schema shop_embeddings_test: embeddings=on needs the extension"
                    + " 'vector' (pgvector), which cannot be created: ERROR: extension \"vector\""
                    + " is not available; install it where the server runs, or give"
                    + " embeddings=off; nothing was changed");
      }
    }

    @Test
    void norWhereTheUserMayNotCreateIt() throws SQLException {
      try (EmbeddedServer server =
          EmbeddedServer.start(ServerOptions.defaults().setting("fsync", "off"))) {
        PGSimpleDataSource admin = FreshServer.dataSource(server);
        TestServer.execute(admin, "CREATE ROLE ada LOGIN PASSWORD 'example'");
        TestServer.execute(admin, "GRANT CREATE ON DATABASE " + server.database() + " TO ada");
        PGSimpleDataSource ada = FreshServer.dataSource(server);
        ada.setUser("ada");
        ada.setPassword("example");
        List<String> said = new ArrayList<>();
        runWithout(ada, said);
        assertThat(said).filteredOn(OFF::equals).hasSize(1);
      }
    }
  }
}
