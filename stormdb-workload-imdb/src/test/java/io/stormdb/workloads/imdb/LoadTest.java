package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Parameters;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data that is made up. */
class LoadTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());
  private static final String SCHEMA = "imdb_load_test";

  private static List<String> loaded(String schema, long seed) {
    DB.rebuild(RunPlan.of("imdb").schema(schema).scale(300).seed(seed));
    return Checksums.of(schema);
  }

  private static long number(String sql) {
    return TestServer.number(SCHEMA, sql);
  }

  @Test
  void theSameSeedGivesTheSameRowsAndAnotherOneOthers() {
    List<String> first = loaded(SCHEMA, 7);
    assertThat(loaded("imdb_load_again_test", 7)).isEqualTo(first);
    assertThat(loaded("imdb_load_again_test", 8))
        .doesNotContainAnyElementsOf(first.subList(1, first.size()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19})
  void theSmallestDataIsWhole(int scale) {
    RunPlan plan = RunPlan.of("imdb").schema("imdb_tiny_test").scale(scale).workers(2);
    DB.rebuild(plan);
    assertThat(DB.verify(plan)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    assertThat(DB.run(plan.transactions(300).verify(true)).counts().failed()).isZero();
    DB.cleanup(plan);
  }

  @ParameterizedTest
  @CsvSource({
    "ratings, UPDATE ratings SET vote_count = vote_count + 1 WHERE movie_id = 3",
    "comments, UPDATE ratings SET comment_count = comment_count + 1 WHERE movie_id = 3",
    "rated movies, DELETE FROM ratings WHERE movie_id = 3",
    "months, 'UPDATE movie_months SET views = views + 1 WHERE month = ''2025-03-01'''",
    "sequence of events, 'UPDATE users SET joined_at = ''2025-07-01'''",
    "box office, DELETE FROM box_office WHERE week = 1"
  })
  void aPlantedViolationIsFound(String check, String sql) {
    RunPlan plan = RunPlan.of("imdb").schema("imdb_violation_test").scale(100);
    DB.rebuild(plan);
    TestServer.execute("imdb_violation_test", "SET session_replication_role = replica; " + sql);
    assertThat(DB.verify(plan))
        .filteredOn(result -> result.verdict() == Verdict.FAIL)
        .extracting(CheckResult::name)
        .containsExactly(check);
  }

  @Test
  void aViewInTheWrongPartitionIsFound() {
    String schema = "imdb_partition_test";
    RunPlan plan = RunPlan.of("imdb").schema(schema).scale(100);
    DB.rebuild(plan);
    TestServer.execute(
        schema,
        "ALTER TABLE views DETACH PARTITION views_of_runs;"
            + " UPDATE views_2025_02 SET viewed_at = viewed_at WHERE false;"
            + " ALTER TABLE views DETACH PARTITION views_2025_02;"
            + " INSERT INTO views_of_runs SELECT * FROM views_2025_02;"
            + " TRUNCATE views_2025_02;"
            + " ALTER TABLE views ATTACH PARTITION views_of_runs DEFAULT");
    assertThat(DB.verify(plan))
        .filteredOn(result -> result.verdict() == Verdict.FAIL)
        .extracting(CheckResult::name)
        .containsExactly("partitions");
  }

  @Test
  void moreIsWatchedInTheEveningAndAtWeekendsThanOtherwise() {
    var unused = loaded(SCHEMA, 7);
    assertThat(viewsAt("extract(hour FROM viewed_at AT TIME ZONE 'UTC') IN (19, 20, 21)"))
        .isGreaterThan(8 * viewsAt("extract(hour FROM viewed_at AT TIME ZONE 'UTC') IN (3, 4, 5)"));
    assertThat(2.0 * viewsAt("extract(isodow FROM viewed_at AT TIME ZONE 'UTC') = 6"))
        .isGreaterThan(2.6 * viewsAt("extract(isodow FROM viewed_at AT TIME ZONE 'UTC') = 2"));
  }

  private static long viewsAt(String condition) {
    return number("SELECT count(*) FROM views WHERE " + condition);
  }

  @Test
  void fewMoviesHaveMostOfTheVotesAndViews() {
    var unused = loaded(SCHEMA, 7);
    for (String table : List.of("votes", "views")) {
      long ofTop =
          number(
              "SELECT sum(n) FROM (SELECT count(*) AS n FROM %s GROUP BY movie_id ORDER BY 1 DESC LIMIT 30) AS top"
                  .formatted(table));
      // 10 in 100 movies, and by a power law with 0.8 about half of it
      assertThat(ofTop).isGreaterThan(number("SELECT count(*) FROM " + table) * 35 / 100);
    }
  }

  @Test
  void whatIsWatchedMostIsAlsoWhatIsVotedForMost() {
    var unused = loaded(SCHEMA, 7);
    long inBoth =
        number(
            "SELECT count(*) FROM (SELECT movie_id FROM votes GROUP BY 1 ORDER BY count(*) DESC"
                + " LIMIT 20) AS v JOIN (SELECT movie_id FROM views GROUP BY 1 ORDER BY count(*)"
                + " DESC LIMIT 20) AS w USING (movie_id)");
    assertThat(inBoth).isGreaterThan(10);
  }

  @Test
  void tablesHaveTheRowsThatTheManualSays() {
    DB.rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(1_000));
    assertThat(
            Stream.of("movies", "people", "ratings", "users", "comments", "views", "genres")
                .map(table -> number("SELECT count(*) FROM " + table)))
        .containsExactly(1_000L, 1_000L, 1_000L, 500L, 1_500L, 6_000L, 20L);
    assertThat(number("SELECT count(*) FROM votes")).isBetween(4_500L, 5_000L);
    assertThat(number("SELECT count(*) FROM movie_genres")).isBetween(1_800L, 2_200L);
    assertThat(number("SELECT count(*) FROM credits")).isBetween(5_500L, 6_500L);
  }

  @Test
  void theRoomThatIsExpectedIsAboutWhatItTakes() {
    DB.rebuild(RunPlan.of("imdb").schema("imdb_size_test").scale(10_000));
    long bytes =
        TestServer.number(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'imdb_size_test'::regnamespace");
    DataLoading generated = DataLoading.of(Parameters.of(DataLoading.PARAMETERS, Map.of()));
    assertThat(new ImdbWorkload(Mode.MIXED, false, generated).expectedBytes(10_000))
        .isBetween(bytes * 9 / 10, bytes * 11 / 10);
    DB.cleanup(RunPlan.of("imdb").schema("imdb_size_test"));
  }

  @Test
  void partsOfAPowerLawAddUpToTheWhole() {
    PowerLaw law = new PowerLaw(12_345, 1_000, 0.8);
    long sum = 0;
    for (long rank = 1; rank <= 1_000; rank++) {
      assertThat(law.of(rank)).isNotNegative();
      sum += law.of(rank);
    }
    assertThat(sum).isEqualTo(12_345);
    // rank 1 and rank 100 differ by about 100 to the power of 0.8
    assertThat(law.of(1) / (double) law.of(100)).isBetween(30.0, 50.0);
  }
}
