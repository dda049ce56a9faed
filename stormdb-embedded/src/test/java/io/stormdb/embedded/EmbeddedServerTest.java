package io.stormdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedServerTest {

  private static String ask(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void tell(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void startsAsDescribedAndLeavesNothingBehind() throws SQLException {
    Path data;
    ProcessHandle process;
    try (EmbeddedServer server = EmbeddedServer.start(ServerOptions.defaults())) {
      data = server.dataDirectory();
      process = server.process();
      assertThat(ask(server, "SHOW server_version")).isEqualTo("17.11");
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW shared_preload_libraries")).isEqualTo("pg_stat_statements");
      tell(server, "CREATE EXTENSION pg_stat_statements");
      assertThat(server.describe())
          .matches(
              "embedded PostgreSQL 17\\.11 on 127\\.0\\.0\\.1:"
                  + server.port()
                  + " \\(shared_buffers=\\d+MB, max_connections=300, fsync=on,"
                  + " synchronous_commit=on\\)");
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(data).doesNotExist();
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void hasAStandbyThatTakesInWhatIsChanged() throws SQLException {
    Path copy;
    try (EmbeddedServer primary =
        EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"))) {
      tell(primary, "CREATE TABLE before_it AS SELECT 1 AS n");
      try (EmbeddedServer standby = primary.standby()) {
        copy = standby.dataDirectory();
        assertThat(ask(standby, "SELECT n FROM before_it")).isEqualTo("1");
        tell(primary, "CREATE TABLE since_then AS SELECT 2 AS n");
        String there = ask(primary, "SELECT pg_current_wal_lsn()");
        awaitReplay(standby, there);
        assertThat(ask(standby, "SELECT n FROM since_then")).isEqualTo("2");
        assertThat(ask(standby, "SELECT pg_is_in_recovery()")).isEqualTo("t");
        assertThat(ask(standby, "SHOW shared_buffers")).isEqualTo("32MB");
        assertThat(ask(primary, "SELECT pg_is_in_recovery()")).isEqualTo("f");
        assertThatThrownBy(() -> tell(standby, "DROP TABLE since_then"))
            .hasMessage("ERROR: cannot execute DROP TABLE in a read-only transaction");
        standby.crash();
        standby.restart();
        // it lets clients in as soon as its data is consistent, and takes in the rest after that
        awaitReplay(standby, there);
        assertThat(ask(standby, "SELECT n FROM since_then")).isEqualTo("2");
      }
      assertThat(copy).doesNotExist();
      assertThat(ask(primary, "SELECT n FROM since_then")).isEqualTo("2");
    }
  }

  private static void awaitReplay(EmbeddedServer standby, String position) throws SQLException {
    // nothing is known of a position until the first record was replayed
    String condition = "SELECT coalesce(pg_last_wal_replay_lsn() >= '%s', false)";
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (ask(standby, condition.formatted(position)).equals("f")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  @Test
  void takesEverySettingAndNeedsThePassword() throws SQLException {
    ServerOptions options =
        ServerOptions.defaults()
            .unsafe(true)
            .setting("work_mem", "33MB")
            .setting("max_connections", "17");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      assertThat(ask(server, "SHOW work_mem")).isEqualTo("33MB");
      assertThat(ask(server, "SHOW max_connections")).isEqualTo("17");
      assertThat(ask(server, "SHOW fsync")).isEqualTo("off");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("off");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aSettingThatTheServerRefusesIsExplained() {
    ServerOptions options = ServerOptions.defaults().setting("shared_bufers", "1GB");
    assertThatThrownBy(() -> EmbeddedServer.start(options))
        .isInstanceOf(EmbeddedException.class)
        .hasMessageStartingWith("the embedded PostgreSQL did not start; its log ends with: ")
        .hasMessageContaining("unrecognized configuration parameter \"shared_bufers\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14, 15, 16, 18})
  void startsEveryMajorVersion(int version) throws SQLException {
    ServerOptions options =
        ServerOptions.defaults().majorVersion(version).setting("shared_buffers", "128MB");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      assertThat(ask(server, "SHOW server_version")).startsWith(version + ".");
    }
  }

  @Test
  void refusesVersionsThatDoNotExist() {
    assertThatThrownBy(() -> EmbeddedServer.start(ServerOptions.defaults().majorVersion(11)))
        .isInstanceOf(EmbeddedException.class)
        .hasMessage("unsupported PostgreSQL version '11'; available: 12, 13, 14, 15, 16, 17, 18");
  }

  @Test
  void recoversFromACrash() throws SQLException {
    try (EmbeddedServer server = EmbeddedServer.start(ServerOptions.defaults())) {
      tell(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      server.crash();
      assertThat(server.process().isAlive()).isFalse();
      assertThatThrownBy(() -> ask(server, "SELECT 1")).isInstanceOf(SQLException.class);
      server.restart();
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Nested
  class WithADataFolder {

    @TempDir Path folder;

    @Test
    void keepsDataForTheNextStart() throws SQLException {
      ServerOptions options = ServerOptions.defaults().dataDirectory(folder.resolve("data"));
      try (EmbeddedServer server = EmbeddedServer.start(options)) {
        tell(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        assertThat(server.isTemporary()).isFalse();
        assertThatThrownBy(() -> EmbeddedServer.start(options))
            .isInstanceOf(EmbeddedException.class)
            .hasMessage(
                folder.resolve("data")
                    + " is in use by a server with process id "
                    + server.process().pid()
                    + "; wait for its run to end, or use another folder");
      }
      try (EmbeddedServer server = EmbeddedServer.start(options)) {
        assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
        server.crash();
      }
      try (EmbeddedServer server = EmbeddedServer.start(options)) {
        assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
      }
      assertThatThrownBy(() -> EmbeddedServer.start(options.majorVersion(16)))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              folder.resolve("data")
                  + " holds data of PostgreSQL 17, not 16; use --embedded-version 17, or another"
                  + " folder");
    }

    @Test
    void doesNotTouchAFolderOfOthers() throws IOException {
      Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ada");
      assertThatThrownBy(() -> EmbeddedServer.start(ServerOptions.defaults().dataDirectory(folder)))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              folder
                  + " holds files that are not an embedded database; name a folder that is empty,"
                  + " new, or was made by an earlier run");
      assertThat(letter).hasContent("Dear Ada");
      assertThatThrownBy(() -> EmbeddedServer.start(ServerOptions.defaults().dataDirectory(letter)))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              letter
                  + " is a file; name a folder that is empty, new, or was made by an earlier run");
    }
  }

  @Nested
  class WhenTheProcessThatStartedItEnds {

    @ParameterizedTest
    @ValueSource(strings = {"exit", "TERM", "INT", "KILL"})
    void theServerEndsTooAndLeavesNothingBehind(String how)
        throws IOException, InterruptedException {
      endsWith(how, List.of());
    }

    @Test
    void theServerEndsTooForAnOrdinaryUser() throws IOException, InterruptedException {
      List<String> asNobody =
          System.getProperty("user.name").equals("root")
              ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--")
              : List.of();
      endsWith("TERM", asNobody);
    }

    private void endsWith(String how, List<String> prefix)
        throws IOException, InterruptedException {
      Path shared = Files.createTempDirectory("stormdb-shared");
      String classPath = System.getProperty("java.class.path");
      if (!prefix.isEmpty()) {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        classPath = readableByAll(classPath, shared);
      }
      List<String> command = new ArrayList<>(prefix);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", classPath, ServerHolder.class.getName(), how));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      if (!prefix.isEmpty()) {
        builder.environment().put("XDG_CACHE_HOME", shared.toString());
      }
      Process holder = builder.start();
      try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
        ProcessHandle server = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        CompletableFuture<ProcessHandle> guarded = server.parent().orElseThrow().onExit();
        Path folder = Path.of(out.readLine());
        if (how.equals("exit")) {
          holder.getOutputStream().close();
        } else {
          new ProcessBuilder("kill", "-" + how, Long.toString(holder.pid())).start().waitFor();
        }
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(server.isAlive()).isFalse();
        guarded.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(folder).doesNotExist();
      } finally {
        holder.destroyForcibly();
        Archive.delete(shared);
      }
    }

    /** The home of root, and a repository in it, are closed to others. */
    private static String readableByAll(String classPath, Path folder) throws IOException {
      List<String> copies = new ArrayList<>();
      for (String entry : classPath.split(File.pathSeparator)) {
        Path original = Path.of(entry);
        if (!Files.exists(original)) {
          continue;
        }
        Path root = original.getParent();
        Path copyRoot = Files.createDirectory(folder.resolve("class-path-" + copies.size()));
        try (Stream<Path> all = Files.walk(original)) {
          for (Path each : (Iterable<Path>) all::iterator) {
            Files.copy(each, copyRoot.resolve(root.relativize(each).toString()));
          }
        }
        copies.add(copyRoot.resolve(original.getFileName()).toString());
      }
      return String.join(File.pathSeparator, copies);
    }
  }
}
