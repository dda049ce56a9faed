package io.stormdb.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PgBouncer in front of an embedded server, as .ci/pgbouncer has fetched it. */
final class PgBouncer implements AutoCloseable {

  private static final Path PROGRAM = cache().resolve("pgbouncer");

  private final Process process;
  private final Path home;
  private final int port;
  private final String database;

  private PgBouncer(Process process, Path home, int port, String database) {
    this.process = process;
    this.home = home;
    this.port = port;
    this.database = database;
  }

  private static Path cache() {
    String folder = System.getenv("XDG_CACHE_HOME");
    Path all =
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(folder);
    return all.resolve("stormdb");
  }

  /** Skips tests where there is none. */
  static void require() {
    boolean available = Files.isExecutable(PROGRAM.resolve("usr/sbin/pgbouncer"));
    String reason = "there is no PgBouncer in " + PROGRAM + "; fetch it with .ci/pgbouncer";
    if (!available) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(available, reason);
  }

  /**
   * Starts one.
   *
   * @param database of the server
   * @param settings by name, as in its manual; pool_mode among them
   */
  static PgBouncer start(EmbeddedServer server, String database, Map<String, String> settings) {
    try {
      Path home = Files.createTempDirectory("stormdb-pgbouncer");
      int port = freePort();
      Path configuration = home.resolve("pgbouncer.ini");
      List<String> lines = new ArrayList<>();
      lines.add("[databases]");
      // whoever comes is let in, as the user that is named here
      lines.add(
          "%s = host=%s port=%d user=%s password=%s"
              .formatted(database, server.host(), server.port(), server.user(), server.password()));
      lines.add("[pgbouncer]");
      lines.add("listen_addr = 127.0.0.1");
      lines.add("listen_port = " + port);
      lines.add("unix_socket_dir =");
      lines.add("auth_type = any");
      lines.add("ignore_startup_parameters = extra_float_digits");
      settings.forEach((name, value) -> lines.add(name + " = " + value));
      Files.write(configuration, lines);
      copy(PROGRAM.resolve("usr"), home.resolve("usr"));
      List<String> prefix = notRoot(home);
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(prefix));
      builder
          .command()
          .addAll(List.of(home.resolve("usr/sbin/pgbouncer").toString(), configuration.toString()));
      builder.environment().put("LD_LIBRARY_PATH", home.resolve("usr/lib").toString());
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("pgbouncer.log").toFile())
              .start();
      PgBouncer bouncer = new PgBouncer(process, home, port, database);
      bouncer.await();
      return bouncer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** It refuses to run as root, as PostgreSQL does. */
  private static List<String> notRoot(Path home) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    if (works(List.of("unshare", "--user", "true"))) {
      return List.of("unshare", "--user");
    }
    // the password in the folder is that of a server which ends with the test
    try (Stream<Path> all = Files.walk(home)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
  }

  private static boolean works(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }

  private void await() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
          String log = Files.readString(home.resolve("pgbouncer.log"));
          close();
          throw new IOException("PgBouncer did not start: " + log, e);
        }
        Thread.onSpinWait();
      }
    }
  }

  ServerAddress address() {
    return new ServerAddress(
        List.of(new Host("127.0.0.1", port)),
        database,
        "guest",
        Optional.of(Password.of("any")),
        SslMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  DataSource source(QueryMode mode) {
    return address().dataSource(mode, Duration.ofSeconds(5), SessionTarget.ANY);
  }

  /** Returns what runs through it. */
  StormDb storm(QueryMode mode) {
    return StormDb.on(source(mode)).describedAs("jdbc:postgresql://bouncer.example/" + database);
  }

  /** Ends it, and all sessions that it has on the server. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    try (Stream<Path> all = Files.walk(home)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
