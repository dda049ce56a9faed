package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.api.Parameters;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.testkit.FreshServer;
import io.stormdb.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Data from what pg_dump itself has written, as .ci/pgdump has fetched it. */
class DumpTest {

  /** That of the programs: pg_dump refuses a server that is newer than itself. */
  private static final int VERSION = 15;

  private static final Path PROGRAMS = cache().resolve("pgdump-" + VERSION).resolve("bin");
  private static final String SCHEMA = "imdb_pg_dump_test";

  private static EmbeddedServer server;
  private static PGSimpleDataSource source;
  private static List<String> checksums;

  @TempDir private Path folder;

  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path all =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return all.resolve("stormdb");
  }

  @BeforeAll
  static void load() {
    boolean available = Files.isExecutable(PROGRAMS.resolve("pg_restore"));
    String reason = "there is no pg_dump in " + PROGRAMS + "; fetch it with .ci/pgdump";
    if (!available) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(available, reason);
    server = FreshServer.ofVersion(VERSION);
    source = FreshServer.dataSource(server);
    StormDb.on(source).rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(200));
    checksums = Checksums.of(source, SCHEMA);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static void dump(String... options) throws IOException {
    List<String> command =
        List.of(
            PROGRAMS.resolve("pg_dump").toString(),
            "--host=" + server.host(),
            "--port=" + server.port(),
            "--username=" + server.user(),
            "--schema=" + SCHEMA,
            "--dbname=postgres");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(command.stream(), Arrays.stream(options)).toList());
    builder.environment().put("PGPASSWORD", server.password());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
  }

  private static void reload(Path dump) {
    Import read =
        new Import(
            DataLoading.of(
                Parameters.of(
                    DataLoading.PARAMETERS,
                    Map.of("data_loading.mode", "dump", "data_loading.filepath", dump.toString()))),
            PROGRAMS.toString());
    read.require();
    StormDb.on(source)
        .catalog(WorkloadCatalog.of(List.of(new ScriptRunTest.SourcePlugin(read))))
        .rebuild(RunPlan.of("imdb_source").schema(SCHEMA));
  }

  @ParameterizedTest
  @CsvSource({"plain, movies.sql", "custom, movies.dump", "tar, movies.tar", "directory, movies"})
  void bringsBackEachRowWhateverItsFormat(String format, String name) throws IOException {
    Path file = folder.resolve(name);
    dump("--data-only", "--format=" + format, "--file=" + file);
    reload(file);
    assertThat(Checksums.of(source, SCHEMA)).isEqualTo(checksums);
  }

  @ParameterizedTest
  @CsvSource({"custom, movies.dump", "tar, movies.tar", "directory, movies"})
  void anArchiveMayHaveTheSchemaToo(String format, String name) throws IOException {
    Path file = folder.resolve(name);
    dump("--format=" + format, "--file=" + file);
    reload(file);
    assertThat(Checksums.of(source, SCHEMA)).isEqualTo(checksums);
  }

  @Test
  void aPlainOneWithTheSchemaIsRefusedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("whole.sql");
    dump("--format=plain", "--file=" + file);
    StormDbException refusal = catchThrowableOfType(StormDbException.class, () -> reload(file));
    assertThat(refusal)
        .hasMessageStartingWith("the load of schema imdb_pg_dump_test failed: whole.sql")
        .hasMessageContaining("already exists");
    assertThat(TestServer.strings(source, SCHEMA, "SELECT count(*) FROM movies"))
        .containsExactly("0");
  }

  @Test
  void aDamagedArchiveIsRefusedWithTheReason() throws IOException {
    Path file = folder.resolve("movies.dump");
    dump("--data-only", "--format=custom", "--file=" + file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    StormDbException refusal = catchThrowableOfType(StormDbException.class, () -> reload(file));
    assertThat(refusal).hasMessageContaining("movies.dump: pg_restore failed: ");
    assertThat(refusal).hasMessageEndingWith("; nothing was loaded");
  }
}
