package io.stormdb.workloads.imdb;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Worker;
import java.util.ArrayList;
import java.util.List;

/** What takes several joins, windows or a recursion to find out: one statement each. */
final class Insights {

  static final Sql ALSO_LIKED =
      Sql.of(
          "also_liked",
          """
          SELECT m.title, count(*) AS fans
            FROM (SELECT user_id FROM votes WHERE movie_id = ? AND rating >= 8 LIMIT 100) AS fan
            JOIN votes AS other ON other.user_id = fan.user_id AND other.rating >= 8
            JOIN movies AS m ON m.id = other.movie_id
           GROUP BY m.id, m.title
           ORDER BY fans DESC, m.id
           LIMIT 10
          """);

  static final Sql TRENDING =
      Sql.of(
          "trending",
          """
          SELECT m.title, now.views, now.views - coalesce(before.views, 0) AS growth
            FROM (SELECT movie_id, month, views FROM movie_months
                   WHERE month = ?::date ORDER BY views DESC LIMIT 20) AS now
            JOIN movies AS m ON m.id = now.movie_id
            LEFT JOIN movie_months AS before
              ON before.movie_id = now.movie_id AND before.month = (now.month - interval '1 month')
           ORDER BY growth DESC
          """);

  static final Sql TOP_RATED =
      Sql.of(
          "top_rated",
          """
          SELECT m.title, m.year, r.rating, r.vote_count
            FROM ratings AS r
            JOIN movies AS m ON m.id = r.movie_id
           WHERE r.rating IS NOT NULL AND r.vote_count >= ?
           ORDER BY r.rating DESC
           LIMIT 20
          """);

  static final Sql BEST_OF_GENRE =
      Sql.of(
          "best_of_genre",
          """
          SELECT m.title, r.rating, r.vote_count
            FROM movie_genres AS g
            JOIN ratings AS r ON r.movie_id = g.movie_id
            JOIN movies AS m ON m.id = g.movie_id
           WHERE g.genre_id = ? AND r.vote_count >= ?
           ORDER BY r.rating DESC, r.vote_count DESC
           LIMIT 20
          """);

  static final Sql CO_STARS =
      Sql.of(
          "co_stars",
          """
          SELECT p.name, count(DISTINCT mine.movie_id) AS movies
            FROM credits AS mine
            JOIN credits AS theirs ON theirs.movie_id = mine.movie_id
                                  AND theirs.person_id <> mine.person_id
            JOIN people AS p ON p.id = theirs.person_id
           WHERE mine.person_id = ?
           GROUP BY p.id, p.name
           ORDER BY movies DESC, p.id
           LIMIT 10
          """);

  static final Sql CAREER =
      Sql.of(
          "career",
          """
          SELECT year, movies, rating,
                 rating - lag(rating) OVER in_time AS change,
                 sum(movies) OVER in_time AS movies_so_far
            FROM (SELECT m.year, count(DISTINCT m.id) AS movies, round(avg(r.rating), 2) AS rating
                    FROM credits AS c
                    JOIN movies AS m ON m.id = c.movie_id
                    JOIN ratings AS r ON r.movie_id = m.id
                   WHERE c.person_id = ?
                   GROUP BY m.year) AS years
          WINDOW in_time AS (ORDER BY year)
           ORDER BY year
          """);

  static final Sql RANK_IN_YEAR =
      Sql.of(
          "rank_in_year",
          """
          SELECT title, rating, place, better
            FROM (SELECT m.id, m.title, r.rating,
                         rank() OVER (ORDER BY r.vote_count DESC) AS place,
                         percent_rank() OVER (ORDER BY r.rating) AS better
                    FROM movies AS m
                    JOIN ratings AS r ON r.movie_id = m.id
                   WHERE m.country = ? AND m.year = ?) AS ranked
           ORDER BY place
           LIMIT 10
          """);

  /** Breadth first, and no further than where the other one is met. */
  static final Sql COLLABORATION_DISTANCE =
      Sql.of(
          "collaboration_distance",
          """
          WITH RECURSIVE reached (person_id, distance) AS (
            SELECT ?::bigint, 0
             UNION
            SELECT theirs.person_id, reached.distance + 1
              FROM reached
              JOIN credits AS mine ON mine.person_id = reached.person_id
              JOIN credits AS theirs ON theirs.movie_id = mine.movie_id
             WHERE reached.distance < 2)
          SELECT distance FROM reached WHERE person_id = ? LIMIT 1
          """);

  private final Catalogue catalogue;

  Insights(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns those that the data can answer. */
  List<TransactionType> all() {
    List<TransactionType> types =
        new ArrayList<>(
            List.of(
                Key.byNumber(ALSO_LIKED, 2, (w, key) -> key.number = catalogue.movie(w.random())),
                Key.byNumber(CO_STARS, 1.5, this::person),
                Key.byNumber(CAREER, 1.5, this::person),
                Key.reading(
                    COLLABORATION_DISTANCE,
                    0.5,
                    this::twoPeople,
                    (tx, key) -> tx.query(COLLABORATION_DISTANCE).bind(key.number).bind(key.other)),
                Key.reading(
                    TOP_RATED,
                    2,
                    (worker, key) -> {},
                    (tx, key) -> tx.query(TOP_RATED).bind(catalogue.manyVotes()))));
    if (catalogue.months().length > 0) {
      types.add(
          Key.byText(
              TRENDING, 3, (w, key) -> key.text = Words.any(catalogue.months(), w.random())));
    }
    if (catalogue.hasGenres()) {
      types.add(
          Key.reading(
              BEST_OF_GENRE,
              1,
              (w, key) -> key.number = catalogue.genre(w.random()),
              (tx, key) ->
                  tx.query(BEST_OF_GENRE).bind((int) key.number).bind(catalogue.manyVotes())));
    }
    if (catalogue.countries().length > 0) {
      types.add(
          Key.reading(
              RANK_IN_YEAR,
              1,
              this::countryAndYear,
              (tx, key) -> tx.query(RANK_IN_YEAR).bind(key.text).bind((int) key.number)));
    }
    return types;
  }

  private void person(Worker worker, Key key) {
    key.number = catalogue.person(worker.random());
  }

  private void twoPeople(Worker worker, Key key) {
    key.number = catalogue.anyPerson(worker.random());
    key.other = catalogue.person(worker.random());
  }

  private void countryAndYear(Worker worker, Key key) {
    int place = worker.random().between(0, catalogue.countries().length - 1);
    key.text = catalogue.countries()[place];
    key.number = catalogue.year(place);
  }
}
