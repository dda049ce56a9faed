package io.stormdb.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.QueryMode;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What the driver needs of its sockets, on a server that is reached both ways. */
class DriverOnChannelsTest {

  private static final int ROWS = 200_000;

  private static EmbeddedServer server;

  enum Way {
    TCP,
    UNIX
  }

  @BeforeAll
  static void start() {
    server = EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static DataSource dataSource(Way way, QueryMode mode) {
    return new ServerAddress(
            way == Way.TCP ? server.host() : server.socketDirectory().orElseThrow().toString(),
            server.port(),
            server.database(),
            server.user(),
            Optional.of(Password.of(server.password())),
            SslMode.PREFER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .dataSource(mode);
  }

  private static Connection open(Way way) throws SQLException {
    return dataSource(way, QueryMode.PREPARED).getConnection();
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesTheWayThatWasAskedFor(Way way) throws SQLException {
    try (Connection connection = open(way)) {
      String address = ask(connection, "SELECT coalesce(host(inet_client_addr()), 'none')");
      assertThat(address).isEqualTo(way == Way.TCP ? "127.0.0.1" : "none");
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesLargeValuesBothWays(Way way) throws SQLException {
    String large = "storm".repeat(4_000_000);
    try (Connection connection = open(way);
        PreparedStatement statement = connection.prepareStatement("SELECT ?::text || '!'")) {
      statement.setString(1, large);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        assertThat(row.getString(1).equals(large + "!")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesBothWays(Way way) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i).append("\trow number ").append(i).append('\n');
    }
    try (Connection connection = open(way);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE copied (id int, text text)");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(copy.copyIn("COPY copied FROM STDIN", new ByteArrayInputStream(bytes)))
          .isEqualTo(ROWS);
      StringWriter out = new StringWriter();
      assertThat(copy.copyOut("COPY copied TO STDOUT", out)).isEqualTo(ROWS);
      assertThat(out.toString().contentEquals(rows)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelsAQueryThatTakesTooLong(Way way) throws SQLException {
    try (Connection connection = open(way);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(ask(connection, "SELECT 'usable'")).isEqualTo("usable");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesUpOnAnAnswerThatDoesNotComeInTime(Way way) throws SQLException {
    try (Connection connection = open(way);
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 10_000);
      assertThat(ask(connection, "SELECT 'in time'")).isEqualTo("in time");
      connection.setNetworkTimeout(Runnable::run, 0);
      assertThat(ask(connection, "SELECT 'without limit'")).isEqualTo("without limit");
      connection.setNetworkTimeout(Runnable::run, 200);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"))
          .hasCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAbortedFromAnotherThread(Way way) throws Exception {
    try (Connection connection = open(way);
        Connection observer = open(way)) {
      String pid = ask(connection, "SELECT pg_backend_pid()");
      CompletableFuture<String> state =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(connection, "SELECT pg_sleep(60)");
                } catch (SQLException e) {
                  return e.getSQLState();
                }
              });
      String waiting =
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid;
      while (!ask(observer, waiting).equals("1")) {
        Thread.onSpinWait();
      }
      connection.abort(Runnable::run);
      assertThat(state.get(10, TimeUnit.SECONDS)).startsWith("08");
      ask(observer, "SELECT pg_terminate_backend(" + pid + ")");
    }
  }

  @ParameterizedTest
  @EnumSource
  void hearsNotificationsThatComeUnasked(Way way) throws SQLException {
    try (Connection listener = open(way);
        Connection speaker = open(way);
        Statement listen = listener.createStatement();
        Statement speak = speaker.createStatement()) {
      listen.execute("LISTEN news");
      assertThat(listener.unwrap(PGConnection.class).getNotifications(1)).isEmpty();
      speak.execute("NOTIFY news, 'storm'");
      assertThat(listener.unwrap(PGConnection.class).getNotifications(10_000))
          .singleElement()
          .satisfies(news -> assertThat(news.getParameter()).isEqualTo("storm"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesThatTheServerHasDied(Way way) throws SQLException {
    try (Connection connection = open(way);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      server.crash();
      try {
        assertThatThrownBy(() -> statement.execute("SELECT 1"))
            .isInstanceOfSatisfying(
                // a session that notices in time says that it is terminated
                SQLException.class, e -> assertThat(e.getSQLState()).matches("08...|57P01"));
      } finally {
        server.restart();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void statementsAreSentAsTheModeSays(QueryMode mode) throws SQLException {
    try (Connection connection = dataSource(Way.UNIX, mode).getConnection()) {
      assertThat(QueryMode.of(connection)).isEqualTo(mode);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT count(*) FROM pg_prepared_statements WHERE ? = 1 AND NOT from_sql")) {
        String named = "";
        for (int i = 0; i < 10; i++) {
          statement.setInt(1, 1);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            named = row.getString(1);
          }
        }
        assertThat(named).isEqualTo(mode == QueryMode.PREPARED ? "1" : "0");
      }
    }
  }
}
