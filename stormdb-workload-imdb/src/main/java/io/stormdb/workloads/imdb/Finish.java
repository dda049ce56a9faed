package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What every load ends with, wherever the rows came from: sums, keys, indexes, sequences. */
final class Finish {

  private static final String MONTHS_OF_VIEWS =
      """
      INSERT INTO movie_months (movie_id, month, views)
      SELECT movie_id, date_trunc('month', viewed_at AT TIME ZONE 'UTC')::date, count(*)
        FROM views
       GROUP BY 1, 2
      """;

  private Finish() {}

  /** Adds all of it. */
  static void of(LoadContext load) throws SQLException {
    if (count(load, "SELECT count(*) FROM (SELECT FROM movie_months LIMIT 1) AS any_row") == 0) {
      load.wrote("movie_months", update(load, MONTHS_OF_VIEWS));
    }
    load.executeInParallel(ImdbSchema.script("indexes.sql").statements());
    if (ImdbSchema.canHaveTrigrams(load.connection())) {
      load.execute("CREATE INDEX movies_trigrams ON movies USING gin (title gin_trgm_ops)");
    } else {
      load.announce(
          "the server has no extension pg_trgm that could be used: titles are not searched for by"
              + " similarity");
    }
    if (count(load, "SELECT count(*) FROM popular") == 0) {
      for (String sql : ImdbSchema.script("popular.sql").statements()) {
        load.wrote("popular", update(load, sql));
      }
    }
    for (String table : List.of("people", "movies", "users", "comments")) {
      long next = 1 + count(load, "SELECT coalesce(max(id), 0) FROM " + table);
      load.execute("ALTER TABLE " + table + " ALTER COLUMN id RESTART WITH " + next);
    }
    // one after another: two foreign keys on one table would wait for each other's locks
    load.execute(ImdbSchema.script("foreign_keys.sql").text());
  }

  static long count(LoadContext load, String sql) throws SQLException {
    Connection connection = load.connection();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static long update(LoadContext load, String sql) throws SQLException {
    try (Statement statement = load.connection().createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }
}
