package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each transaction finds or leaves behind. */
class EffectsTest {

  private static final String SCHEMA = "imdb_effects_test";
  private static final StormDb DB = StormDb.on(TestServer.dataSource());

  @BeforeAll
  static void load() {
    DB.rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(2_000));
  }

  private static RunResult run(String only, long transactions) {
    RunResult result =
        DB.run(
            RunPlan.of("imdb")
                .schema(SCHEMA)
                .mix(MixWeights.parse(only + "=1"))
                .workers(4)
                .transactions(transactions)
                .verify(true));
    assertThat(result.counts().committed()).isEqualTo(transactions);
    assertThat(result.checks()).filteredOn(check -> check.verdict() == Verdict.FAIL).isEmpty();
    return result;
  }

  private static long number(String sql) {
    return TestServer.number(SCHEMA, sql);
  }

  private static long rows(RunResult result) {
    return result.statements().get(StatementKind.SELECT).rows();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "movie_cast",
        "filmography",
        "autocomplete",
        "search",
        "similar_titles",
        "movies_by_country_and_year",
        "movies_by_details",
        "newest_comments",
        "votes_of_user",
        "watch_history",
        "also_liked",
        "co_stars",
        "career",
        "trending",
        "top_rated",
        "best_of_genre",
        "rank_in_year"
      })
  void aReadFindsRows(String name) {
    assertThat(rows(run(name, 100))).isGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"movie_page", "movie_by_imdb_id"})
  void aReadByKeyNeverMisses(String name) {
    assertThat(rows(run(name, 200))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"box_office_run", "collaboration_distance"})
  void aReadOfWhatOnlySomeHaveFindsThose(String name) {
    assertThat(rows(run(name, 60))).isBetween(10L, 60L * 14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "similar_titles"})
  void aSearchIsCountedWithWhatItFinds(String name) {
    RunResult result = run(name, 50);
    assertThat(result.counters()).containsEntry("searches", 50L);
    assertThat(result.measures().get("search_hits").values().count()).isEqualTo(50);
  }

  static Stream<String> queries() {
    return Queries.ALL.stream().map(Sql::name);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void anAnalyticalQueryHasRows(String name) {
    RunResult result =
        DB.run(
            RunPlan.of("imdb")
                .schema(SCHEMA)
                .mix(MixWeights.parse(name + "=1"))
                .workers(1)
                .transactions(1));
    assertThat(rows(result)).isPositive();
  }

  @Test
  void thePathBetweenTwoWhoWereInOneMovieIsOne() {
    long together =
        number(
            "SELECT count(*) FROM (SELECT a.person_id AS a, b.person_id AS b FROM credits AS a JOIN"
                + " credits AS b USING (movie_id) WHERE a.person_id <> b.person_id LIMIT 20) AS p"
                + " WHERE ("
                + Insights.COLLABORATION_DISTANCE
                    .text()
                    .replaceFirst("\\?", "p.a")
                    .replaceFirst("\\?", "p.b")
                + ") = 1");
    assertThat(together).isEqualTo(20);
  }

  @Nested
  class AVote {

    @Test
    void isCountedOnceAndChangedTheSecondTime() {
      long votes = number("SELECT count(*) FROM votes");
      long counted = number("SELECT sum(vote_count) FROM ratings");
      RunResult result = run("vote", 2_000);
      long cast = result.counters().getOrDefault("votes_cast", 0L);
      assertThat(number("SELECT count(*) FROM votes") - votes).isEqualTo(cast);
      assertThat(number("SELECT sum(vote_count) FROM ratings") - counted).isEqualTo(cast);
      assertThat(result.counters().getOrDefault("votes_changed", 0L)).isEqualTo(2_000 - cast);
      assertThat(cast).isBetween(1L, 1_999L);
    }
  }

  @Nested
  class AView {

    @Test
    void isLoggedAndAddedToItsMonth() {
      long logged = number("SELECT count(*) FROM views");
      long summed = number("SELECT sum(views) FROM movie_months");
      RunResult result = run("log_view", 300);
      assertThat(number("SELECT count(*) FROM views") - logged).isEqualTo(300);
      assertThat(number("SELECT sum(views) FROM movie_months") - summed).isEqualTo(300);
      assertThat(result.counters()).containsEntry("views_logged", 300L);
      assertThat(result.measures().get("watched").values().count()).isEqualTo(300);
    }

    @Test
    void ofARunIsInThePartitionOfRuns() {
      long before = number("SELECT count(*) FROM views_of_runs");
      RunResult result = run("log_view", 50);
      assertThat(result.counts().failed()).isZero();
      assertThat(number("SELECT count(*) FROM views_of_runs") - before).isEqualTo(50);
    }
  }

  @Nested
  class AComment {

    @Test
    void isWrittenAndCounted() {
      long before = number("SELECT count(*) FROM comments");
      long counted = number("SELECT sum(comment_count) FROM ratings");
      assertThat(run("write_comment", 100).counters()).containsEntry("comments_written", 100L);
      assertThat(number("SELECT count(*) FROM comments") - before).isEqualTo(100);
      assertThat(number("SELECT sum(comment_count) FROM ratings") - counted).isEqualTo(100);
    }

    @Test
    void isDeletedAndNoLongerCounted() {
      long before = number("SELECT count(*) FROM comments");
      long counted = number("SELECT sum(comment_count) FROM ratings");
      long deleted = run("delete_comment", 50).counters().getOrDefault("comments_deleted", 0L);
      assertThat(deleted).isPositive();
      assertThat(before - number("SELECT count(*) FROM comments")).isEqualTo(deleted);
      assertThat(counted - number("SELECT sum(comment_count) FROM ratings")).isEqualTo(deleted);
    }

    @Test
    void hasTheTimeOfItsLastEdit() {
      String edited = "SELECT count(*) FROM comments WHERE edited_at >= '2026-01-01'";
      long before = number(edited);
      assertThat(run("edit_comment", 100).counters().get("comments_edited")).isPositive();
      assertThat(number(edited) - before).isBetween(1L, 100L);
    }
  }

  @Test
  void aNewMovieHasAGenreACastAndARating() {
    long movies = number("SELECT count(*) FROM movies");
    long credits = number("SELECT count(*) FROM credits");
    assertThat(run("add_movie", 40).counters()).containsEntry("movies_added", 40L);
    assertThat(number("SELECT count(*) FROM movies") - movies).isEqualTo(40);
    assertThat(number("SELECT count(*) FROM credits") - credits).isEqualTo(200);
    assertThat(
            number(
                "SELECT count(*) FROM movies AS m JOIN ratings AS r ON r.movie_id = m.id JOIN"
                    + " movie_genres AS g ON g.movie_id = m.id WHERE year = 2026 AND imdb_id = 'tt'"
                    + " || lpad(m.id::text, 7, '0')"))
        .isEqualTo(number("SELECT count(*) FROM movies WHERE year = 2026"))
        .isGreaterThanOrEqualTo(40);
  }

  @Test
  void anAwardIsAddedToTheDetails() {
    String awards = "SELECT sum((details->>'awards')::int) FROM movies";
    long before = number(awards);
    assertThat(run("update_details", 60).counts().committed()).isEqualTo(60);
    assertThat(number(awards) - before).isEqualTo(60);
  }

  @Test
  void aWeekIsAddedBehindTheLastOne() {
    long before = number("SELECT count(*) FROM box_office");
    long added = run("report_box_office", 60).counters().getOrDefault("box_office_weeks", 0L);
    assertThat(added).isBetween(1L, 60L);
    assertThat(number("SELECT count(*) FROM box_office") - before).isEqualTo(added);
  }
}
