package io.stormdb.core;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/**
 * The server that is worked on, as a source of connections that find a workload's schema first.
 *
 * @param dataSource opens connections
 * @param url names the server in reports and messages; without a password
 */
record Database(DataSource dataSource, String url) {

  private static final Duration SESSION_LIMIT = Duration.ofSeconds(10);

  /**
   * Opens a connection in autocommit.
   *
   * @throws StormDbException if the server refuses
   */
  Connection open(String schema, String applicationName) {
    Connection connection = connect();
    try {
      setUp(connection, schema, applicationName);
      return connection;
    } catch (SQLException e) {
      throw unusable(connection, e);
    }
  }

  /** Lets a session find the tables of a schema. */
  void setUp(Connection connection, String schema, String applicationName) throws SQLException {
    connection.setClientInfo("ApplicationName", applicationName);
    execute(connection, "SET search_path TO " + quoted(schema) + ", public");
  }

  /**
   * Asks or changes something on a connection of its own.
   *
   * @param pooler what is between; decides whether it is done in one transaction
   * @throws StormDbException if there is no connection
   */
  <T> T ask(String schema, String applicationName, Pooler pooler, Control.Work<T> work)
      throws SQLException {
    if (pooler != Pooler.TRANSACTION) {
      try (Connection connection = open(schema, applicationName)) {
        return work.on(connection);
      }
    }
    try (Connection connection = connectThroughPooler()) {
      connection.setAutoCommit(false);
      execute(connection, TransactionSettings.ofQuestions(schema, applicationName));
      try {
        T answer = work.on(connection);
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
        return answer;
      } catch (SQLException | RuntimeException e) {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        throw e;
      }
    }
  }

  private Connection connectThroughPooler() {
    try {
      Connection connection = PoolerProbe.connectWithin(SESSION_LIMIT, dataSource);
      if (connection != null) {
        return connection;
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
    throw StormDbException.failure(
        "the pooler %s had no session of the server for StormDB within %d s, which needs two besides those of workers; raise its default_pool_size, or wait until others are done"
            .formatted(url, SESSION_LIMIT.toSeconds()),
        null);
  }

  /**
   * Returns the same server, reached through connections with properties of the driver.
   *
   * @param step that needs them
   * @throws StormDbException if the data source does not let them be set
   */
  Database with(Map<String, String> driverProperties, String step) {
    if (driverProperties.isEmpty()) {
      return this;
    }
    return new Database(
        dataSource instanceof HostList hosts
            ? hosts.mapped(source -> with(source, driverProperties, step))
            : with(dataSource, driverProperties, step),
        url);
  }

  private static DataSource with(
      DataSource source, Map<String, String> driverProperties, String step) {
    try {
      if (!(source instanceof BaseDataSource) && !source.isWrapperFor(PGSimpleDataSource.class)) {
        throw StormDbException.usage(
            "step '%s' needs connections with the driver's %s, which can only be set on a PGSimpleDataSource, and the data source is a %s; give a PGSimpleDataSource, or leave the step out"
                .formatted(step, driverProperties, source.getClass().getName()));
      }
      PGSimpleDataSource own = new PGSimpleDataSource();
      own.initializeFrom(
          source instanceof BaseDataSource base ? base : source.unwrap(PGSimpleDataSource.class));
      for (Map.Entry<String, String> property : driverProperties.entrySet()) {
        own.setProperty(property.getKey(), property.getValue());
      }
      return own;
    } catch (SQLException | IOException | ClassNotFoundException e) {
      throw StormDbException.failure(
          "step '%s' needs connections with the driver's %s, which could not be set: %s"
              .formatted(step, driverProperties, message(e)),
          e);
    }
  }

  /**
   * Opens a connection as the data source makes it.
   *
   * @throws StormDbException if the server refuses
   */
  Connection connect() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** Returns what to throw when there is no connection. */
  StormDbException unreachable(SQLException reason) {
    return StormDbException.refused("cannot connect to " + url, reason);
  }

  /** The driver keeps to itself why an attempt failed, unless the server refused it. */
  static String refusal(SQLException e) {
    return e.getCause() instanceof SocketException cause && !(cause instanceof ConnectException)
        ? message(cause)
        : message(e);
  }

  /** Closes a connection that cannot be used, and returns what to throw. */
  StormDbException unusable(Connection connection, SQLException reason) {
    close(List.of(connection), reason::addSuppressed);
    return StormDbException.failure(
        "cannot prepare a connection to " + url + ": " + message(reason), reason);
  }

  /** Returns what the server said, on one line. */
  static String message(Exception e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Returns an identifier in quotes. */
  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Returns a text as a literal, whatever standard_conforming_strings says. */
  static String literal(String text) {
    return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** Runs one statement or several separated by semicolons. */
  static void execute(Connection connection, String sql) throws SQLException {
    SqlTrace.statement(sql);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column of all rows. */
  static List<String> strings(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }

  /** Returns the first column of the only row. */
  static String string(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return strings(connection, sql, parameters).get(0);
  }

  /** Closes connections; what cannot be closed is reported and left. */
  static void close(List<Connection> connections, Consumer<SQLException> trouble) {
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        trouble.accept(e);
      }
    }
  }
}
