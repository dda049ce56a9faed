package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.WorkloadPlugin;
import io.stormdb.core.PluginMetadata;
import io.stormdb.core.WorkloadCatalog;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workloads from jars, on the command line; the jars are those of our own workloads. */
class PluginsTest {

  @TempDir private Path folder;

  private static Tool.Outcome done(Tool.Outcome outcome) {
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  /** Returns the entry of the class path that has a plug-in: a jar, or a folder of classes. */
  private static Path homeOf(String plugin) {
    URL found =
        Objects.requireNonNull(
            PluginsTest.class.getResource("/META-INF/stormdb/" + plugin + ".properties"));
    String text = found.toString();
    String home =
        text.startsWith("jar:")
            ? text.substring("jar:".length(), text.indexOf("!/"))
            : text.substring(0, text.indexOf("META-INF"));
    return Path.of(URI.create(home));
  }

  /** Returns the jar of a workload's module, as the build makes it. */
  private static Path jarOf(String plugin, Path target) throws IOException {
    Path home = homeOf(plugin);
    if (Files.isRegularFile(home)) {
      return Files.copy(home, target);
    }
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> files = Files.walk(home)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new ZipEntry(home.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, jar);
      }
    }
    return target;
  }

  private static final String SHOP = "io.stormdb.workloads.ecommerce.EcommercePlugin";
  private static final String VECTOR = "io.stormdb.workloads.vector.VectorPlugin";

  @Nested
  class OfOurOwn {

    static List<WorkloadPlugin> plugins() {
      return ServiceLoader.load(WorkloadPlugin.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void haveMetadataThatSayTheSameAsTheirCode(WorkloadPlugin plugin) {
      PluginMetadata.requireTrue(plugin);
    }

    @Test
    void takeNamesMadeOfPartsFromAJarAsWell() throws IOException {
      Path jar = jarOf(VECTOR, folder.resolve("vector.jar"));
      WorkloadCatalog catalog = WorkloadCatalog.of(List.of()).withJars(List.of(jar));
      for (String name :
          List.of("pgvector_read_scan_cosine_256", "pgvector_index_inner", "vector_cosine")) {
        assertThat(catalog.resolve(name).source().where()).isEqualTo(jar.toString());
      }
    }
  }

  /** The command line as a process whose class path lacks one of the workloads. */
  private String runWithout(String plugin, Path work, String... arguments)
      throws IOException, InterruptedException {
    Path home = homeOf(plugin);
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toAbsolutePath().equals(home.toAbsolutePath()))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STORMDB_DB_"));
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  @Nested
  class OfTheShop {

    @Test
    void runOnTheEmbeddedServerFromAFolderWithoutErrors() throws Exception {
      Path plugins = Files.createDirectories(folder.resolve("plugins"));
      jarOf(SHOP, plugins.resolve("shop.jar"));
      Path json = folder.resolve("result.json");

      String listed = runWithout(SHOP, folder, "workloads", "ecommerce_read");
      String said =
          runWithout(
              SHOP,
              folder,
              "--workload",
              "ecommerce_mixed",
              "--embedded",
              "--scale",
              "1000",
              "--workers",
              "4",
              "--connection-mode",
              "pooled",
              "--duration",
              "3s",
              "--verify",
              "--json",
              json.toString());

      assertThat(listed).contains("from: ." + File.separator + "plugins" + File.separator);
      assertThat(said).contains("Final Results").doesNotContain("WARNING: a plug-in");
      assertThat(Files.readString(json))
          .containsPattern("\"failed\" ?: ?0\\b")
          .doesNotContainPattern("\"total_transactions\" ?: ?0\\b");
    }
  }

  @Nested
  class Listed {

    @Test
    void sayWhereTheyAreFromAndWhatWasLeftOut() throws IOException {
      Path jars = Files.createDirectories(folder.resolve("jars"));
      Path broken = Files.writeString(jars.resolve("broken.jar"), "no zip at all");
      Path config =
          Files.writeString(
              folder.resolve("c.yaml"),
              "plugins:\n  paths:\n    - " + jars + "\n    - " + jars.resolve("none") + "\n");
      String listed = done(Tool.run(Map.of(), "plugins", "list", "-c", config.toString())).out();
      assertThat(listed)
          .contains(
              lines("NAME           VERSION    STATE        FROM"),
              "tpcc           1.0        loaded       class path",
              "    workloads: simple (mixed), simple_read (read), simple_write (write)",
              lines(
                  "-              -          left out     " + broken,
                  "    "
                      + broken
                      + ": not a jar, or a damaged one (zip END header not found); copy it again"),
              lines(
                  "",
                  "searched: " + jars + " (1 jar)",
                  "searched: " + jars.resolve("none") + " (no such folder)"));
      assertThat(done(Tool.run(Map.of(), "plugins", "-c", config.toString())).out())
          .isEqualTo(listed);
    }

    @Test
    void warnOfWhatWasLeftOutInEveryRun() throws IOException {
      Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip at all");
      Path config =
          Files.writeString(
              folder.resolve("c.yaml"), "workload: tpcc\nplugins:\n  paths: " + folder + "\n");
      assertThat(done(Tool.run(Map.of(), "-c", config.toString(), "--print-config")).err())
          .isEqualTo(
              lines(
                  "WARNING: a plug-in is left out: "
                      + broken
                      + ": not a jar, or a damaged one (zip END header not found); copy it again."
                      + " Remove it, or set plugins.auto_load to false and name the jars that you"
                      + " need in plugins.files"));
    }
  }

  @Nested
  class Inspected {

    @Test
    void sayAllThatTheirMetadataHaveAndAreVerified() throws Exception {
      Path jar = jarOf(VECTOR, folder.resolve("vector.jar"));
      byte[] bytes = Files.readAllBytes(jar);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      String metadata =
          lines(
              "jar          " + jar,
              "size         " + String.format(Locale.ROOT, "%,d", bytes.length) + " bytes",
              "sha256       " + hash,
              "",
              "plug-in      vector",
              "version      1.0",
              "description  Similarity search and ingestion with pgvector.",
              "author       The StormDB authors",
              "class        io.stormdb.workloads.vector.VectorPlugin",
              "workloads    vector_1024, vector_1024_cosine (vector_cosine), vector_1024_inner"
                  + " (vector_inner), pgvector_ingestion_single, pgvector_ingestion_batch,"
                  + " pgvector_ingestion_copy, pgvector_update_single, pgvector_update_batch,"
                  + " pgvector_read_scan, pgvector_read_indexed, pgvector_index,"
                  + " pgvector_accuracy, pgvector_*",
              "data in      stormdb_vector",
              "PostgreSQL   12 or later",
              "extensions   vector 0.7",
              "             apt install postgresql-{major}-pgvector (Debian, Ubuntu), dnf install"
                  + " pgvector_{major} (Red Hat, PGDG), brew install pgvector (macOS), or see"
                  + " https://github.com/pgvector/pgvector",
              "API          version 1");
      assertThat(done(Tool.run(Map.of(), "plugins", "show", jar.toString())).out())
          .isEqualTo(metadata);
      assertThat(done(Tool.run(Map.of(), "plugins", "inspect", jar.toString())).out())
          .isEqualTo(
              metadata
                  + lines(
                      "", "verified     every entry is whole, and the code says the same as this"));
    }

    @Test
    void areRefusedWhenTheirCodeIsGone() throws IOException {
      Path whole = jarOf(SHOP, folder.resolve("whole.jar"));
      Path jar = folder.resolve("shop.jar");
      try (JarFile in = new JarFile(whole.toFile());
          JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (ZipEntry entry : in.stream().filter(e -> !e.isDirectory()).toList()) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(
              entry.getName().endsWith("EcommercePlugin.class")
                  ? "no class".getBytes(StandardCharsets.UTF_8)
                  : in.getInputStream(entry).readAllBytes());
        }
      }
      assertThat(done(Tool.run(Map.of(), "plugins", "show", jar.toString())).out())
          .contains("plug-in      ecommerce");
      Tool.Outcome outcome = Tool.run(Map.of(), "plugins", "inspect", jar.toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.out()).contains("plug-in      ecommerce").doesNotContain("verified");
      assertThat(outcome.err())
          .startsWith(
              "stormdb: "
                  + jar
                  + ": plug-in 'ecommerce' cannot be loaded: "
                  + SHOP
                  + ": java.lang.ClassFormatError: ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "plugins lst|unknown action 'lst' of the command 'plugins'; there are 'plugins list', 'plugins show FILE' and 'plugins inspect FILE'",
          "plugins list all|'plugins list' takes nothing more, was 'all'; there are 'plugins list', 'plugins show FILE' and 'plugins inspect FILE'",
          "plugins inspect|'plugins inspect' needs one jar; there are 'plugins list', 'plugins show FILE' and 'plugins inspect FILE'",
          "plugins inspect none.jar|none.jar: there is no such file",
          "--workload tpcc --plugin none.jar|--plugin: none.jar: there is no such file",
          "workloads --plugin none.jar|--plugin: none.jar: there is no such file",
          "cleanup --workload tpcc --plugin none.jar|--plugin: none.jar: there is no such file",
        })
    void areAskedForInTheRightWords(String typed, String message) {
      Tool.Outcome outcome = Tool.run(Map.of(), typed.split(" "));
      assertThat(outcome.err()).isEqualTo(lines("stormdb: " + message));
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void areRefusedWhenTheyClaimWhatIsOnTheClassPath() throws IOException {
      Path jar = jarOf(SHOP, folder.resolve("shop.jar"));
      Tool.Outcome outcome =
          Tool.run(Map.of(), "--workload", "tpcc", "--plugin", jar.toString(), "--dry-run");
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .isEqualTo(
              lines(
                  "stormdb: workload 'ecommerce' is claimed by two plug-ins, 'ecommerce' 1.0"
                      + " (class path) and 'ecommerce' 1.0 ("
                      + jar
                      + "); remove one of them"));
    }
  }

  @Test
  void theWorkloadThatComparesConnectionsSaysHowItRuns() {
    assertThat(done(Tool.run(Map.of(), "workloads", "connection")).out())
        .contains(lines("connections: runs in connection_mode mixed unless another one is named"));
    assertThat(done(Tool.run(Map.of(), "workloads", "tpcc")).out())
        .doesNotContain("connection_mode");
    assertThat(done(Tool.run(Map.of(), "workloads", "vector_cosine")).out())
        .contains(lines("needs: PostgreSQL 12 or later, extensions vector 0.7"));
  }
}
