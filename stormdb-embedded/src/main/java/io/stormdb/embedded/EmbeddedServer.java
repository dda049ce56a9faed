package io.stormdb.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL that belongs to this process. {@link #close} stops it and deletes its data
 * unless a folder was named for it; so does the end of this process, however it comes. Safe for use
 * by many threads.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final String USER = "postgres";
  private static final String PASSWORD_FILE = "stormdb.password";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path installation;
  private final Path home;
  private final Path data;
  private final boolean temporary;
  private final Map<String, String> settings;
  private final int port;
  private final String password;
  private final Thread hook = new Thread(this::stop, "stormdb-embedded-stop");
  private ServerProcess process;

  private EmbeddedServer(ServerOptions options, Path installation) throws IOException {
    this(Tuning.settings(options), options, installation, null);
  }

  private EmbeddedServer(
      Map<String, String> settings,
      ServerOptions options,
      Path installation,
      @Nullable EmbeddedServer primary)
      throws IOException {
    this.installation = installation;
    this.settings = settings;
    // sockets have short paths, so this folder must be near the root
    this.home = Files.createTempDirectory("stormdb-pg");
    this.temporary = options.dataDirectory().isEmpty();
    this.data =
        options.dataDirectory().map(Path::toAbsolutePath).orElseGet(() -> home.resolve("data"));
    try {
      if (primary != null) {
        this.password = primary.password;
        primary.copyInto(data);
      } else if (!DataDirectory.isInitialised(data, options.majorVersion())) {
        options.progress().accept("initialising a database in " + data);
        this.password = initialise();
      } else {
        this.password = Files.readString(data.resolve(PASSWORD_FILE)).strip();
      }
      this.port = freePort();
      this.process = launch();
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IOException | RuntimeException e) {
      Archive.delete(home);
      throw e;
    }
  }

  /**
   * Starts a server and waits until it takes connections.
   *
   * @throws EmbeddedException if it cannot be started
   */
  public static EmbeddedServer start(ServerOptions options) {
    Path installation = Binaries.of(options.majorVersion(), options.progress()).installation();
    try {
      return new EmbeddedServer(options, installation);
    } catch (IOException e) {
      throw new EmbeddedException("cannot start the embedded PostgreSQL: " + e.getMessage(), e);
    }
  }

  /**
   * Starts a standby on this machine, with the same settings, that takes in by streaming all that
   * is changed here. Stops this server for the moment in which its data is copied, so nobody may be
   * connected. The standby has the same user, password and database; its data is temporary.
   *
   * @throws EmbeddedException if one of the two cannot be started
   */
  public EmbeddedServer standby() {
    try {
      return new EmbeddedServer(settings, ServerOptions.defaults(), installation, this);
    } catch (IOException e) {
      throw new EmbeddedException("cannot start a standby: " + e.getMessage(), e);
    }
  }

  private synchronized void copyInto(Path folder) throws IOException {
    process.stop();
    try {
      Archive.copy(data, folder);
    } finally {
      process = launch();
    }
    Files.createFile(folder.resolve("standby.signal"));
    // in a file, because everybody can see what a process was started with
    Files.writeString(
        folder.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=%s port=%d user=%s password=%s'%n"
            .formatted(host(), port, USER, password),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String initialise() throws IOException {
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path passwordFile = privateFile(home.resolve("password"), secret);
    boolean existed = Files.exists(data);
    Path fresh = existed ? data : Files.createDirectories(data);
    Account.owns(home);
    Account.owns(fresh);
    Account.owns(passwordFile);
    List<String> command =
        List.of(
            installation.resolve("bin").resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    ServerProcess.runToEnd(Account.wrap(command), "initdb");
    Files.delete(passwordFile);
    privateFile(data.resolve(PASSWORD_FILE), secret);
    return secret;
  }

  private static Path privateFile(Path file, String text) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private ServerProcess launch() throws IOException {
    Account.owns(home);
    List<String> command = new ArrayList<>();
    command.add(installation.resolve("bin").resolve("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    if (!ServerProcess.isWindows()) {
      command.addAll(List.of("-c", "unix_socket_directories=" + home));
    }
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return ServerProcess.start(Account.wrap(command), data, home, START_LIMIT);
  }

  /** Returns the URL for JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port + "/" + database();
  }

  /** Returns the address that the server listens on. */
  public String host() {
    return "127.0.0.1";
  }

  /** Returns the port that the server listens on. */
  public int port() {
    return port;
  }

  /**
   * Returns the folder with the server's Unix-domain socket, or empty on a system where it has
   * none.
   */
  public Optional<Path> socketDirectory() {
    return ServerProcess.isWindows() ? Optional.empty() : Optional.of(home);
  }

  /** Returns the name of the superuser. */
  public String user() {
    return USER;
  }

  /** Returns the superuser's password, drawn at random when the database was initialised. */
  public String password() {
    return password;
  }

  /** Returns the name of the database. */
  public String database() {
    return "postgres";
  }

  /** Returns the folder with the server's programs, libraries and extensions. */
  public Path installationDirectory() {
    return installation;
  }

  /** Returns the folder with the data. */
  public Path dataDirectory() {
    return data;
  }

  /** Returns the settings that the server was started with. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Returns the process of the postmaster. */
  public synchronized ProcessHandle process() {
    return process.postmaster();
  }

  /** Returns version, port and the settings that matter most, in one line. */
  public String describe() {
    String release = installation.getFileName().toString().replace("postgresql-", "");
    return "embedded PostgreSQL %s on %s:%d (%s)"
        .formatted(
            release.replaceFirst("\\.0$", ""),
            host(),
            port,
            String.join(
                ", ",
                Stream.of("shared_buffers", "max_connections", "fsync", "synchronous_commit")
                    .map(name -> name + "=" + settings.get(name))
                    .toList()));
  }

  /** Lets the server die as it would with the power of its machine. */
  public synchronized void crash() {
    process.crash();
  }

  /**
   * Starts the server again after a {@link #crash}, on the same port and data.
   *
   * @throws EmbeddedException if it cannot be started
   */
  public synchronized void restart() {
    try {
      process.stop();
      process = launch();
    } catch (IOException e) {
      throw new EmbeddedException("cannot restart the embedded PostgreSQL: " + e.getMessage(), e);
    }
  }

  private synchronized void stop() {
    process.stop();
    try {
      Archive.delete(home);
    } catch (IOException e) {
      // the system cleans its temporary folder; the data is stopped and of no more use
      home.toFile().deleteOnExit();
    }
  }

  /** Stops the server, and deletes its data if it is temporary. Does nothing the second time. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and the hook does the same
      return;
    }
    stop();
  }

  /** Returns whether the data goes with the server. */
  public boolean isTemporary() {
    return temporary;
  }
}
