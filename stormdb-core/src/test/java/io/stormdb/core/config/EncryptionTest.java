package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.api.Counter;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.Certificates;
import io.stormdb.core.ConnectionSetup;
import io.stormdb.core.Connections;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.ScriptPlugin;
import io.stormdb.core.StormDb;
import io.stormdb.core.TestServer;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.socket.SetupTimes;
import io.stormdb.metrics.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The server gets a certificate of its own for as long as these tests run. */
class EncryptionTest {

  private static final PGSimpleDataSource SERVER = TestServer.dataSource();

  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void encrypt() throws Exception {
    assumeTrue(System.getenv("STORMDB_TEST_HOST") == null, "changes settings of the server");
    certificates = new Certificates(folder);
    certificates.make("server", "-ext", "san=ip:127.0.0.1");
    certificates.make("client");
    certificates.make("stranger");
    Certificates.give(
        SERVER, "client.crt", Files.readString(Path.of(certificates.certificate("client"))));
    TestServer.execute("ALTER SYSTEM SET ssl_ca_file = 'client.crt'");
    certificates.encrypt(SERVER);
  }

  @AfterAll
  static void stopEncrypting() throws SQLException {
    TestServer.execute("ALTER SYSTEM RESET ssl");
    TestServer.execute("ALTER SYSTEM RESET ssl_ca_file");
    Certificates.reload(SERVER, "off");
  }

  private static String ask(SslMode mode, Optional<String> trusted, Optional<String> shown)
      throws SQLException {
    try (Connection connection = dataSource(mode, trusted, shown).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CASE WHEN ssl THEN 'encrypted for ' || coalesce(client_dn, 'anybody')"
                    + " ELSE 'plain' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static DataSource dataSource(
      SslMode mode, Optional<String> trusted, Optional<String> shown) {
    return new ServerAddress(
            "127.0.0.1",
            SERVER.getPortNumbers()[0],
            String.valueOf(SERVER.getDatabaseName()),
            String.valueOf(SERVER.getUser()),
            Optional.ofNullable(SERVER.getPassword()).map(Password::of),
            mode,
            shown.map(certificates::certificate),
            shown.map(certificates::key),
            trusted.map(certificates::certificate))
        .dataSource();
  }

  private static SetupTimes timesOf(SslMode mode) throws SQLException {
    DataSource source = dataSource(mode, Optional.empty(), Optional.empty());
    SetupTimes times = SetupTimes.begin();
    source.getConnection().close();
    times.end();
    return times;
  }

  @Test
  void isTimedApartFromTheRestOfTheSetUp() throws SQLException {
    SetupTimes plain = timesOf(SslMode.DISABLE);
    assertThat(plain.tls()).isEmpty();
    assertThat(plain.connect().orElseThrow().plus(plain.logIn().orElseThrow()))
        .isEqualTo(plain.total());

    SetupTimes encrypted = timesOf(SslMode.REQUIRE);
    assertThat(encrypted.tls()).hasValueSatisfying(tls -> assertThat(tls).isPositive());
    assertThat(
            encrypted
                .connect()
                .orElseThrow()
                .plus(encrypted.tls().orElseThrow())
                .plus(encrypted.logIn().orElseThrow()))
        .isEqualTo(encrypted.total());
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUIRE", "DISABLE"})
  void isLeftToTheDriver(SslMode mode) {
    RunResult result =
        StormDb.on(dataSource(mode, Optional.empty(), Optional.empty()))
            .catalog(WorkloadCatalog.of(List.of(ScriptPlugin.OF_ONE_STATEMENT)))
            .run(
                RunPlan.of("scripts")
                    .schema("encryption_scripts")
                    .workers(4)
                    .transactions(100)
                    .connections(Connections.persistent()));
    assertThat(result.counts()).isEqualTo(new Counts(100, 0, 0, 0));
    assertThat(result.connections().direct()).isEqualTo(mode == SslMode.DISABLE);
  }

  @Test
  void isUsedWhenTheServerCanAndNotWhenItIsDisabled() throws SQLException {
    assertThat(ask(SslMode.PREFER, Optional.empty(), Optional.empty()))
        .isEqualTo("encrypted for anybody");
    assertThat(ask(SslMode.DISABLE, Optional.empty(), Optional.empty())).isEqualTo("plain");
  }

  @Test
  void trustsOnlyTheGivenAuthority() throws SQLException {
    assertThat(ask(SslMode.VERIFY_FULL, Optional.of("server"), Optional.empty()))
        .isEqualTo("encrypted for anybody");
    assertThatThrownBy(() -> ask(SslMode.VERIFY_CA, Optional.of("stranger"), Optional.empty()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SSL error");
  }

  @Test
  void showsTheClientsCertificate() throws SQLException {
    assertThat(ask(SslMode.REQUIRE, Optional.empty(), Optional.of("client")))
        .isEqualTo("encrypted for /CN=client");
  }

  /** Counts its transactions on encrypted connections and on others. */
  private static final class CountingPlugin implements WorkloadPlugin {
    private static final Counter ENCRYPTED = Counter.of("encrypted");
    private static final Sql ASK =
        Sql.of("ask", "SELECT ssl::int FROM pg_stat_ssl WHERE pid = pg_backend_pid()");

    @Override
    public PluginInfo info() {
      return new PluginInfo("tls", "1.0", "Looks at connections.", "Ada Examplewright");
    }

    @Override
    public List<WorkloadType> types() {
      return List.of(
          new WorkloadType("tls", List.of(), "tls", "Looks.", "nothing", 1, 1, List.of()));
    }

    @Override
    public Workload create(String type, Parameters parameters) {
      return new Workload() {
        @Override
        public void createSchema(SchemaContext db) throws SQLException {
          db.execute("CREATE TABLE nothing (id bigint)");
        }

        @Override
        public void load(LoadContext load) throws SQLException {
          load.copy("nothing", "id").rows(1, (row, number, random) -> row.add(number));
        }

        @Override
        public List<TransactionType> transactions(WorkloadContext context) {
          return List.of(
              TransactionType.single(
                  "ask", 1, tx -> tx.count(ENCRYPTED, tx.query(ASK).firstLong())));
        }
      };
    }
  }

  static List<Connections> everyMode() {
    return List.of(
        Connections.persistent(),
        Connections.pooled(2),
        Connections.perTransaction(),
        Connections.mixed());
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void goesForEveryConnectionMode(Connections connections) {
    RunPlan plan =
        RunPlan.of("tls").schema("tls_test").workers(3).transactions(30).connections(connections);
    StormDb encrypted = on(SslMode.VERIFY_FULL, Optional.of("server"));
    encrypted.rebuild(plan);
    assertThat(encrypted.run(plan).counters()).containsExactly(Map.entry("encrypted", 30L));
    ConnectionSetup setup = encrypted.run(plan).connections().setup();
    assertThat(setup.withoutParts()).isZero();
    assertThat(setup.tls().count()).isEqualTo(setup.whole().count()).isPositive();
    assertThat(setup.tcp().count()).isEqualTo(setup.whole().count());
    RunResult plain = on(SslMode.DISABLE, Optional.empty()).run(plan);
    assertThat(plain.counts()).isEqualTo(new Counts(30, 0, 0, 0));
    assertThat(plain.counters()).containsExactly(Map.entry("encrypted", 0L));
    assertThat(plain.connections().setup().tls().count()).isZero();
    assertThat(plain.connections().setup().withoutParts()).isZero();
    encrypted.cleanup(plan);
  }

  private static StormDb on(SslMode mode, Optional<String> trusted) {
    return StormDb.on(dataSource(mode, trusted, Optional.empty()))
        .catalog(WorkloadCatalog.of(List.of(new CountingPlugin())));
  }
}
