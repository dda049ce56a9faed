package io.stormdb.core;

import io.stormdb.api.LoadedData;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * The schema of a workload and the data in it. Creates, loads and drops it, and never touches what
 * it has not created.
 *
 * @param database where it is
 * @param name of the schema
 * @param family of the workload; what the marker must say
 * @param version of the plugin
 * @param rebuildCommand drops and loads all this, for messages
 * @param workload fills it
 * @param listener watches a load
 * @param cancellation ends a load early
 */
record Dataset(
    Database database,
    String name,
    String family,
    String version,
    String rebuildCommand,
    Workload workload,
    LoadListener listener,
    Cancellation cancellation) {

  private static final String APPLICATION = "stormdb:load";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String DEPENDENT_OBJECTS = "2BP01";

  /** What is there. */
  sealed interface State {
    /** No schema, or an empty one. */
    record Missing() implements State {}

    /** Tables without rows. */
    record Created() implements State {}

    /** A load began and did not finish. */
    record HalfLoaded(String since) implements State {}

    /** Everything. */
    record Loaded(LoadedData data) implements State {}
  }

  /**
   * Looks what is there.
   *
   * @throws StormDbException if the schema is somebody else's, or of another workload
   */
  State state(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return new State.Missing();
    }
    boolean marked =
        !Database.strings(
                connection,
                "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?",
                name,
                Marker.TABLE)
            .isEmpty();
    if (!marked) {
      List<DatabaseObject> objects = DatabaseObject.in(connection, name);
      if (objects.isEmpty()) {
        return new State.Missing();
      }
      throw StormDbException.usage(
          "schema %s holds objects that StormDB did not create (%s); name another schema with 'schema'"
              .formatted(name, listed(objects)));
    }
    Map<String, String> facts = marker().read(connection);
    if (!Marker.family(facts).equals(family)) {
      throw StormDbException.usage(
          "schema %s belongs to workload '%s', not to '%s'; name another schema with 'schema'"
              .formatted(name, Marker.family(facts), family));
    }
    return switch (Marker.state(facts)) {
      case CREATED -> new State.Created();
      case LOADING -> new State.HalfLoaded(Marker.loadStarted(facts));
      case LOADED -> new State.Loaded(Marker.data(facts));
    };
  }

  /** Creates the schema and its tables, all or nothing. */
  void create(Connection connection, int scale) throws SQLException {
    boolean ours = !exists(connection);
    change(connection, () -> createAll(connection, scale, ours), "create");
  }

  /** Drops what the marker lists and creates it anew, all or nothing. */
  void recreate(Connection connection, int scale) throws SQLException {
    List<DatabaseObject> objects = droppable(connection);
    boolean ours =
        objects.isEmpty() ? !exists(connection) : Marker.schemaIsOurs(marker().read(connection));
    change(
        connection,
        () -> {
          DatabaseObject.dropAll(connection, name, objects);
          createAll(connection, scale, ours);
        },
        "recreate");
  }

  /** Drops what the marker lists, all or nothing. Does nothing if it is missing. */
  void drop(Connection connection) throws SQLException {
    if (state(connection) instanceof State.Missing) {
      return;
    }
    boolean ours = Marker.schemaIsOurs(marker().read(connection));
    List<DatabaseObject> objects = droppable(connection);
    change(
        connection,
        () -> {
          DatabaseObject.dropAll(connection, name, objects);
          if (ours) {
            Database.execute(connection, "DROP SCHEMA " + Database.quoted(name));
          }
        },
        "drop");
  }

  private interface Change {
    void make() throws SQLException;
  }

  private void change(Connection connection, Change change, String verb) throws SQLException {
    connection.setAutoCommit(false);
    try {
      change.make();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw cannot(verb, connection, e);
    } catch (RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private StormDbException cannot(String verb, Connection connection, SQLException e)
      throws SQLException {
    String what =
        "cannot %s schema %s: %s; nothing was changed".formatted(verb, name, Database.message(e));
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return switch (state) {
      case INSUFFICIENT_PRIVILEGE ->
          StormDbException.usage(
              "%s; the privilege to create a schema is granted with: GRANT CREATE ON DATABASE %s TO %s"
                  .formatted(
                      what,
                      Database.quoted(connection.getCatalog()),
                      Database.quoted(Database.string(connection, "SELECT current_user"))),
              e);
      case DEPENDENT_OBJECTS ->
          StormDbException.usage(
              what + ", because something outside the schema depends on it; drop that first", e);
      default -> StormDbException.failure(what, e);
    };
  }

  private void createAll(Connection connection, int scale, boolean ours) throws SQLException {
    if (!exists(connection)) {
      Database.execute(connection, "CREATE SCHEMA " + Database.quoted(name));
    }
    marker().create(connection, family, ours);
    int serverVersion = Integer.parseInt(Database.string(connection, "SHOW server_version_num"));
    workload.createSchema(new Creating(connection, scale, name, serverVersion));
    marker().owns(connection, DatabaseObject.in(connection, name));
  }

  /** Fills the tables of a schema that has been created. */
  @SuppressWarnings("try") // the registration only has to end
  LoadedData load(Connection connection, int scale, long seed) throws SQLException {
    List<Connection> loaders = new ArrayList<>();
    try {
      int parallel = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
      for (int i = 0; i < parallel; i++) {
        loaders.add(database.open(name, APPLICATION));
      }
      marker().loading(connection, scale, seed, version);
      LoadSession session = new LoadSession(scale, seed, loaders, listener, cancellation);
      try (Cancellation.Registration ignored = cancellation.onCancel(() -> cancel(loaders))) {
        workload.load(session);
        session.executeInParallel(vacuums(connection));
      }
      marker().owns(connection, DatabaseObject.in(connection, name));
      marker().loaded(connection, session.rows(), session.attributes());
      return Marker.data(marker().read(connection));
    } catch (SQLException | IllegalArgumentException e) {
      if (cancellation.isCancelled()) {
        throw StormDbException.failure(
            "the load of schema %s was interrupted; load it again with: %s"
                .formatted(name, rebuildCommand()),
            e);
      }
      throw StormDbException.failure(
          "the load of schema %s failed: %s".formatted(name, Database.message(e)), e);
    } finally {
      Database.close(loaders, trouble -> {});
    }
  }

  private List<String> vacuums(Connection connection) throws SQLException {
    return Database.strings(
            connection,
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = ? AND tablename <> ?"
                + " ORDER BY pg_total_relation_size(quote_ident(schemaname)||'.'||quote_ident(tablename))"
                + " DESC",
            name,
            Marker.TABLE)
        .stream()
        .map(table -> "VACUUM (ANALYZE) " + table)
        .toList();
  }

  private static void cancel(List<Connection> connections) {
    for (Connection connection : connections) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException e) {
        // nothing left to cancel: the generators have been told as well, and the load ends by that
      }
    }
  }

  /**
   * Returns what is in the schema, all of which the marker lists.
   *
   * @throws StormDbException if there is something that it does not list
   */
  private List<DatabaseObject> droppable(Connection connection) throws SQLException {
    if (state(connection) instanceof State.Missing) {
      return List.of();
    }
    Set<String> owned = new HashSet<>(Marker.objects(marker().read(connection)));
    owned.add(new DatabaseObject("TABLE", Marker.TABLE).key());
    List<DatabaseObject> objects = DatabaseObject.in(connection, name);
    List<DatabaseObject> foreign =
        objects.stream().filter(object -> !owned.contains(object.key())).toList();
    if (!foreign.isEmpty()) {
      throw StormDbException.usage(
          "schema %s also holds objects that StormDB did not create (%s); nothing was dropped. Move"
                  .formatted(name, listed(foreign))
              + " them to another schema, for example with ALTER TABLE ... SET SCHEMA, and try again");
    }
    return objects;
  }

  private boolean exists(Connection connection) throws SQLException {
    return !Database.strings(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", name)
        .isEmpty();
  }

  Marker marker() {
    return new Marker(name);
  }

  private static String listed(List<DatabaseObject> objects) {
    String some = String.join(", ", objects.stream().limit(5).map(DatabaseObject::key).toList());
    return objects.size() > 5 ? some + " and " + (objects.size() - 5) + " more" : some;
  }

  private record Creating(Connection connection, int scale, String schema, int serverVersion)
      implements SchemaContext {
    @Override
    public void execute(String sql) throws SQLException {
      Database.execute(connection, sql);
    }
  }
}
