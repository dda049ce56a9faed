package io.stormdb.core;

import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table that says that a schema is StormDB's, and what is in it. One row a fact, so that new
 * facts need no new columns.
 */
final class Marker {

  static final String TABLE = "stormdb_marker";

  private static final String FAMILY = "family";
  private static final String SCHEMA_IS_OURS = "schema_is_ours";
  private static final String STATE = "state";
  private static final String SCALE = "scale";
  private static final String SEED = "seed";
  private static final String VERSION = "version";
  private static final String STARTED = "load_started";
  private static final String FINISHED = "load_finished";
  private static final String RUNS = "runs";
  private static final String ROWS = "rows.";
  private static final String ATTRIBUTE = "attribute.";
  private static final String OBJECT = "object.";

  /** How far the data of a schema has come. */
  enum State {
    /** Tables, but no rows. */
    CREATED,
    /** A load has begun, and has not ended. */
    LOADING,
    /** All there. */
    LOADED
  }

  private final String table;

  Marker(String schema) {
    this.table = Database.quoted(schema) + "." + TABLE;
  }

  void create(Connection connection, String family, boolean schemaIsOurs) throws SQLException {
    Database.execute(
        connection,
        "CREATE TABLE "
            + table
            + " (name text PRIMARY KEY, value text NOT NULL);"
            + " COMMENT ON TABLE "
            + table
            + " IS 'StormDB owns what is listed here'");
    put(
        connection,
        Map.of(
            FAMILY, family,
            STATE, State.CREATED.name(),
            SCHEMA_IS_OURS, Boolean.toString(schemaIsOurs)));
  }

  /** Returns all facts. */
  Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> facts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, value FROM " + table)) {
      while (rows.next()) {
        facts.put(rows.getString(1), rows.getString(2));
      }
    }
    return facts;
  }

  private void put(Connection connection, Map<String, String> facts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
      for (Map.Entry<String, String> fact : facts.entrySet()) {
        statement.setString(1, fact.getKey());
        statement.setString(2, fact.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  void owns(Connection connection, Iterable<DatabaseObject> objects) throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    objects.forEach(object -> facts.put(OBJECT + object.key(), object.kind()));
    put(connection, facts);
  }

  void loading(Connection connection, int scale, long seed, String version) throws SQLException {
    put(
        connection,
        Map.of(
            STATE, State.LOADING.name(),
            SCALE, Integer.toString(scale),
            SEED, Long.toString(seed),
            VERSION, version,
            STARTED, Instant.now().toString(),
            RUNS, "0"));
  }

  void loaded(Connection connection, Map<String, Long> rows, Map<String, String> attributes)
      throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    rows.forEach((name, count) -> facts.put(ROWS + name, Long.toString(count)));
    attributes.forEach((name, value) -> facts.put(ATTRIBUTE + name, value));
    facts.put(FINISHED, Instant.now().toString());
    facts.put(STATE, State.LOADED.name());
    put(connection, facts);
  }

  void runBegins(Connection connection) throws SQLException {
    Database.execute(
        connection,
        "UPDATE " + table + " SET value = (value::bigint + 1)::text WHERE name = '" + RUNS + "'");
  }

  static String family(Map<String, String> facts) {
    return fact(facts, FAMILY);
  }

  /** Returns whether the schema itself was created by us, and not given to us empty. */
  static boolean schemaIsOurs(Map<String, String> facts) {
    return Boolean.parseBoolean(fact(facts, SCHEMA_IS_OURS));
  }

  static State state(Map<String, String> facts) {
    return State.valueOf(fact(facts, STATE));
  }

  static String loadStarted(Map<String, String> facts) {
    return fact(facts, STARTED);
  }

  static Set<String> objects(Map<String, String> facts) {
    return strip(facts, OBJECT).keySet();
  }

  static LoadedData data(Map<String, String> facts) {
    Map<String, Long> rows = new LinkedHashMap<>();
    strip(facts, ROWS).forEach((name, count) -> rows.put(name, Long.valueOf(count)));
    return new LoadedData(
        Integer.parseInt(fact(facts, SCALE)),
        Long.parseLong(fact(facts, SEED)),
        fact(facts, VERSION),
        rows,
        strip(facts, ATTRIBUTE),
        Instant.parse(fact(facts, FINISHED)),
        Long.parseLong(fact(facts, RUNS)));
  }

  private static Map<String, String> strip(Map<String, String> facts, String prefix) {
    Map<String, String> matching = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            matching.put(name.substring(prefix.length()), value);
          }
        });
    return matching;
  }

  private static String fact(Map<String, String> facts, String name) {
    return Objects.requireNonNull(
        facts.get(name), () -> "the marker of the schema lacks '" + name + "'");
  }
}
