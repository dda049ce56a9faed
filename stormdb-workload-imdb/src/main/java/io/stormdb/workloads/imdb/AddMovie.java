package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.sql.SQLException;
import java.util.Arrays;

/** A new movie is added: with its genre, those who are in it, and no votes yet. */
final class AddMovie {

  static final Counter ADDED = Counter.of("movies_added");

  private static final int CREDITS = 5;

  private static final Sql MOVIE =
      Sql.of(
          "insert_movie",
          """
          INSERT INTO movies (id, imdb_id, kind, title, year, runtime_minutes, country, overview,
                              details)
          SELECT number, 'tt' || lpad(number::text, greatest(7, length(number::text)), '0'),
                 'movie', ?, 2026, ?, ?, ?, '{"keywords": ["premiere"]}'
            FROM nextval('movies_id_seq') AS number
          RETURNING id
          """);

  private static final Sql GENRE =
      Sql.of("insert_genre", "INSERT INTO movie_genres (movie_id, genre_id) VALUES (?, ?)");

  private static final Sql CAST =
      Sql.of(
          "insert_credits",
          """
          INSERT INTO credits (movie_id, ordering, person_id, category)
          SELECT ?, ordering, person, CASE ordering WHEN 1 THEN 'director' ELSE 'actor' END
            FROM unnest(?::bigint[]) WITH ORDINALITY AS c (person, ordering)
          """);

  private static final Sql RATING =
      Sql.of(
          "insert_rating",
          "INSERT INTO ratings (movie_id, vote_count, rating_sum, comment_count)"
              + " VALUES (?, 0, 0, 0)");

  private static final class Movie {
    String title = "";
    String overview = "";
    String country = "";
    int minutes;
    int genre;
    final long[] people = new long[CREDITS];
  }

  private final Catalogue catalogue;

  private AddMovie(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  static TransactionType type(double weight, Catalogue catalogue) {
    AddMovie adding = new AddMovie(catalogue);
    return TransactionType.of("add_movie", weight, Movie::new, adding::draw, adding::add);
  }

  private void draw(Worker worker, Movie movie) {
    Rng random = worker.random();
    movie.title = Words.title(new StringBuilder(), random).toString();
    movie.overview = Words.overview(new StringBuilder(), random).toString();
    movie.country = Words.of(Words.COUNTRIES, random);
    movie.minutes = random.between(75, 180);
    movie.genre = catalogue.hasGenres() ? catalogue.genre(random) : 0;
    for (int i = 0; i < CREDITS; i++) {
      movie.people[i] = catalogue.person(random);
    }
    // keys are looked up for the foreign keys in this order, and need no order of locks
    Arrays.sort(movie.people);
  }

  private void add(Tx tx, Movie movie) throws SQLException {
    long id =
        tx.query(MOVIE)
            .bind(movie.title)
            .bind(movie.minutes)
            .bind(movie.country)
            .bind(movie.overview)
            .firstLong();
    if (catalogue.hasGenres()) {
      tx.update(GENRE).bind(id).bind(movie.genre).expectRows(1);
    }
    tx.update(CAST).bind(id).bindArray(movie.people).expectRows(CREDITS);
    tx.update(RATING).bind(id).expectRows(1);
    tx.count(ADDED, 1);
  }
}
