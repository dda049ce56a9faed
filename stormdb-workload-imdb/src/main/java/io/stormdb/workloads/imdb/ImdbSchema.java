package io.stormdb.workloads.imdb;

import io.stormdb.api.SchemaContext;
import io.stormdb.api.SqlScript;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/** The tables, their keys and indexes: scripts beside this class. */
final class ImdbSchema {

  /** The tables with data, in the order in which they are filled. */
  static final List<String> TABLES =
      List.of(
          "genres",
          "people",
          "movies",
          "movie_genres",
          "credits",
          "box_office",
          "ratings",
          "users",
          "votes",
          "comments",
          "views",
          "movie_months",
          "popular");

  private ImdbSchema() {}

  static void create(SchemaContext db) throws SQLException {
    db.execute(script("tables.sql").text());
    addTrigrams(db.connection());
  }

  /** Whoever may not create the extension works without it; see {@link #hasTrigrams}. */
  private static void addTrigrams(Connection connection) throws SQLException {
    if (!isTrue(
        connection, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')")) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public");
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      connection.rollback(before);
    }
  }

  /** Returns whether there can be an index of trigrams. */
  static boolean canHaveTrigrams(Connection connection) throws SQLException {
    return isTrue(
        connection,
        "SELECT EXISTS (SELECT FROM pg_opclass WHERE opcname = 'gin_trgm_ops'"
            + " AND pg_opclass_is_visible(oid))");
  }

  /** Returns whether titles have an index of trigrams. */
  static boolean hasTrigrams(Connection connection) throws SQLException {
    return isTrue(connection, "SELECT to_regclass('movies_trigrams') IS NOT NULL");
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /** Returns a script by the name of its file. */
  static SqlScript script(String name) {
    return SqlScript.beside(ImdbSchema.class, name);
  }
}
