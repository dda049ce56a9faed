package io.stormdb.core;

import static io.stormdb.core.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.PluginInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a jar can be. */
class PluginJarTest {

  private static final String SERVICES = "META-INF/services/io.stormdb.api.WorkloadPlugin";
  private static final String METADATA = "META-INF/stormdb/toys.ToyPlugin.properties";
  private static final String CODE = "toys/ToyPlugin.class";

  @TempDir private Path folder;

  private static WorkloadCatalog none() {
    return WorkloadCatalog.of(List.of());
  }

  @Nested
  class ThatIsWhole {

    @Test
    void tellsWhatItIsBeforeItsCodeRuns() {
      Path file =
          JarBuilder.of("toy", Map.of("STATIC", "static { System.setProperty(\"toy\", \"ran\"); }"))
              .metadata(
                  "toys.ToyPlugin",
                  JarBuilder.metadata("toy")
                      + """
                      patterns = toy_*, box_*_of_toys
                      postgresql = 14
                      extensions = vector 0.7, pg_trgm
                      install.vector = apt install \\
                        postgresql-{major}-pgvector
                      """)
              .in(folder, "toy.jar");

      PluginMetadata toy = PluginJar.read(file).plugins().get(0);

      assertThat(toy.className()).isEqualTo("toys.ToyPlugin");
      assertThat(toy.apiVersion()).isEqualTo(1);
      assertThat(toy.info().name()).isEqualTo("toy");
      assertThat(toy.info().version()).isEqualTo("1.0");
      assertThat(toy.info().description()).isEqualTo("Toys.");
      assertThat(toy.info().author()).isEqualTo("Ada Examplewright");
      assertThat(toy.info().minimumPostgresql()).isEqualTo(14);
      assertThat(toy.describeExtensions()).isEqualTo("vector 0.7, pg_trgm");
      assertThat(toy.info().extensions().get(0).install())
          .isEqualTo("apt install postgresql-{major}-pgvector");
      assertThat(toy.workloads()).isEqualTo(Map.of("toy", List.of("toy_too")));
      assertThat(toy.families()).containsExactly("toy");
      assertThat(toy.patterns()).containsExactly("toy_*", "box_*_of_toys");
      WorkloadCatalog catalog = none().withJars(List.of(file));
      assertThat(catalog.typeNames()).containsExactly("toy");
      assertThat(catalog.families()).containsExactly("toy");
      assertThat(System.getProperty("toy")).as("what its code would have set").isNull();
    }

    @Test
    void saysTheSameInCodeAsInItsMetadata() {
      PluginJar.read(JarBuilder.of("toy").in(folder, "toy.jar")).verify();
    }

    @Test
    void mayHaveSeveralPlugins() {
      Path file =
          JarBuilder.of("toy")
              .source("toys.Box", "package toys; public class Box extends ToyPlugin {}")
              .entry(SERVICES, "# two of them\n\ntoys.ToyPlugin\ntoys.Box\n")
              .metadata("toys.Box", JarBuilder.metadata("box"))
              .in(folder, "toys.jar");
      assertThat(PluginJar.read(file).plugins())
          .extracting(plugin -> plugin.info().name())
          .containsExactly("toy", "box");
    }

    @Test
    void runsOnARealServerWithoutErrors() throws Exception {
      WorkloadCatalog catalog =
          none().withJars(List.of(JarBuilder.of("toy").in(folder, "toy.jar")));
      RunPlan plan = RunPlan.of("toy_too").schema("toy_run").workers(2).transactions(200);

      RunResult result = StormDb.on(TestServer.dataSource()).catalog(catalog).run(plan);

      assertThat(result.counts().successful()).isEqualTo(200);
      assertThat(result.counts().failed()).isZero();
      assertThat(result.environment().plugin())
          .isEqualTo(
              "toy 1.0 (%s, sha256 %s)"
                  .formatted(
                      folder.resolve("toy.jar"),
                      HexFormat.of()
                          .formatHex(
                              MessageDigest.getInstance("SHA-256")
                                  .digest(Files.readAllBytes(folder.resolve("toy.jar"))))));
      assertThat(TestServer.string("SELECT count(*) FROM toy_run.toy")).isEqualTo("10");
      StormDb.on(TestServer.dataSource()).catalog(catalog).cleanup(plan);
    }

    @Test
    void takesNamesThatItsPatternsStandFor() {
      Path file =
          JarBuilder.of(
                  "toy",
                  Map.of(
                      "STATIC",
                      """
                      @Override public java.util.Optional<WorkloadType> typeNamed(String name) {
                        return name.equals("toy_red")
                            ? java.util.Optional.of(new WorkloadType(
                                name, List.of(), "toy", "Red.", "toys", 1, 1, List.of()))
                            : java.util.Optional.empty();
                      }
                      """))
              .metadata("toys.ToyPlugin", JarBuilder.metadata("toy") + "patterns = toy_*\n")
              .in(folder, "toy.jar");
      WorkloadCatalog catalog = none().withJars(List.of(file));
      assertThat(catalog.resolve("toy_red").type().description()).isEqualTo("Red.");
      refused(() -> catalog.resolve("toy_blue"), "unknown workload 'toy_blue'; available: toy");
    }
  }

  @Nested
  class ThatCannotBeUsed {

    @Test
    void becauseItIsNotThere() {
      Path file = folder.resolve("none.jar");
      refused(() -> PluginJar.read(file), file + ": there is no such file");
    }

    @Test
    void becauseItIsALibraryOfTheProgramBefore() {
      Path file = folder.resolve("imdb_plugin.so");
      refused(
          () -> PluginJar.read(file),
          file
              + ": there is no such file; plug-ins are jars, and some workloads need none: see"
              + " 'stormdb workloads'");
    }

    @Test
    void becauseItIsAFolder() {
      refused(
          () -> PluginJar.read(folder),
          folder + ": a folder, not a jar; name it in plugins.paths to have every jar in it");
    }

    @Test
    void becauseItIsNoZip() throws IOException {
      Path file = Files.writeString(folder.resolve("text.jar"), "no zip at all");
      refused(
          () -> PluginJar.read(file),
          file + ": not a jar, or a damaged one (zip END header not found); copy it again");
    }

    @Test
    void becauseItIsCutShort() throws IOException {
      byte[] whole = Files.readAllBytes(JarBuilder.of("toy").in(folder, "whole.jar"));
      Path file = Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
      refused(
          () -> PluginJar.read(file),
          file + ": not a jar, or a damaged one (zip END header not found); copy it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICES, METADATA})
    void becauseWhatSaysWhatItIsIsDamaged(String entry) throws IOException {
      Path file = JarBuilder.of("toy").in(folder, "toy.jar");
      byte[] bytes = Files.readAllBytes(file);
      int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(entry) + entry.length();
      Arrays.fill(bytes, data, data + 20, (byte) 0xff);
      Files.write(file, bytes);
      assertThatThrownBy(() -> PluginJar.read(file))
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              Pattern.quote(file + ": not a jar, or a damaged one (") + ".*\\); copy it again");
    }

    @Test
    void becauseItHasNoPlugin() {
      Path file = JarBuilder.of("toy").without(SERVICES).in(folder, "bare.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": has no plug-in, because no class is named in META-INF/services/"
              + "io.stormdb.api.WorkloadPlugin; see docs/plugins.md");
    }

    @Test
    void becauseTheClassOfItsPluginIsMissing() {
      Path file = JarBuilder.of("toy").service("toys.Lost\u001b").in(folder, "lost.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": has no class toys.Lost?, but names it in META-INF/services/"
              + "io.stormdb.api.WorkloadPlugin");
    }

    @Test
    void becauseItHasNoMetadata() {
      Path file = JarBuilder.of("toy").without(METADATA).in(folder, "mute.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": has no META-INF/stormdb/toys.ToyPlugin.properties, which must say what the"
              + " plug-in is; see docs/plugins.md");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "name = toy| |'name' is missing",
          "author = Ada Examplewright|author =|'author' is missing",
          "api = 1| |'api' is missing",
          "api = 1|api = one|'api' must be a whole number from 1 up, was 'one'",
          "api = 1|api = 0|'api' must be a whole number from 1 up, was '0'",
          "api = 1|api = 1\\nauthor = Bo|'author' is there twice",
          "api = 1|api = 1\\nverson = 2|unknown key 'verson'; did you mean 'version'?",
          "api = 1|api = 1\\npostgresql = 14.2|'postgresql' must be a whole number from 1 up, was '14.2'",
          "api = 1|api = 1\\npostgresql = 140|the minimum PostgreSQL of a plugin must be a major version such as 14, was 140",
          "api = 1|api = 1\\ninstall.vector = x|unknown key 'install.vector'; available: name, version, description, author, api, workloads, families, patterns, postgresql, extensions, install.EXTENSION",
          "api = 1|api = 1\\nextensions = vector 0.7 0.8|'extensions' must be names, each with the version that is needed if any, such as 'vector 0.7, pg_trgm', was 'vector 0.7 0.8'",
          "api = 1|api = 1\\nextensions = vector new|the version of extension 'vector' must be numbers such as 0.7 or 1.5.2, was 'new'",
          "api = 1|api = 1\\nextensions = vector, vector|a plugin must name each extension once, was [vector, vector]",
          "api = 1|api = 1\\nextensions = x;DROP|the name of an extension must be lower-case letters, digits, underscores and dashes, was 'x;DROP'",
          "api = 1|api = 1\\npatterns = toy|'patterns' must be names with a '*' in them, such as 'shop_*', was 'toy'",
          "api = 1|api = 1\\npatterns = *|'patterns' must be names with a '*' in them, such as 'shop_*', was '*'",
          "author = Ada Examplewright|author = \\\\u001b[2J|'author' has a control character",
          "families = toy|families = Toy|'families' must be names, was 'Toy'",
          "workloads = toy (toy_too)|workloads = toy (a, b)|'workloads' must be names, each with its aliases in brackets if any, such as 'shop (store market), shop_read', was 'toy (a'",
          "workloads = toy (toy_too)|workloads = toy (toy)|'workloads' has a name twice: 'toy (toy)'",
          "workloads = toy (toy_too)|workloads = toy, toy|'workloads' has a name twice: 'toy, toy'",
          "api = 1|api = 1\\\\u00zz|Malformed \\\\uxxxx encoding.",
        })
    void becauseItsMetadataAreWrong(String line, String instead, String problem) {
      String text =
          JarBuilder.metadata("toy")
              .replace(
                  line + "\n",
                  instead == null
                      ? ""
                      : instead.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
                          + "\n");
      Path file = JarBuilder.of("toy").metadata("toys.ToyPlugin", text).in(folder, "wrong.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": META-INF/stormdb/toys.ToyPlugin.properties: the metadata cannot be understood: "
              + problem.replace("\\\\", "\\")
              + "; see docs/plugins.md");
    }

    @Test
    void becauseItsMetadataAreNotText() {
      Path file =
          JarBuilder.of("toy").entry(METADATA, new byte[] {'a', (byte) 0xff}).in(folder, "raw.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": META-INF/stormdb/toys.ToyPlugin.properties: the metadata cannot be understood:"
              + " it is not in UTF-8; see docs/plugins.md");
    }

    @Test
    void becauseItWasBuiltForALaterVersionAndThenItsClassesAreNotTouched() {
      Path file =
          JarBuilder.of("toy")
              .metadata(
                  "toys.ToyPlugin",
                  JarBuilder.metadata("toy").replace("api = 1", "api = 2\nnews = all"))
              // would fail as soon as it is looked at
              .entry(CODE, "no class")
              .in(folder, "later.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": META-INF/stormdb/toys.ToyPlugin.properties: plug-in 'toy' was built for version"
              + " 2 of stormdb-api, and this StormDB has version 1; use a newer StormDB, or a"
              + " plug-in that was built for this one");
    }
  }

  @Test
  void thePluginsOfTheClassPathMayHaveTheirMetadataCompared() {
    refused(
        () -> PluginMetadata.requireTrue(new BankPlugin()),
        "there is no META-INF/stormdb/io.stormdb.core.BankPlugin.properties beside"
            + " io.stormdb.core.BankPlugin; see docs/plugins.md");
    assertThat(new BankPlugin().info().minimumPostgresql()).isEqualTo(PluginInfo.OLDEST_POSTGRESQL);
  }
}
