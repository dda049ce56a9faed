package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.GenericPlan;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether statements use the index that is meant for them once there is some data. */
class PlansTest {

  private static final String SCHEMA = "imdb_plans_test";

  @BeforeAll
  static void load() {
    StormDb.on(TestServer.dataSource()).rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(20_000));
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of(Reads.MOVIE_PAGE, "movies_pkey", "bigint", "5"),
        Arguments.of(Reads.MOVIE_PAGE, "ratings_pkey", "bigint", "5"),
        Arguments.of(Reads.MOVIE_PAGE, "movie_genres_pkey", "bigint", "5"),
        Arguments.of(Reads.MOVIE_CAST, "credits_pkey", "bigint", "5"),
        Arguments.of(Reads.MOVIE_CAST, "people_pkey", "bigint", "5"),
        Arguments.of(Reads.FILMOGRAPHY, "credits_person", "bigint", "5"),
        Arguments.of(Reads.BY_IMDB_ID, "movies_imdb_id", "varchar", "'tt0000005'"),
        Arguments.of(Reads.AUTOCOMPLETE, "movies_title", "varchar, varchar", "'the ', 'the z'"),
        Arguments.of(Reads.SEARCH, "movies_words", "varchar", "'silent wolf'"),
        Arguments.of(
            Reads.SIMILAR_TITLES, "movies_trigrams", "varchar, varchar", "'Slient', 'Slient Wolf'"),
        Arguments.of(
            Reads.BY_COUNTRY_AND_YEAR, "movies_country_year", "varchar, int", "'FR', 1999"),
        Arguments.of(
            Reads.BY_DETAILS, "movies_details", "varchar", "'{\"keywords\": [\"whale\"]}'"),
        Arguments.of(Reads.NEWEST_COMMENTS, "comments_newest", "bigint", "5"),
        Arguments.of(Reads.VOTES_OF_USER, "votes_user", "bigint", "5"),
        Arguments.of(Reads.WATCH_HISTORY, "user_id_viewed_at", "bigint", "5"),
        Arguments.of(Reads.BOX_OFFICE, "box_office_pkey", "bigint", "5"),
        Arguments.of(Insights.ALSO_LIKED, "votes_pkey", "bigint", "5"),
        Arguments.of(Insights.ALSO_LIKED, "votes_user", "bigint", "5"),
        Arguments.of(Insights.TRENDING, "movie_months_top", "varchar", "'2025-05-01'"),
        Arguments.of(Insights.TOP_RATED, "ratings_best", "int", "5"),
        Arguments.of(Insights.BEST_OF_GENRE, "movie_genres_genre", "int, int", "20, 5"),
        Arguments.of(Insights.CO_STARS, "credits_person", "bigint", "5"),
        Arguments.of(Insights.CAREER, "credits_person", "bigint", "5"),
        Arguments.of(Insights.RANK_IN_YEAR, "movies_country_year", "varchar, int", "'FR', 1999"),
        Arguments.of(Insights.COLLABORATION_DISTANCE, "credits_person", "bigint, bigint", "5, 6"),
        Arguments.of(CastVote.EARLIER, "votes_pkey", "bigint, bigint", "5, 6"),
        Arguments.of(LogView.ADD, "Arbiter Indexes: movie_months_pkey", "bigint", "5"),
        Arguments.of(CastVote.ADD, "ratings_pkey", "int, int, bigint", "1, 7, 5"),
        Arguments.of(Comments.EDIT, "comments_newest", "varchar, bigint", "'Well.', 5"),
        Arguments.of(Comments.DELETE, "comments_newest", "bigint", "5"),
        Arguments.of(Writes.UPDATE_DETAILS, "movies_pkey", "bigint", "5"),
        Arguments.of(
            Writes.REPORT_WEEK, "box_office_pkey", "bigint, bigint, bigint", "5, 1000, 5"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void useTheIndexThatIsMeantForThem(Sql sql, String index, String types, String values) {
    assertThat(GenericPlan.of(SCHEMA, sql, types, values))
        .anyMatch(line -> line.contains("Index") && line.contains(index));
  }

  /** Those that keep values unique have a use of their own. */
  private static List<String> unusedIndexes(String schema) {
    return TestServer.strings(
        schema,
        """
        SELECT coalesce(pg_partition_root(indexrelid), indexrelid)::regclass
          FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid)
         WHERE schemaname = '%s' AND NOT indisunique
         GROUP BY 1
        HAVING sum(idx_scan) = 0
         ORDER BY 1
        """
            .formatted(schema));
  }

  @Test
  void leaveNoIndexUnused() throws SQLException {
    String mix;
    try (Connection connection = TestServer.connect(SCHEMA)) {
      Catalogue known = Catalogue.read(connection);
      mix =
          Stream.of(
                  new Reads(known).all(),
                  new Insights(known).all(),
                  Writes.all(known),
                  Queries.all())
              .flatMap(List::stream)
              .map(type -> type.name() + "=1")
              .collect(Collectors.joining(","));
    }
    TestServer.execute("SELECT pg_stat_reset()");
    RunResult result =
        StormDb.run(
            RunPlan.of("imdb").schema(SCHEMA).mix(MixWeights.parse(mix)).transactions(500),
            TestServer.dataSource());
    assertThat(result.counts().failed()).isZero();
    assertThat(unusedIndexes(SCHEMA)).isEmpty();
  }
}
