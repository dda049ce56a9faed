package io.stormdb.core;

import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How the schema of a workload comes to its data. Connections have the schema locked.
 *
 * @param target what is to be loaded
 */
record Loading(Target target) {

  /** Creates what is missing of the schema. */
  void setup(Connection connection) throws SQLException {
    target.requireServer(connection);
    if (target.dataset().state(connection) instanceof Dataset.State.Missing) {
      target.dataset().create(connection, target.scale());
    }
  }

  /**
   * Loads data into a schema that has none, and creates the schema if need be.
   *
   * @throws StormDbException if there is data, or part of it
   */
  LoadedData load(Connection connection) throws SQLException {
    target.requireServer(connection);
    Dataset.State state = target.dataset().state(connection);
    if (state instanceof Dataset.State.Loaded loaded) {
      throw StormDbException.usage(
          "schema %s is loaded already, at scale %d; drop and load it again with: %s"
              .formatted(
                  target.dataset().name(),
                  loaded.data().scale(),
                  target.dataset().rebuildCommand()));
    }
    if (state instanceof Dataset.State.HalfLoaded) {
      throw target.notLoaded(state);
    }
    requireMeans(connection);
    if (state instanceof Dataset.State.Missing) {
      target.dataset().create(connection, target.scale());
    }
    return load(connection, target);
  }

  /** Drops what is there, creates the schema and loads it. */
  LoadedData rebuild(Connection connection) throws SQLException {
    // before anything is dropped: what cannot be loaded again must not be lost
    target.requireServer(connection);
    requireMeans(connection);
    target.dataset().recreate(connection, target.scale());
    return load(connection, target);
  }

  private static LoadedData load(Connection connection, Target target) throws SQLException {
    return target.dataset().load(connection, target.scale(), target.plan().seed());
  }

  /** Refuses to load what there are no sources or no room for. */
  void requireMeans(Connection connection) throws SQLException {
    requireSources();
    Room.require(connection, target.workload(), target.scale());
  }

  /** Refuses to load what there are no sources for. */
  private void requireSources() {
    try {
      target.workload().beforeLoad();
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "workload '%s': %s".formatted(target.type().name(), e.getMessage()), e);
    }
  }
}
