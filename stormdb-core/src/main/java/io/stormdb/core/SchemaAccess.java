package io.stormdb.core;

import java.sql.SQLException;

/**
 * The way to the schema of a workload: locked as long as something is done there, and with the
 * class loader of the workload for whoever does it.
 *
 * @param database has the schema
 * @param target names it
 */
record SchemaAccess(Database database, Target target) {

  /** Looks at the schema, or works beside it. */
  @FunctionalInterface
  interface Look<T> {
    /** Does it. */
    T with(Control control) throws SQLException;
  }

  /**
   * Does something for which the schema only has to stay.
   *
   * @throws StormDbException if the server refuses, or somebody is in the way
   */
  <T> T look(Look<T> look) {
    return in(SchemaLock.SHARED, look);
  }

  /**
   * Does something that nobody else may see half done.
   *
   * @throws StormDbException if the server refuses, or somebody is in the way
   */
  <T> T change(Control.Work<T> work) {
    return in(SchemaLock.EXCLUSIVE, control -> control.ask(work));
  }

  private <T> T in(SchemaLock lock, Look<T> look) {
    return ContextLoader.with(
        target.workload().getClass().getClassLoader(), () -> locked(lock, look));
  }

  private <T> T locked(SchemaLock lock, Look<T> look) {
    try (Control control = Control.open(database, target.dataset().name(), lock)) {
      return look.with(control);
    } catch (SQLException e) {
      throw StormDbException.failure(database.url() + ": " + Database.message(e), e);
    }
  }
}
