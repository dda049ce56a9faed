package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatasetTest {

  private static final WorkloadCatalog CATALOG = WorkloadCatalog.of(List.of(new BankPlugin()));
  private static final RunPlan PLAN = RunPlan.of("bank").schema("dataset_test");

  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(CATALOG)
          .missingData(MissingData.REFUSE)
          .describedAs("the test server");

  @BeforeEach
  void startWithout() {
    TestServer.execute("DROP SCHEMA IF EXISTS dataset_test CASCADE");
  }

  private static List<String> tables() {
    return TestServer.strings(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'dataset_test' ORDER BY 1");
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String why) {
    assertThatThrownBy(what).isInstanceOf(StormDbException.class).hasMessage(why);
  }

  @Test
  void setupCreatesTablesAndLoadsNothing() {
    db.setup(PLAN);
    assertThat(tables()).containsExactly("account", "stormdb_marker");
    assertThat(TestServer.string("SELECT count(*) FROM dataset_test.account")).isEqualTo("0");
    db.setup(PLAN);
    assertThat(tables()).containsExactly("account", "stormdb_marker");
  }

  @Test
  void loadRemembersWhatItDid() {
    LoadedData data = db.load(PLAN.scale(3).seed(11));
    assertThat(data.scale()).isEqualTo(3);
    assertThat(data.seed()).isEqualTo(11);
    assertThat(data.version()).isEqualTo("1.0");
    assertThat(data.rows()).isEqualTo(Map.of("account", 3_000L));
    assertThat(data.attribute("founded")).isEqualTo("1407");
    assertThat(data.runs()).isZero();
    assertThat(TestServer.string("SELECT count(*) FROM dataset_test.account")).isEqualTo("3000");
    assertThat(TestServer.string("SELECT min(id) || '..' || max(id) FROM dataset_test.account"))
        .isEqualTo("1..3000");
  }

  @Test
  void loadRefusesToLoadTwice() {
    db.load(PLAN);
    refuses(
        () -> db.load(PLAN),
        "schema dataset_test is loaded already, at scale 1; drop and load it again with: stormdb"
            + " rebuild --workload bank");
  }

  @Test
  void rebuildReplacesTheData() {
    db.load(PLAN);
    TestServer.execute("DELETE FROM dataset_test.account");
    assertThat(db.rebuild(PLAN.scale(2)).rows()).isEqualTo(Map.of("account", 2_000L));
    assertThat(TestServer.string("SELECT count(*) FROM dataset_test.account")).isEqualTo("2000");
  }

  @Test
  void cleanupDropsTheSchema() {
    db.load(PLAN);
    db.cleanup(PLAN);
    assertThat(TestServer.strings("SELECT 1 FROM pg_namespace WHERE nspname = 'dataset_test'"))
        .isEmpty();
    db.cleanup(PLAN);
  }

  @Test
  void cleanupDropsTheSchemaAfterARebuildToo() {
    db.load(PLAN);
    db.rebuild(PLAN);
    db.cleanup(PLAN);
    assertThat(TestServer.string("SELECT to_regnamespace('dataset_test')")).isNull();
  }

  @Test
  void runRefusesMissingDataAndNamesTheCommand() {
    refuses(
        () -> db.run(PLAN),
        "schema dataset_test is not there or empty on the test server; create and load it with:"
            + " stormdb rebuild --workload bank --scale 1");
  }

  @Test
  void runRefusesAnotherScaleThanTheLoadedOne() {
    db.load(PLAN);
    refuses(
        () -> db.run(PLAN.scale(2)),
        "schema dataset_test is loaded at scale 1, not 2; run without a scale, or load it again"
            + " with: stormdb rebuild --workload bank --scale 2");
  }

  @Test
  void aHalfLoadedSchemaIsRefused() {
    db.load(PLAN);
    TestServer.execute(
        "UPDATE dataset_test.stormdb_marker SET value = 'LOADING' WHERE name = 'state'");
    String since =
        TestServer.string(
            "SELECT value FROM dataset_test.stormdb_marker WHERE name = 'load_started'");
    String message =
        "schema dataset_test is only half loaded: a load began at "
            + since
            + " and did not finish; load it again with: stormdb rebuild --workload bank";
    refuses(() -> db.run(PLAN), message);
    refuses(() -> db.load(PLAN), message);
    refuses(() -> db.verify(PLAN), message);
    assertThat(db.rebuild(PLAN).rows()).isEqualTo(Map.of("account", 1_000L));
  }

  @Test
  void nobodyMayDropASchemaThatIsInUse() throws SQLException {
    db.load(PLAN);
    try (Connection user = TestServer.dataSource().getConnection()) {
      SchemaLock.SHARED.acquire(user, "dataset_test");
      refuses(
          () -> db.cleanup(PLAN),
          "schema dataset_test is being used by another StormDB; wait for it to end, or name"
              + " another schema with 'schema'");
      // its session may outlast the connection, and be in the way of the next test
      SchemaLock.SHARED.release(user, "dataset_test");
    }
    assertThat(tables()).containsExactly("account", "stormdb_marker");
  }

  @Nested
  class WhenTheSchemaHoldsWhatOthersCreated {

    @Test
    void aSchemaWithoutMarkerIsNotTouched() {
      TestServer.execute("CREATE SCHEMA dataset_test CREATE TABLE account (precious text)");
      String message =
          "schema dataset_test holds objects that StormDB did not create (TABLE account); name"
              + " another schema with 'schema'";
      refuses(() -> db.setup(PLAN), message);
      refuses(() -> db.rebuild(PLAN), message);
      refuses(() -> db.cleanup(PLAN), message);
      refuses(() -> db.run(PLAN), message);
      assertThat(tables()).containsExactly("account");
    }

    @Test
    void anEmptySchemaIsUsed() {
      TestServer.execute("CREATE SCHEMA dataset_test");
      db.setup(PLAN);
      assertThat(tables()).containsExactly("account", "stormdb_marker");
    }

    @Test
    void aTableAddedLaterStopsCleanupAndRebuild() {
      db.load(PLAN);
      TestServer.execute("CREATE TABLE dataset_test.notes (precious text)");
      String message =
          "schema dataset_test also holds objects that StormDB did not create (TABLE notes);"
              + " nothing was dropped. Move them to another schema, for example with ALTER TABLE"
              + " ... SET SCHEMA, and try again";
      refuses(() -> db.cleanup(PLAN), message);
      refuses(() -> db.rebuild(PLAN), message);
      assertThat(tables()).containsExactly("account", "notes", "stormdb_marker");
    }

    @Test
    void aViewElsewhereStopsCleanup() {
      db.load(PLAN);
      TestServer.execute("CREATE VIEW public.rich AS SELECT * FROM dataset_test.account");
      try {
        for (String verb : List.of("drop", "recreate")) {
          refuses(
              () -> {
                if (verb.equals("drop")) {
                  db.cleanup(PLAN);
                } else {
                  db.rebuild(PLAN);
                }
              },
              "cannot "
                  + verb
                  + " schema dataset_test: ERROR: cannot drop desired object(s) because other"
                  + " objects depend on them; Detail: view rich depends on table account; Hint: Use"
                  + " DROP ... CASCADE to drop the dependent objects too.; nothing was changed,"
                  + " because something outside the schema depends on it; drop that first");
        }
        assertThat(tables()).containsExactly("account", "stormdb_marker");
      } finally {
        TestServer.execute("DROP VIEW public.rich");
      }
    }

    @Test
    void aSchemaOfAnotherWorkloadIsRefused() {
      db.load(PLAN);
      TestServer.execute(
          "UPDATE dataset_test.stormdb_marker SET value = 'shop' WHERE name = 'family'");
      refuses(
          () -> db.rebuild(PLAN),
          "schema dataset_test belongs to workload 'shop', not to 'bank'; name another schema with"
              + " 'schema'");
    }
  }

  @Nested
  class AGuestWhoMayNotCreateSchemas {

    private PGSimpleDataSource guest;

    @BeforeEach
    void invite() {
      TestServer.execute("CREATE ROLE dataset_guest LOGIN PASSWORD 'guest'");
      guest = TestServer.as("dataset_guest", "guest");
    }

    @AfterEach
    void seeOff() {
      TestServer.execute("DROP OWNED BY dataset_guest; DROP ROLE dataset_guest");
    }

    @Test
    void isToldWhatToAskFor() {
      String database = TestServer.string("SELECT current_database()");
      refuses(
          () -> StormDb.on(guest).catalog(CATALOG).setup(PLAN),
          "cannot create schema dataset_test: ERROR: permission denied for database "
              + database
              + "; nothing was changed; the privilege to create a schema is granted with: GRANT"
              + " CREATE ON DATABASE \""
              + database
              + "\" TO \"dataset_guest\"");
    }

    @Test
    void worksInASchemaThatWasGivenAndLeavesItThere() {
      TestServer.execute("CREATE SCHEMA dataset_test AUTHORIZATION dataset_guest");
      StormDb ofGuest = StormDb.on(guest).catalog(CATALOG);
      ofGuest.load(PLAN);
      ofGuest.rebuild(PLAN);
      assertThat(TestServer.string("SELECT count(*) FROM dataset_test.account")).isEqualTo("1000");
      ofGuest.cleanup(PLAN);
      assertThat(tables()).isEmpty();
      assertThat(TestServer.string("SELECT to_regnamespace('dataset_test')"))
          .isEqualTo("dataset_test");
    }
  }

  @Test
  void checksTheDataInEveryLocale() {
    db.load(PLAN);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(db.verify(PLAN)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void checkingChangesNothingAndFindsWhatIsInTheWay() {
    db.check(PLAN);
    assertThat(TestServer.string("SELECT to_regnamespace('dataset_test')")).isNull();
    assertThatThrownBy(() -> db.check(PLAN.workers(5_000)))
        .isInstanceOf(StormDbException.class)
        .hasMessageMatching(
            "the run needs 5000 connections, but the server has only \\d+ left \\(max_connections"
                + " = \\d+\\); use fewer workers or raise max_connections");
  }
}
