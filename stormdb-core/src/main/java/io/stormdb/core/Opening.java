package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.core.socket.SetupTimes;
import io.stormdb.core.wire.WireSession;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.util.HostSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections of a load, ready for its transactions. Safe for use by many threads. */
final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final String STANDBY = "SELECT pg_is_in_recovery()";

  private final Database database;
  private final String preparation;
  private final @Nullable TransactionSettings each;
  private final Isolation isolation;
  private final SetupRecorder setups;
  private final LongAdder opened = new LongAdder();
  private final Map<Place, Usage> places = new ConcurrentHashMap<>();

  /** A server, and what it was when a connection to it was opened. */
  private record Place(String address, boolean standby, String version) {}

  /**
   * What a server has been used for.
   *
   * @param opened connections to it
   * @param tally of transactions on them
   */
  private record Usage(LongAdder opened, ServerTally tally) {

    ServerUse of(Place place) {
      return new ServerUse(
          place.address, place.standby, place.version, opened.sum(), tally.counts());
    }
  }

  /**
   * Prepares to open.
   *
   * @param schema where tables are looked for first
   * @param applicationName how the server lists the connections
   * @param settings of the server, by name, that the workload wants
   * @param isolation the level that connections are set to
   * @param queryTimeout how long a statement may take, at most
   * @param pooler what is between; decides whether sessions or transactions are set up
   * @param setups takes down how long each took
   */
  Opening(
      Database database,
      String schema,
      String applicationName,
      Map<String, String> settings,
      Isolation isolation,
      Optional<Duration> queryTimeout,
      Pooler pooler,
      SetupRecorder setups) {
    this.database = database;
    this.setups = setups;
    this.isolation = isolation;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("application_name", applicationName);
    all.put("search_path", Database.quoted(schema) + ", public");
    all.putAll(settings);
    queryTimeout.ifPresent(limit -> all.put("statement_timeout", limit.toMillis() + "ms"));
    if (pooler == Pooler.TRANSACTION) {
      this.each = new TransactionSettings(all);
      this.preparation = STANDBY;
      return;
    }
    this.each = null;
    all.put("default_transaction_isolation", isolation.sql());
    // all in one statement: whoever connects for each transaction waits for this each time
    this.preparation =
        all.entrySet().stream()
            .map(
                setting ->
                    "set_config(%s, %s, false)"
                        .formatted(
                            Database.literal(setting.getKey()),
                            Database.literal(setting.getValue())))
            .collect(Collectors.joining(", ", STANDBY + ", ", ""));
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
   * Makes sure that transactions can set what they need, if each of them has to.
   *
   * @throws StormDbException if the server refuses, with what to show to the user
   */
  void requireSettings() {
    if (each == null) {
      return;
    }
    Connection connection = database.connect();
    try (connection) {
      connection.setAutoCommit(false);
      Database.execute(connection, each.text(TransactionSettings.index(isolation, false)));
      connection.rollback();
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

  /** Returns the servers that connections went to, those with most of them first. */
  static List<ServerUse> servers(List<Opening> openings) {
    List<ServerUse> uses =
        openings.stream()
            .flatMap(opening -> opening.places.entrySet().stream())
            .map(each -> each.getValue().of(each.getKey()))
            .toList();
    return ServerUse.together(uses).stream()
        .sorted(
            Comparator.comparingLong(ServerUse::opened)
                .reversed()
                .thenComparing(ServerUse::address))
        .toList();
  }

  private Session prepare(Connection connection, SetupTimes times) throws SQLException {
    long asked = System.nanoTime();
    boolean standby = setUp(connection);
    setups.add(times, System.nanoTime() - asked);
    opened.increment();
    Place place =
        new Place(
            address(connection, times),
            standby,
            connection.getMetaData().getDatabaseProductVersion());
    Usage usage = places.computeIfAbsent(place, p -> new Usage(new LongAdder(), new ServerTally()));
    usage.opened().increment();
    LOG.debug("opened a connection to {}", place.address());
    return new Session(connection, isolation, each, usage.tally(), wire(connection, times));
  }

  /**
   * Statements can go past the driver where they are prepared once a connection, and in clear text
   * through a channel that is known.
   */
  private @Nullable WireSession wire(Connection connection, SetupTimes times) throws SQLException {
    SocketChannel channel = times.channel().orElse(null);
    return channel == null
            || each != null
            || connection.getNetworkTimeout() > 0
            || QueryMode.of(connection) != QueryMode.PREPARED
            || !isPlain(connection.unwrap(BaseConnection.class))
        ? null
        : new WireSession(connection, channel);
  }

  /** Nothing is asked of the driver that only the driver does. */
  private static boolean isPlain(BaseConnection connection) {
    // stringtype=unspecified leaves the types of texts to the server
    return connection.getStringVarcharFlag() && connection.getAutosave() == AutoSave.NEVER;
  }

  /** Sets the session up, and returns whether it is on a standby. */
  private boolean setUp(Connection connection) throws SQLException {
    SqlTrace.statement(preparation);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(preparation)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Of several hosts, the one that the driver has reached. */
  private static String address(Connection connection, SetupTimes times) throws SQLException {
    HostSpec host = connection.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
    return times
        .socket()
        .map(socket -> new Host(String.valueOf(socket.getParent()), host.getPort()).toString())
        .orElseGet(() -> host.getHost() + ":" + host.getPort() + oneOfSeveral(times));
  }

  private static String oneOfSeveral(SetupTimes times) {
    return times.address().map(address -> " (" + address.getHostAddress() + ")").orElse("");
  }
}
