package io.stormdb.core;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Finds out whether connections lead to a server or to a pooler, and to which kind. Leaves nothing
 * behind in the sessions of the server.
 */
final class PoolerProbe {

  /** In session mode, a second connection may have to wait until the first is closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Two would do for one pooler and nobody else in it, whichever session it takes first. */
  private static final int ROUNDS = 4;

  /** Statements without names: a name would stay in a session that somebody else is given next. */
  private static final int NAMELESS = 0;

  private static final String SELF =
      "SELECT /* stormdb looks for itself */ min(name) FROM pg_prepared_statements"
          + " WHERE name LIKE 'S\\_%' AND statement LIKE '%stormdb looks for itself%'";

  private PoolerProbe() {}

  /**
   * Finds out what is between StormDB and a database.
   *
   * @param first leads there; does for all that it needs to know if that is a server
   * @throws SQLException if it cannot be asked
   */
  static Pooler of(Connection first, Database database) throws SQLException {
    return sources(database).size() == 1 ? of(first, database.dataSource()) : of(database);
  }

  /** Connections may be spread over several servers. */
  private static List<DataSource> sources(Database database) {
    return database.dataSource() instanceof HostList hosts
        ? List.copyOf(hosts.alternatives())
        : List.of(database.dataSource());
  }

  /**
   * Finds out what is between StormDB and a database; opens connections for that.
   *
   * @throws SQLException if it cannot be asked
   */
  static Pooler of(Database database) throws SQLException {
    List<DataSource> sources = sources(database);
    Pooler found = Pooler.NONE;
    for (DataSource source : sources) {
      Pooler pooler = sources.size() == 1 ? ofOnly(source) : ofAnother(source);
      // what is right for the most demanding is right for all
      found = pooler.compareTo(found) > 0 ? pooler : found;
    }
    return found;
  }

  private static Pooler ofOnly(DataSource source) throws SQLException {
    try (Connection first = source.getConnection()) {
      return of(first, source);
    }
  }

  /** Of several servers, some may be out of reach. */
  private static Pooler ofAnother(DataSource source) throws SQLException {
    Connection first;
    try {
      first = source.getConnection();
    } catch (SQLException e) {
      return Pooler.NONE;
    }
    try (first) {
      return of(first, source);
    }
  }

  /**
   * Finds out what a connection leads to. Asks one question if that is a server.
   *
   * @param first in autocommit
   * @param source opens another connection to the same place
   */
  private static Pooler of(Connection first, DataSource source) throws SQLException {
    PGConnection driver = first.unwrap(PGConnection.class);
    int threshold = driver.getPrepareThreshold();
    driver.setPrepareThreshold(NAMELESS);
    int process = process(first);
    Pooler found = Pooler.NONE;
    // a pooler hands out a number of its own, with which it finds whom to cancel
    if (process != driver.getBackendPID()) {
      found = ofPooler(first, process, source);
    }
    driver.setPrepareThreshold(threshold);
    return found;
  }

  private static Pooler ofPooler(Connection first, int process, DataSource source)
      throws SQLException {
    Connection second = connectWithin(PATIENCE, source);
    if (second == null) {
      // the pool has one session, and the first connection keeps it if it is its own
      return process(first) == process ? Pooler.SESSION : Pooler.TRANSACTION;
    }
    try (second) {
      second.unwrap(PGConnection.class).setPrepareThreshold(NAMELESS);
      return sharesSessions(first, process, second) ? Pooler.TRANSACTION : Pooler.SESSION;
    }
  }

  /**
   * Opens a connection, unless that takes too long: a pool that has no session left lets its
   * clients wait, and the driver asks for one while it connects.
   *
   * @return {@code null} if it took too long
   * @throws SQLException if the server refuses
   */
  static @Nullable Connection connectWithin(Duration limit, DataSource source) throws SQLException {
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Connection connection = source.getConnection();
                if (!opened.complete(connection)) {
                  // nobody waits for it any more
                  Database.close(List.of(connection), trouble -> {});
                }
              } catch (SQLException | RuntimeException e) {
                opened.completeExceptionally(e);
              }
            },
            "stormdb-connect");
    thread.setDaemon(true);
    thread.start();
    try {
      return opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return opened.cancel(false) ? null : opened.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(
          "interrupted while waiting for a connection", SqlStates.CONNECTION_FAILED, e);
    }
  }

  /**
   * Sessions of the server are shared if one changes under a connection, or serves two of them. A
   * transaction of the second takes the session that the first has just left, or else keeps it from
   * the first, or leaves it behind to be taken in another order.
   */
  private static boolean sharesSessions(Connection first, int process, Connection second)
      throws SQLException {
    int other = 0;
    for (int round = 0; round < ROUNDS; round++) {
      second.setAutoCommit(false);
      int now = process(second);
      if (now == process || (round > 0 && now != other)) {
        second.rollback();
        return true;
      }
      other = now;
      if (process(first) != process) {
        second.rollback();
        return true;
      }
      second.rollback();
      second.setAutoCommit(true);
    }
    return false;
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Returns whether a pooler in transaction mode knows what was prepared on a connection: if so, it
   * gives statements names of its own on the server, because those of several connections would
   * clash there.
   *
   * @param source opens a connection whose statements have names
   */
  static boolean knowsStatements(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.unwrap(PGConnection.class).setPrepareThreshold(NAMELESS);
      connection.setAutoCommit(false);
      // begins the transaction, so that this has no name either
      process(connection);
      List<String> names = new ArrayList<>();
      try (Statement statement = connection.createStatement()) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        try (ResultSet row = statement.executeQuery(SELF)) {
          row.next();
          names.add(Objects.requireNonNullElse(row.getString(1), ""));
        }
      } catch (SQLException e) {
        if (!SqlStates.isStatementLost(e.getSQLState())) {
          throw e;
        }
        // somebody else's statement of the same name: the pooler lets names through
        connection.rollback();
        return false;
      }
      boolean known = names.get(0).isEmpty();
      if (!known) {
        // or whoever is given this session next finds the name taken
        Database.execute(connection, "DEALLOCATE " + Database.quoted(names.get(0)));
      }
      connection.commit();
      return known;
    }
  }
}
