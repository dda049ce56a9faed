package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server that shows the same certificate at several addresses. It is for the name {@code
 * pg.example} and for one of the addresses.
 */
@Timeout(180)
class CertificateOfANameTest {

  private static final String NOBODY = "127.0.0.9";
  private static final String IN_IT = "127.0.0.8";
  private static final String NOT_IN_IT = "127.0.0.7";
  private static final String ENCRYPTED =
      "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  private static final PGSimpleDataSource ADMIN = new PGSimpleDataSource();

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static EmbeddedServer server;
  private static FreezableProxy one;
  private static FreezableProxy other;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"));
    certificates = new Certificates(folder);
    certificates.make("server", "-ext", "san=dns:pg.example,ip:" + IN_IT);
    ADMIN.setURL(server.jdbcUrl());
    ADMIN.setUser(server.user());
    ADMIN.setPassword(server.password());
    certificates.encrypt(ADMIN);
    one = new FreezableProxy(InetAddress.getByName(NOT_IN_IT), 0, server.port());
    other = new FreezableProxy(InetAddress.getByName(IN_IT), one.port(), server.port());
  }

  @AfterAll
  static void stop() throws Exception {
    one.close();
    other.close();
    server.close();
  }

  private static HostList list(SslMode mode, String name, boolean random, String... addresses) {
    ServerAddress address = address(mode, name, random);
    return ((HostList) Replicated.source(address, SessionTarget.ANY))
        .resolvedBy(
            asked -> {
              assertThat(asked).isEqualTo(name);
              InetAddress[] found = new InetAddress[addresses.length];
              for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
              }
              return found;
            });
  }

  private static ServerAddress address(SslMode mode, String host, boolean random) {
    return new ServerAddress(
        List.of(new Host(host, one.port())),
        server.database(),
        server.user(),
        Optional.of(Password.of(server.password())),
        mode,
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificates.certificate("server")),
        random);
  }

  @Test
  void isAcceptedForTheNameAtAnAddressThatIsNotInIt() throws SQLException {
    HostList list = list(SslMode.VERIFY_FULL, "pg.example", false, NOBODY, NOT_IN_IT);
    try (Connection connection = list.getConnection()) {
      assertThat(Database.string(connection, ENCRYPTED)).isEqualTo("true");
    }
  }

  @Test
  void isRefusedForAnotherNameEvenAtAnAddressThatIsInIt() {
    HostList list = list(SslMode.VERIFY_FULL, "other.example", false, IN_IT, NOT_IN_IT);
    String refusal =
        "other.example:%s (%s): The hostname other.example could not be verified by hostnameverifier"
            + " PgjdbcHostnameVerifier.";
    assertThatThrownBy(list::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessage(
            "none of the hosts takes connections (%s; %s)"
                .formatted(
                    refusal.formatted(one.port(), IN_IT),
                    refusal.formatted(one.port(), NOT_IN_IT)));
  }

  @Test
  void isNotComparedWithAnyNameIfOnlyItsAuthorityCounts() throws SQLException {
    HostList list = list(SslMode.VERIFY_CA, "other.example", false, NOBODY, NOT_IN_IT);
    try (Connection connection = list.getConnection()) {
      assertThat(Database.string(connection, ENCRYPTED)).isEqualTo("true");
    }
  }

  /** Shows that the one address is in it and the other is not. */
  @Test
  void isComparedWithAnAddressThatStandsForItself() throws SQLException {
    try (Connection connection =
        address(SslMode.VERIFY_FULL, IN_IT, false).dataSource().getConnection()) {
      assertThat(Database.string(connection, ENCRYPTED)).isEqualTo("true");
    }
    assertThatThrownBy(
            () -> address(SslMode.VERIFY_FULL, NOT_IN_IT, false).dataSource().getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessage(
            "The hostname %s could not be verified by hostnameverifier PgjdbcHostnameVerifier."
                .formatted(NOT_IN_IT));
  }

  @Test
  void isAcceptedAtEachAddressThatALoadIsSpreadOver() {
    RunPlan plan = RunPlan.of("where").workers(20).parameter("what", "looks").transactions(200);
    RunResult result =
        StormDb.on(ADMIN)
            .transactionsOn(
                list(SslMode.VERIFY_FULL, "pg.example", true, IN_IT, NOT_IN_IT),
                "postgres://pg.example/postgres")
            .catalog(WorkloadCatalog.of(List.of(new WherePlugin())))
            .run(plan);
    Set<String> addresses = new TreeSet<>();
    result.connections().servers().forEach(use -> addresses.add(use.address()));
    // all 20 at one of two by chance: twice in 10^6 times
    assertThat(addresses)
        .containsExactly(
            "pg.example:%s (%s)".formatted(one.port(), NOT_IN_IT),
            "pg.example:%s (%s)".formatted(one.port(), IN_IT));
    assertThat(result.counts().committed()).isEqualTo(200);
    ConnectionSetup setup = result.connections().setup();
    assertThat(setup.tls().count()).isEqualTo(setup.whole().count()).isEqualTo(20);
  }
}
