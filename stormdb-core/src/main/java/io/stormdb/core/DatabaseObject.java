package io.stormdb.core;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in a schema that can be dropped by itself: a table, view, sequence, function or type.
 *
 * @param kind the word behind DROP, for example {@code TABLE}
 * @param name the quoted name, with argument types if it is a function
 */
record DatabaseObject(String kind, String name) {

  /**
   * Indexes, TOAST tables and what belongs to a column or an extension come and go by themselves. A
   * partitioned table, of which only the columns of the key depend on something, does not.
   */
  private static final String ALL_OF_SCHEMA =
      """
      SELECT CASE c.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
                            WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                            WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TYPE' END,
             quote_ident(c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relkind IN ('r','p','v','m','S','f','c') AND NOT c.relispartition
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                            AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype IN ('a','i','e'))
      UNION ALL
      SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
             quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')'
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname = ?
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                            AND d.objid = p.oid AND d.deptype = 'e')
      UNION ALL
      SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, quote_ident(t.typname)
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
       WHERE n.nspname = ? AND t.typtype IN ('e','d','r')
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                            AND d.objid = t.oid AND d.deptype = 'e')
      ORDER BY 1, 2
      """;

  /** Returns what is in a schema. */
  static List<DatabaseObject> in(Connection connection, String schema) throws SQLException {
    List<DatabaseObject> objects = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ALL_OF_SCHEMA)) {
      for (int i = 1; i <= 3; i++) {
        statement.setString(i, schema);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          objects.add(new DatabaseObject(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return objects;
  }

  /** Returns the text by which the marker knows this object. */
  String key() {
    return kind + " " + name;
  }

  /**
   * Drops objects, within the transaction of the caller, in whatever order their dependencies on
   * each other allow. All tables go in one statement, because foreign keys may form a circle;
   * CASCADE would reach beyond the schema.
   *
   * @throws SQLException if one cannot be dropped
   */
  static void dropAll(Connection connection, String schema, List<DatabaseObject> objects)
      throws SQLException {
    String tables =
        String.join(
            ", ",
            objects.stream()
                .filter(object -> object.kind.equals("TABLE"))
                .map(object -> object.in(schema))
                .toList());
    List<String> statements =
        new ArrayList<>(
            objects.stream()
                .filter(object -> !object.kind.equals("TABLE"))
                .map(object -> "DROP " + object.kind + " " + object.in(schema))
                .toList());
    if (!tables.isEmpty()) {
      statements.add(0, "DROP TABLE " + tables);
    }
    while (!statements.isEmpty()) {
      List<String> postponed = new ArrayList<>();
      SQLException reason = null;
      for (String statement : statements) {
        Savepoint savepoint = connection.setSavepoint();
        try {
          Database.execute(connection, statement);
          connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
          connection.rollback(savepoint);
          postponed.add(statement);
          // the first: what others depend on fails only because of it
          reason = reason == null ? e : reason;
        }
      }
      if (reason != null && postponed.size() == statements.size()) {
        throw reason;
      }
      statements = postponed;
    }
  }

  private String in(String schema) {
    return Database.quoted(schema) + "." + name;
  }
}
