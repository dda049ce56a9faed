package io.stormdb.workloads.imdb;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Worker;
import java.util.ArrayList;
import java.util.List;

/** What visitors look up and search for: one statement each, on an index of its own. */
final class Reads {

  static final Sql MOVIE_PAGE =
      Sql.of(
          "movie_page",
          """
          SELECT m.title, m.year, m.runtime_minutes, m.overview, m.details, r.rating, r.vote_count,
                 (SELECT string_agg(g.name, ', ' ORDER BY g.name)
                    FROM movie_genres AS mg JOIN genres AS g ON g.id = mg.genre_id
                   WHERE mg.movie_id = m.id) AS genres
            FROM movies AS m
            JOIN ratings AS r ON r.movie_id = m.id
           WHERE m.id = ?
          """);

  static final Sql MOVIE_CAST =
      Sql.of(
          "movie_cast",
          """
          SELECT p.name, c.category, c.character
            FROM credits AS c
            JOIN people AS p ON p.id = c.person_id
           WHERE c.movie_id = ?
           ORDER BY c.ordering
          """);

  static final Sql FILMOGRAPHY =
      Sql.of(
          "filmography",
          """
          SELECT m.title, m.year, c.category, c.character, r.rating
            FROM credits AS c
            JOIN movies AS m ON m.id = c.movie_id
            JOIN ratings AS r ON r.movie_id = m.id
           WHERE c.person_id = ?
           ORDER BY m.year DESC NULLS LAST, m.id
           LIMIT 100
          """);

  static final Sql BY_IMDB_ID =
      Sql.of("movie_by_imdb_id", "SELECT id, title, year, details FROM movies WHERE imdb_id = ?");

  static final Sql AUTOCOMPLETE =
      Sql.of(
          "autocomplete",
          """
          SELECT id, title, year
            FROM movies
           WHERE lower(title) COLLATE "C" >= ? AND lower(title) COLLATE "C" < ?
           ORDER BY lower(title) COLLATE "C"
           LIMIT 10
          """);

  static final Sql SEARCH =
      Sql.of(
          "search",
          """
          SELECT id, title, ts_rank(words, query) AS rank
            FROM movies, websearch_to_tsquery('english', ?) AS query
           WHERE words @@ query
           ORDER BY rank DESC, id
           LIMIT 20
          """);

  static final Sql SIMILAR_TITLES =
      Sql.of(
          "similar_titles",
          """
          SELECT id, title, similarity(title, ?) AS likeness
            FROM movies
           WHERE title % ?
           ORDER BY likeness DESC, id
           LIMIT 10
          """);

  static final Sql BY_COUNTRY_AND_YEAR =
      Sql.of(
          "movies_by_country_and_year",
          """
          SELECT m.id, m.title, r.rating
            FROM movies AS m
            JOIN ratings AS r ON r.movie_id = m.id
           WHERE m.country = ? AND m.year = ?
           ORDER BY r.vote_count DESC
           LIMIT 20
          """);

  static final Sql BY_DETAILS =
      Sql.of(
          "movies_by_details",
          "SELECT id, title, details FROM movies WHERE details @> ?::jsonb LIMIT 20");

  static final Sql NEWEST_COMMENTS =
      Sql.of(
          "newest_comments",
          """
          SELECT c.written_at, c.edited_at, u.name, c.body
            FROM comments AS c
            JOIN users AS u ON u.id = c.user_id
           WHERE c.movie_id = ?
           ORDER BY c.written_at DESC
           LIMIT 10
          """);

  static final Sql VOTES_OF_USER =
      Sql.of(
          "votes_of_user",
          """
          SELECT m.title, v.rating, r.rating AS rating_of_all
            FROM votes AS v
            JOIN movies AS m ON m.id = v.movie_id
            JOIN ratings AS r ON r.movie_id = v.movie_id
           WHERE v.user_id = ?
           ORDER BY v.voted_at DESC
           LIMIT 20
          """);

  static final Sql WATCH_HISTORY =
      Sql.of(
          "watch_history",
          """
          SELECT v.viewed_at, m.title, v.seconds, v.client->>'device' AS device
            FROM views AS v
            JOIN movies AS m ON m.id = v.movie_id
           WHERE v.user_id = ?
           ORDER BY v.viewed_at DESC
           LIMIT 20
          """);

  static final Sql BOX_OFFICE =
      Sql.of(
          "box_office_run",
          """
          SELECT week, gross, sum(gross) OVER (ORDER BY week) AS total,
                 round(100.0 * gross / nullif(lag(gross) OVER (ORDER BY week), 0) - 100, 1) AS change
            FROM box_office
           WHERE movie_id = ?
           ORDER BY week
          """);

  /** The last character: no title that begins with a prefix comes behind both. */
  private static final String LAST = "\uffff";

  private final Catalogue catalogue;

  Reads(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns those that the data can answer. */
  List<TransactionType> all() {
    List<TransactionType> types =
        new ArrayList<>(
            List.of(
                Key.byNumber(MOVIE_PAGE, 20, this::movie),
                Key.byNumber(MOVIE_CAST, 10, this::movie),
                Key.byNumber(FILMOGRAPHY, 8, this::person),
                Key.byText(BY_IMDB_ID, 6, (w, key) -> key.text = catalogue.imdbId(w.random())),
                Key.reading(
                    AUTOCOMPLETE,
                    10,
                    this::prefix,
                    (tx, key) -> tx.query(AUTOCOMPLETE).bind(key.text).bind(key.end)),
                Key.byNumber(NEWEST_COMMENTS, 8, this::movie),
                Key.byNumber(VOTES_OF_USER, 4, this::user),
                Key.byNumber(WATCH_HISTORY, 5, this::user),
                Key.byNumber(BOX_OFFICE, 1, this::movie)));
    addOf(catalogue.searches(), Key.searching(SEARCH, 8, 1, drawing(catalogue.searches())), types);
    addOf(catalogue.details(), Key.byText(BY_DETAILS, 3, drawing(catalogue.details())), types);
    addOf(
        catalogue.countries(),
        Key.reading(
            BY_COUNTRY_AND_YEAR,
            3,
            this::countryAndYear,
            (tx, key) -> tx.query(BY_COUNTRY_AND_YEAR).bind(key.text).bind((int) key.number)),
        types);
    if (catalogue.hasTrigrams()) {
      addOf(
          catalogue.misspelt(),
          Key.searching(SIMILAR_TITLES, 3, 2, drawing(catalogue.misspelt())),
          types);
    }
    return types;
  }

  private static void addOf(String[] texts, TransactionType type, List<TransactionType> types) {
    if (texts.length > 0) {
      types.add(type);
    }
  }

  private static TransactionType.Draw<Key> drawing(String[] texts) {
    return (worker, key) -> key.text = Words.any(texts, worker.random());
  }

  private void movie(Worker worker, Key key) {
    key.number = catalogue.movie(worker.random());
  }

  private void person(Worker worker, Key key) {
    key.number = catalogue.person(worker.random());
  }

  private void user(Worker worker, Key key) {
    key.number = catalogue.user(worker.random());
  }

  private void prefix(Worker worker, Key key) {
    key.text = Words.any(catalogue.prefixes(), worker.random());
    key.end = key.text.concat(LAST);
  }

  private void countryAndYear(Worker worker, Key key) {
    int place = worker.random().between(0, catalogue.countries().length - 1);
    key.text = catalogue.countries()[place];
    key.number = catalogue.year(place);
  }
}
