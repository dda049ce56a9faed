package io.stormdb.workloads.imdb;

import io.stormdb.api.Rng;
import io.stormdb.api.random.Zipf;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be asked for: keys by popularity, and words that occur, as the loaded data has them.
 * Immutable; a list is empty if the data has nothing of the kind.
 */
final class Catalogue {

  private static final double OF_MOVIES = 0.8;
  private static final double OF_PEOPLE = 0.6;
  private static final double OF_USERS = 0.4;

  /** The best known movies are those whose words and years are asked for. */
  private static final String SAMPLE =
      "(SELECT m.* FROM popular AS p JOIN movies AS m ON m.id = p.id"
          + " WHERE p.kind = 'movie' AND p.place <= 2000) AS m ";

  private final Ids movies;
  private final Ids people;
  private final Ids users;
  private final String[] imdbIds;
  private final String[] prefixes;
  private final String[] searches;
  private final String[] misspelt;
  private final String[] countries;
  private final int[] years;
  private final String[] details;
  private final String[] months;
  private final int[] genres;
  private final int manyVotes;
  private final boolean hasTrigrams;

  private Catalogue(Connection connection) throws SQLException {
    movies = Ids.read(connection, "movie", OF_MOVIES);
    people = Ids.read(connection, "person", OF_PEOPLE);
    users = Ids.read(connection, "user", OF_USERS);
    imdbIds = texts(connection, "SELECT m.imdb_id FROM " + SAMPLE + "ORDER BY m.id");
    prefixes =
        distinct(
            connection,
            "SELECT DISTINCT lower(left(m.title, 4)) FROM " + SAMPLE + "WHERE m.title <> ''");
    searches =
        distinct(
            connection,
            "SELECT DISTINCT array_to_string((regexp_match(m.title, '([[:alpha:]]{4,})[^[:alpha:]]+"
                + "([[:alpha:]]{4,})')), ' ') AS words FROM "
                + SAMPLE
                + "WHERE m.title ~ '[[:alpha:]]{4,}[^[:alpha:]]+[[:alpha:]]{4,}'");
    misspelt =
        distinct(
            connection,
            "SELECT DISTINCT overlay(m.title placing reverse(substr(m.title, 5, 2)) from 5 for 2)"
                + " FROM "
                + SAMPLE
                + "WHERE length(m.title) >= 8");
    String ofCountries =
        SAMPLE + "WHERE m.country IS NOT NULL AND m.year IS NOT NULL ORDER BY m.id";
    countries = texts(connection, "SELECT m.country FROM " + ofCountries);
    years = numbers(connection, "SELECT m.year FROM " + ofCountries);
    details =
        distinct(
            connection,
            "SELECT DISTINCT jsonb_build_object('keywords', jsonb_build_array(k))::text FROM "
                + SAMPLE
                + "CROSS JOIN LATERAL jsonb_array_elements_text(m.details->'keywords') AS k");
    months = distinct(connection, "SELECT DISTINCT month::text FROM movie_months");
    genres = numbers(connection, "SELECT DISTINCT genre_id FROM movie_genres ORDER BY 1");
    int[] votes =
        numbers(
            connection,
            "SELECT r.vote_count FROM popular AS p JOIN ratings AS r ON r.movie_id = p.id WHERE"
                + " p.kind = 'movie' AND p.place = greatest(1, (SELECT max(place) / 50 FROM popular"
                + " WHERE kind = 'movie'))");
    manyVotes = votes.length == 0 ? 0 : votes[0];
    hasTrigrams = ImdbSchema.hasTrigrams(connection);
  }

  /**
   * Reads what is there.
   *
   * @throws IllegalArgumentException if there is nothing to be asked for
   */
  static Catalogue read(Connection connection) throws SQLException {
    Catalogue catalogue = new Catalogue(connection);
    if (catalogue.movies.isEmpty() || catalogue.people.isEmpty() || catalogue.users.isEmpty()) {
      throw new IllegalArgumentException(
          "the data must have at least one movie, one person in a movie and one user; has %d, %d and %d"
              .formatted(catalogue.movies.size(), catalogue.people.size(), catalogue.users.size()));
    }
    return catalogue;
  }

  private static String[] texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts.toArray(String[]::new);
  }

  /** Returns texts in an order of our own: the server's may follow the language of its users. */
  private static String[] distinct(Connection connection, String sql) throws SQLException {
    String[] texts = texts(connection, sql);
    Arrays.sort(texts);
    return texts;
  }

  private static int[] numbers(Connection connection, String sql) throws SQLException {
    return Arrays.stream(texts(connection, sql)).mapToInt(Integer::parseInt).toArray();
  }

  long movie(Rng random) {
    return movies.next(random);
  }

  long person(Rng random) {
    return people.next(random);
  }

  /** Returns somebody who is in a movie; all are alike. */
  long anyPerson(Rng random) {
    return people.any(random);
  }

  long user(Rng random) {
    return users.next(random);
  }

  String imdbId(Rng random) {
    return Words.any(imdbIds, random);
  }

  /** Returns the beginnings of titles, in lower case. */
  String[] prefixes() {
    return prefixes;
  }

  /** Returns pairs of words that are in one title. */
  String[] searches() {
    return searches;
  }

  /** Returns titles with two letters exchanged. */
  String[] misspelt() {
    return misspelt;
  }

  /** Returns countries; that of one place has a movie in the year of the same place. */
  String[] countries() {
    return countries;
  }

  int year(int place) {
    return years[place];
  }

  /** Returns parts of the details of movies, as JSON. */
  String[] details() {
    return details;
  }

  /** Returns the first days of months in which somebody watched something. */
  String[] months() {
    return months;
  }

  boolean hasGenres() {
    return genres.length > 0;
  }

  int genre(Rng random) {
    return genres[random.between(0, genres.length - 1)];
  }

  /** Returns how many votes one of fifty movies has, or more. */
  int manyVotes() {
    return manyVotes;
  }

  boolean hasTrigrams() {
    return hasTrigrams;
  }

  /** Keys, the popular ones first. */
  private static final class Ids {

    private final long[] ids;
    private final Zipf ranks;

    private Ids(long[] ids, double theta) {
      this.ids = ids;
      this.ranks = new Zipf(Math.max(1, ids.length), theta);
    }

    static Ids read(Connection connection, String kind, double theta) throws SQLException {
      String of = " FROM popular WHERE kind = '" + kind + "'";
      long[] ids = new long[Integer.parseInt(texts(connection, "SELECT count(*)" + of)[0])];
      // a cursor: the driver would keep all rows otherwise
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(10_000);
        try (ResultSet rows = statement.executeQuery("SELECT id" + of + " ORDER BY place")) {
          for (int i = 0; i < ids.length && rows.next(); i++) {
            ids[i] = rows.getLong(1);
          }
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return new Ids(ids, theta);
    }

    boolean isEmpty() {
      return ids.length == 0;
    }

    int size() {
      return ids.length;
    }

    long next(Rng random) {
      return ids[(int) (ranks.next(random) - 1)];
    }

    long any(Rng random) {
      return ids[random.between(0, ids.length - 1)];
    }
  }
}
