package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.core.socket.SetupTimes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Opens the connections of a load, ready for its transactions. Safe for use by many threads. */
final class Opening {

  private final Database database;
  private final String preparation;
  private final Isolation isolation;
  private final SetupRecorder setups;
  private final LongAdder opened = new LongAdder();

  /**
   * Prepares to open.
   *
   * @param schema where tables are looked for first
   * @param applicationName how the server lists the connections
   * @param settings of the server, by name, that the workload wants
   * @param isolation the level that connections are set to
   * @param queryTimeout how long a statement may take, at most
   * @param setups takes down how long each took
   */
  Opening(
      Database database,
      String schema,
      String applicationName,
      Map<String, String> settings,
      Isolation isolation,
      Optional<Duration> queryTimeout,
      SetupRecorder setups) {
    this.database = database;
    this.setups = setups;
    this.isolation = isolation;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("application_name", applicationName);
    all.put("search_path", Database.quoted(schema) + ", public");
    all.putAll(settings);
    all.put("default_transaction_isolation", isolation.sql());
    queryTimeout.ifPresent(limit -> all.put("statement_timeout", limit.toMillis() + "ms"));
    // all in one statement: whoever connects for each transaction waits for this each time
    this.preparation =
        all.entrySet().stream()
            .map(
                setting ->
                    "set_config(%s, %s, false)"
                        .formatted(
                            Database.literal(setting.getKey()),
                            Database.literal(setting.getValue())))
            .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  /**
   * Opens a connection before the load starts.
   *
   * @throws StormDbException if the server refuses, with what to show to the user
   */
  Session openAtStart() {
    SetupTimes times = SetupTimes.begin();
    Connection connection;
    try {
      connection = database.connect();
    } finally {
      times.end();
    }
    try {
      return prepare(connection, times);
    } catch (SQLException e) {
      throw database.unusable(connection, e);
    }
  }

  /**
   * Opens a connection while the load goes on.
   *
   * @throws SQLException if the server refuses, as the driver says it
   */
  Session open() throws SQLException {
    SetupTimes times = SetupTimes.begin();
    Connection connection;
    try {
      connection = database.dataSource().getConnection();
    } finally {
      times.end();
    }
    try {
      return prepare(connection, times);
    } catch (SQLException e) {
      Database.close(List.of(connection), e::addSuppressed);
      throw e;
    }
  }

  /** Returns what to throw when a connection could not be opened before the load starts. */
  StormDbException refused(SQLException reason) {
    return database.unreachable(reason);
  }

  /** Returns how many connections have been opened so far. */
  long opened() {
    return opened.sum();
  }

  private Session prepare(Connection connection, SetupTimes times) throws SQLException {
    long asked = System.nanoTime();
    Database.execute(connection, preparation);
    setups.add(times, System.nanoTime() - asked);
    opened.increment();
    return new Session(connection, isolation);
  }
}
