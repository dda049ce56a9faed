package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameters;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.testkit.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Data from scripts and dumps. */
class ScriptRunTest {

  private static final String SCHEMA = "imdb_script_test";
  private static final String SMALL =
      """
      -- a few movies; no more
      INSERT INTO genres VALUES (1, 'Drama');
      INSERT INTO people (id, imdb_id, name)
      VALUES (1, 'nm0000001', 'Ida; the "first"'), (2, 'nm0000002', E'Otto\\'s son');
      COPY movies (id, imdb_id, kind, title, year, overview, details) FROM STDIN;
      1\ttt0000001\tmovie\tSemicolon; the Movie\t1990\tA text.\t{"keywords": ["chess"]}
      5\ttt0000005\tmovie\tThe Tab\\tKeeper\t\\N\t\t{}
      \\.
      DO $fill$
      BEGIN
        FOR i IN 1..2 LOOP
          INSERT INTO credits VALUES (1, i, i, 'actor', NULL);
        END LOOP;
        INSERT INTO movie_genres VALUES (1, 1);
      END
      $fill$;
      """;

  @TempDir private Path folder;
  private final StormDb db = StormDb.on(TestServer.dataSource());

  private Path script(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static RunPlan plan(String mode, Path path) {
    return RunPlan.of("imdb")
        .schema(SCHEMA)
        .workers(2)
        .parameter("data_loading.mode", mode)
        .parameter("data_loading.filepath", path.toString());
  }

  private static List<String> strings(String sql) {
    return TestServer.strings(SCHEMA, sql);
  }

  @Test
  void aScriptFillsTheTablesAndTheRestIsAdded() throws IOException {
    RunPlan plan = plan("sql", script("small.sql", SMALL));
    Map<String, Long> rows = db.rebuild(plan).rows();
    assertThat(rows).containsEntry("movies", 2L).containsEntry("credits", 2L);
    assertThat(rows).containsEntry("ratings", 2L).containsEntry("users", 20L);
    assertThat(strings("SELECT id, title, year FROM movies ORDER BY id"))
        .containsExactly("1|Semicolon; the Movie|1990", "5|The Tab\tKeeper|null");
    assertThat(strings("SELECT name FROM people ORDER BY id"))
        .containsExactly("Ida; the \"first\"", "Otto's son");
    assertThat(db.run(plan.transactions(400).verify(true)).checks())
        .extracting(CheckResult::verdict)
        .containsOnly(Verdict.PASS);
  }

  private String refusal(String script) throws IOException {
    RunPlan plan = plan("sql", script("bad.sql", script));
    StormDbException refusal = catchThrowableOfType(StormDbException.class, () -> db.rebuild(plan));
    assertThat(TestServer.number(SCHEMA, "SELECT count(*) FROM genres")).isZero();
    return String.valueOf(refusal.getMessage());
  }

  @Nested
  class AScriptThatFails {

    private static final String BEGINNING = "the load of schema imdb_script_test failed: bad.sql:";

    @Test
    void leavesNothingBehindAndNamesItsLine() throws IOException {
      assertThat(
              refusal(
                  "INSERT INTO genres VALUES (1, 'Drama');\n\nINSERT INTO nowhere\nVALUES (1);"))
          .startsWith(BEGINNING + "3: ERROR: relation \"nowhere\" does not exist")
          .endsWith("in 'INSERT INTO nowhere VALUES (1)'; nothing was loaded");
    }

    @Test
    void mayDoSoInTheMiddleOfCopy() throws IOException {
      assertThat(
              refusal(
                  "INSERT INTO genres VALUES (1, 'Drama');\nCOPY genres FROM STDIN;\n2\tWar\nx\n\\.\n"))
          .startsWith(BEGINNING + "2: ERROR: invalid input syntax for type smallint: \"x\"");
    }

    @Test
    void mayEndBeforeTheDataOfCopyDoes() throws IOException {
      assertThat(
              refusal("INSERT INTO genres VALUES (1, 'Drama');\nCOPY genres FROM STDIN;\n2\tWar\n"))
          .isEqualTo(
              "the load of schema imdb_script_test failed: bad.sql: line 4: the data of COPY must"
                  + " end with a line that is \\.; nothing was loaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ROLLBACK", "start transaction", "END"})
    void isOneThatControlsTransactionsItself(String statement) throws IOException {
      assertThat(refusal("INSERT INTO genres VALUES (1, 'Drama');\n" + statement + ";\n"))
          .isEqualTo(
              BEGINNING
                  + "2: the script runs in one transaction already; remove '"
                  + statement
                  + "'; nothing was loaded");
    }

    @Test
    void isOneThatReadsThroughCopy() throws IOException {
      assertThat(refusal("INSERT INTO genres VALUES (1, 'Drama');\nCOPY genres TO STDOUT;\n"))
          .isEqualTo(
              BEGINNING
                  + "2: a script fills tables, and nobody takes what it reads; remove 'COPY genres"
                  + " TO STDOUT'; nothing was loaded");
    }

    @Test
    void isOneInAnotherEncoding() throws IOException {
      Path latin1 = folder.resolve("bad.sql");
      Files.write(latin1, "SELECT 1;\nSELECT 'caf\u00e9';\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> db.rebuild(plan("sql", latin1)))
          .hasMessage(
              "the load of schema imdb_script_test failed: bad.sql: is not UTF-8; save it in that"
                  + " encoding; nothing was loaded");
    }

    @Test
    void isOneThatLeavesNoMovies() throws IOException {
      assertThat(refusal("SELECT 1;")).endsWith("bad.sql has left the table movies empty");
    }
  }

  @Test
  void aSavepointMayBeUsed() throws IOException {
    var unused =
        db.rebuild(
            plan(
                "sql",
                script(
                    "savepoint.sql",
                    SMALL + "SAVEPOINT s; INSERT INTO genres VALUES (2, 'War'); ROLLBACK TO s;")));
    assertThat(strings("SELECT name FROM genres")).containsExactly("Drama");
  }

  @Test
  void aMarkOfTheByteOrderIsNoPartOfTheFirstStatement() throws IOException {
    String marked = "\ufeff" + SMALL.substring(SMALL.indexOf("INSERT"));
    assertThat(db.rebuild(plan("sql", script("marked.sql", marked))).rows())
        .containsEntry("movies", 2L);
  }

  /** Writes the rows of a schema as {@code pg_dump --data-only} does. */
  private static String dumped(String schema) throws SQLException, IOException {
    StringBuilder dump = new StringBuilder("\\restrict k3y\n\nSET statement_timeout = 0;\n");
    dump.append("SELECT pg_catalog.set_config('search_path', '', false);\n");
    try (Connection connection = TestServer.connect(schema)) {
      for (String table :
          TestServer.strings(
              schema,
              "SELECT c.oid::regclass FROM pg_class AS c WHERE relkind = 'r' AND relnamespace = '"
                  + schema
                  + "'::regnamespace ORDER BY relname")) {
        String columns =
            TestServer.string(
                schema,
                "SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid"
                    + " = '"
                    + table
                    + "'::regclass AND attnum > 0 AND attgenerated = ''");
        String named = SCHEMA + "." + table + " (" + columns + ")";
        dump.append("COPY ").append(named).append(" FROM stdin;\n");
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        var unused =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY " + table + " (" + columns + ") TO STDOUT", bytes);
        dump.append(bytes.toString(StandardCharsets.UTF_8)).append("\\.\n\n");
      }
    }
    return dump.append("\\unrestrict k3y\n").toString();
  }

  @Nested
  class ADump {

    @Test
    void bringsBackWhatWasDumped() throws IOException, SQLException {
      db.rebuild(RunPlan.of("imdb").schema("imdb_dumped_test").scale(200));
      RunPlan plan = plan("dump", script("dump.sql", dumped("imdb_dumped_test")));
      var unused = db.rebuild(plan);
      assertThat(Checksums.of(SCHEMA)).isEqualTo(Checksums.of("imdb_dumped_test"));
      assertThat(db.run(plan.transactions(500).verify(true)).counts().failed()).isZero();
    }

    /** Runs with a folder of programs of its own. */
    private void load(Path dump, Path programs) {
      DataLoading loading =
          DataLoading.of(
              Parameters.of(
                  DataLoading.PARAMETERS,
                  Map.of("data_loading.mode", "dump", "data_loading.filepath", dump.toString())));
      Import source = new Import(loading, programs.toString());
      source.require();
      StormDb.on(TestServer.dataSource())
          .catalog(io.stormdb.core.WorkloadCatalog.of(List.of(new SourcePlugin(source))))
          .rebuild(RunPlan.of("imdb_source").schema(SCHEMA));
    }

    /** What pg_restore would do, or the beginning of it. */
    private Path program(String body) throws IOException {
      Path program = script("pg_restore", "#!/bin/sh\n" + body + "\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
      return folder;
    }

    private Path archive() throws IOException {
      return script("movies.dump", "PGDMP and more");
    }

    @Test
    void thatIsAnArchiveIsReadThroughPgRestore() throws IOException {
      Path small = script("small.sql", SMALL);
      Path arguments = folder.resolve("arguments");
      load(archive(), program("echo \"$@\" > " + arguments + "; cat " + small));
      assertThat(strings("SELECT count(*) FROM movies")).containsExactly("2");
      assertThat(Files.readString(arguments).strip())
          .isEqualTo(
              "--data-only --no-owner --no-privileges --file=- " + folder.resolve("movies.dump"));
    }

    @Test
    void isNotLoadedIfPgRestoreFailsInTheEnd() throws IOException {
      Path small = script("small.sql", SMALL);
      Path programs = program("cat " + small + "; echo 'archive is damaged' >&2; exit 1");
      StormDbException failure =
          catchThrowableOfType(StormDbException.class, () -> load(archive(), programs));
      assertThat(failure)
          .hasMessage(
              "the load of schema imdb_script_test failed: movies.dump: pg_restore failed: archive"
                  + " is damaged; nothing was loaded");
      assertThat(strings("SELECT count(*) FROM movies")).containsExactly("0");
    }

    @Test
    void needsPgRestoreOnThePath() throws IOException {
      Path dump = archive();
      IllegalArgumentException refusal =
          catchThrowableOfType(IllegalArgumentException.class, () -> load(dump, folder));
      assertThat(refusal)
          .hasMessage(
              dump
                  + " is a dump that only pg_restore can read, which is not on the PATH; install"
                  + " the client programs of PostgreSQL, or dump with: pg_dump --format=plain"
                  + " --data-only");
    }

    @Test
    void isKnownByItsBeginning() throws IOException {
      Path tar = folder.resolve("movies.tar");
      try (OutputStream out = Files.newOutputStream(tar)) {
        out.write("toc.dat".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(Archive.is(tar)).isTrue();
      assertThat(Archive.is(archive())).isTrue();
      assertThat(Archive.is(script("plain.sql", "SELECT 1;"))).isFalse();
      assertThat(Archive.is(folder)).isFalse();
    }
  }

  /** A workload that is nothing but a source. */
  record SourcePlugin(Import source) implements io.stormdb.api.WorkloadPlugin {

    @Override
    public io.stormdb.api.PluginInfo info() {
      return new io.stormdb.api.PluginInfo("source", "1.0", "A source.", "Ada Examplewright");
    }

    @Override
    public List<io.stormdb.api.WorkloadType> types() {
      return List.of(
          new io.stormdb.api.WorkloadType(
              "imdb_source", List.of(), "imdb", "A source.", "movies", 1, 10, List.of()));
    }

    @Override
    public io.stormdb.api.Workload create(String type, Parameters parameters) {
      return new io.stormdb.api.Workload() {
        @Override
        public void createSchema(io.stormdb.api.SchemaContext db) throws SQLException {
          ImdbSchema.create(db);
        }

        @Override
        public void load(LoadContext load) throws SQLException {
          source.load(load);
        }

        @Override
        public List<io.stormdb.api.TransactionType> transactions(
            io.stormdb.api.WorkloadContext context) {
          return List.of();
        }
      };
    }
  }
}
