package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.BankPlugin;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.TestServer;
import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class ServerAddressTest {

  private static final PGSimpleDataSource SERVER = TestServer.dataSource();

  private static ServerAddress address(String dbname, String username, Optional<String> password) {
    return new ServerAddress(
        SERVER.getServerNames()[0],
        SERVER.getPortNumbers()[0],
        dbname,
        username,
        password.map(Password::of),
        SslMode.PREFER,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ServerAddress to(String host) {
    return new ServerAddress(
        host,
        5432,
        "shop",
        "ada",
        Optional.empty(),
        SslMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String ask(ServerAddress address, String sql) throws SQLException {
    try (Connection connection = address.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void connectsUnderItsOwnName() throws SQLException {
    ServerAddress address =
        address(
            String.valueOf(SERVER.getDatabaseName()),
            String.valueOf(SERVER.getUser()),
            Optional.ofNullable(SERVER.getPassword()));
    assertThat(
            ask(
                address,
                "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
        .isEqualTo("stormdb");
  }

  @Test
  void passesBlanksQuotesAndSignsAsTheyAre() throws SQLException {
    String role = "it's \\ \"me\" & you?x=1";
    String password = "p w'\"\\&=?/%20:@";
    String database = "my 'db' ?user=x&y#z/\\";
    UnaryOperator<String> quoted = name -> '"' + name.replace("\"", "\"\"") + '"';
    TestServer.execute("DROP DATABASE IF EXISTS " + quoted.apply(database));
    TestServer.execute("DROP ROLE IF EXISTS " + quoted.apply(role));
    TestServer.execute(
        "CREATE ROLE %s LOGIN PASSWORD '%s'"
            .formatted(quoted.apply(role), password.replace("'", "''")));
    TestServer.execute("CREATE DATABASE " + quoted.apply(database));
    try {
      assertThat(
              ask(
                  address(database, role, Optional.of(password)),
                  "SELECT current_database() || ' of ' || current_user"))
          .isEqualTo(database + " of " + role);
    } finally {
      TestServer.execute("DROP DATABASE " + quoted.apply(database));
      TestServer.execute("DROP ROLE " + quoted.apply(role));
    }
  }

  @Test
  void findsThePasswordInThePasswordFile(@TempDir Path folder) throws Exception {
    TestServer.execute("DROP ROLE IF EXISTS keeper");
    TestServer.execute("CREATE ROLE keeper LOGIN PASSWORD 'in-the-file'");
    Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:keeper:in-the-file\n");
    String property = "org.postgresql.pgpassfile";
    System.setProperty(property, file.toString());
    try {
      ServerAddress address =
          address(String.valueOf(SERVER.getDatabaseName()), "keeper", Optional.empty());
      assertThat(ask(address, "SELECT current_user")).isEqualTo("keeper");
    } finally {
      System.clearProperty(property);
      TestServer.execute("DROP ROLE keeper");
    }
  }

  @Test
  void tellsTheDriverAboutEncryptionAndTime() throws SQLException {
    PGSimpleDataSource source =
        new ServerAddress(
                "192.0.2.7",
                5433,
                "shop",
                "ada",
                Optional.empty(),
                SslMode.VERIFY_FULL,
                Optional.of("client crt"),
                Optional.of("client.key"),
                Optional.of("ca.crt"))
            .dataSource()
            .unwrap(PGSimpleDataSource.class);
    assertThat(source.getSslMode()).isEqualTo("verify-full");
    assertThat(source.getSslCert()).isEqualTo("client crt");
    assertThat(source.getSslKey()).isEqualTo("client.key");
    assertThat(source.getSslRootCert()).isEqualTo("ca.crt");
    assertThat(source.getConnectTimeout()).isEqualTo(10);
    assertThat(source.getTcpKeepAlive()).isTrue();
    assertThat(source.getPassword()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, postgres://localhost:5432/shop",
    "db-1.example.org, postgres://db-1.example.org:5432/shop",
    "10.0.0.7, postgres://10.0.0.7:5432/shop",
    "::1, postgres://[::1]:5432/shop",
    "/run/pg, postgres:///shop?host=/run/pg&port=5432"
  })
  void isShownWithoutUserAndPassword(String host, String url) {
    assertThat(to(host).url()).isEqualTo(url);
  }

  @Test
  void saysWhyAUnixDomainSocketCannotBeUsed() {
    assertThatThrownBy(
            () ->
                StormDb.on(to("/nowhere").dataSource())
                    .describedAs(to("/nowhere").url())
                    .catalog(WorkloadCatalog.of(List.of(new BankPlugin())))
                    .check(RunPlan.of("bank")))
        .hasMessage(
            "cannot connect to postgres:///shop?host=/nowhere&port=5432: there is no Unix-domain"
                + " socket /nowhere/.s.PGSQL.5432 (No such file or directory); see"
                + " unix_socket_directories and port of the server, or give a host name to connect"
                + " by TCP");
  }

  @Test
  void refusesWhatIsNoHost() {
    assertThatThrownBy(() -> to("db/x?password=y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "host must be a host name, an IP address, or the folder of a Unix-domain socket (at most 92 characters), was 'db/x?password=y'");
  }
}
