package io.stormdb.core;

import static io.stormdb.core.ScriptPlugin.drawing;
import static io.stormdb.core.ScriptPlugin.query;
import static io.stormdb.core.ScriptPlugin.updateDrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.core.socket.ChannelSocketFactory;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Counts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/** When statements go past the driver, and when they do not; they are the same either way. */
@Timeout(120)
class DirectChoiceTest {

  private static final int TRANSACTIONS = 100;
  private static final RunPlan PLAN =
      RunPlan.of("scripts")
          .workers(4)
          .transactions(TRANSACTIONS)
          .connections(Connections.persistent());
  private static final List<String> TABLES =
      List.of("CREATE TABLE entry (id bigint, direct boolean)");
  private static final String PAST_THE_DRIVER =
      "SELECT count(*) FROM stormdb_scripts.entry WHERE direct";
  private static final TransactionType ENTER =
      drawing(
          "enter",
          1,
          updateDrawn(
                  "enter",
                  "INSERT INTO entry SELECT ?, EXISTS (SELECT FROM pg_prepared_statements"
                      + " WHERE name LIKE 'stormdb_%')")
              .expectRows(1),
          query("look", "SELECT 1"));
  private static final TransactionType LOOK =
      drawing("look", 1, query("look_only", "SELECT 1").expectRows(1));

  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void startAfresh() throws SQLException {
    try (Connection connection = at(server.host()).getConnection()) {
      Database.execute(connection, "DROP SCHEMA IF EXISTS stormdb_scripts CASCADE");
    }
  }

  private static PGSimpleDataSource at(String host) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(server.database());
    source.setUser(server.user());
    source.setPassword(server.password());
    source.setSocketFactory(ChannelSocketFactory.class.getName());
    return source;
  }

  private static String string(String sql) throws SQLException {
    try (Connection connection = at(server.host()).getConnection()) {
      return Database.string(connection, sql);
    }
  }

  /** Runs it, sees that all was done, and returns whether that was past the driver. */
  private static boolean isDirect(PGSimpleDataSource source, RunPlan plan, TransactionType... types)
      throws SQLException {
    RunResult result =
        StormDb.on(source)
            .catalog(WorkloadCatalog.of(List.of(new ScriptPlugin(TABLES, types))))
            .run(plan);
    assertThat(result.status())
        .as(result.degraded()::toString)
        .isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.errors()).isEmpty();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.counts().committed()).isPositive();
    if (plan.phases().isEmpty() && Stream.of(types).noneMatch(TransactionType::isDeferred)) {
      assertThat(result.counts()).isEqualTo(new Counts(TRANSACTIONS, 0, 0, 0));
    }
    long entered = result.transactions().get(0).counts().committed();
    assertThat(string("SELECT count(*) FROM stormdb_scripts.entry"))
        .isEqualTo(Long.toString(entered));
    // the names of prepared statements tell who has sent them
    assertThat(string(PAST_THE_DRIVER))
        .isEqualTo(Long.toString(result.connections().direct() ? entered : 0));
    return result.connections().direct();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void byTcp(String host) throws SQLException {
    assertThat(isDirect(at(host), PLAN, ENTER, LOOK)).isTrue();
    startAfresh();
    assertThat(isDirect(at(host), PLAN.workers(1), ENTER, LOOK)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void byUnixSocket(int workers) throws SQLException {
    PGSimpleDataSource source = at("localhost");
    Path folder = server.socketDirectory().orElseThrow();
    source.setSocketFactoryArg(folder.resolve(".s.PGSQL." + server.port()).toString());
    assertThat(isDirect(source, PLAN.workers(workers), ENTER)).isTrue();
  }

  static Stream<Arguments> otherPlans() {
    return Stream.of(
        Arguments.of("the driver", PLAN.connections(PLAN.connections().driver(Driver.JDBC))),
        Arguments.of("pooled", PLAN.connections(Connections.pooled(2))),
        Arguments.of("transient", PLAN.connections(Connections.perTransaction())),
        Arguments.of("mixed", PLAN.connections(Connections.mixed())),
        Arguments.of("phases", PLAN.phases(List.of(Phase.of(Duration.ofMillis(300))))),
        Arguments.of("rate", PLAN.rate(Rate.perSecond(1_000))),
        Arguments.of("think time", PLAN.thinkTime(new Pause.Constant(Duration.ofMillis(1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherPlans")
  void notWithAnotherPlan(String name, RunPlan plan) throws SQLException {
    assertThat(isDirect(at(server.host()), plan, ENTER)).isFalse();
  }

  static Stream<Arguments> otherTypes() {
    return Stream.of(
        Arguments.of(
            "no script",
            TransactionType.single(
                "plain", 1, tx -> tx.query(Sql.of("plain", "SELECT 1")).firstLong())),
        Arguments.of("isolation", LOOK.isolation(Isolation.SERIALIZABLE)),
        Arguments.of(
            "thinking", LOOK.pauses(Pause.none(), new Pause.Constant(Duration.ofMillis(1)))),
        Arguments.of("keying", LOOK.pauses(new Pause.Constant(Duration.ofMillis(1)), Pause.none())),
        Arguments.of("deferred", LOOK.deferred()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherTypes")
  void notWithAnotherType(String name, TransactionType type) throws SQLException {
    assertThat(isDirect(at(server.host()), PLAN, ENTER, type)).isFalse();
  }

  @Test
  void withTheIsolationLevelOfTheRun() throws SQLException {
    assertThat(
            isDirect(
                at(server.host()),
                PLAN.isolation(Isolation.SERIALIZABLE).maxTries(100),
                ENTER,
                LOOK.isolation(Isolation.SERIALIZABLE)))
        .isTrue();
  }

  static Stream<Arguments> otherSources() {
    return Stream.of(
        source("sockets of the driver", source -> source.setSocketFactory(null)),
        source("simple", source -> source.setPreferQueryMode(PreferQueryMode.SIMPLE)),
        source("extended", source -> source.setPrepareThreshold(0)),
        source("types of texts left open", source -> source.setStringType("unspecified")),
        source("savepoints", source -> source.setAutosave(AutoSave.ALWAYS)),
        source("limit of reads", source -> source.setSocketTimeout(60)));
  }

  private static Arguments source(String name, Consumer<PGSimpleDataSource> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherSources")
  void notOnAnotherConnection(String name, Consumer<PGSimpleDataSource> change)
      throws SQLException {
    PGSimpleDataSource source = at(server.host());
    change.accept(source);
    assertThat(isDirect(source, PLAN, ENTER)).isFalse();
  }

  @Test
  void notThroughAPoolerInTransactionMode() throws SQLException {
    PgBouncer.require();
    ScriptPlugin plugin = new ScriptPlugin(TABLES, ENTER);
    StormDb.on(at(server.host())).catalog(WorkloadCatalog.of(List.of(plugin))).load(PLAN);
    try (PgBouncer bouncer =
        PgBouncer.start(
            server,
            server.database(),
            Map.of("pool_mode", "transaction", "default_pool_size", "2"))) {
      RunResult result =
          bouncer.storm(QueryMode.EXTENDED).catalog(WorkloadCatalog.of(List.of(plugin))).run(PLAN);
      assertThat(result.connections().direct()).isFalse();
      assertThat(result.counts()).isEqualTo(new Counts(TRANSACTIONS, 0, 0, 0));
      assertThat(string(PAST_THE_DRIVER)).isEqualTo("0");
    }
  }
}
