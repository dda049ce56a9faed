package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.PluginInfo;
import io.stormdb.api.WorkloadType;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a jar can be, and what becomes of it. */
class PluginJarTest {

  private static final String SERVICES = "META-INF/services/io.stormdb.api.WorkloadPlugin";
  private static final String METADATA = "META-INF/stormdb/toys.ToyPlugin.properties";
  private static final String CODE = "toys/ToyPlugin.class";

  @TempDir private Path folder;

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StormDbException.class,
            e -> assertThat(e.kind()).isEqualTo(StormDbException.Kind.USAGE))
        .hasMessage(message);
  }

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
      Path file = JarBuilder.of("toy").service("toys.Lost").in(folder, "lost.jar");
      refused(
          () -> PluginJar.read(file),
          file
              + ": has no class toys.Lost, but names it in META-INF/services/"
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

  @Nested
  class WhoseCode {

    private void failsWith(JarBuilder builder, String why) {
      Path file = builder.in(folder, "toy.jar");
      WorkloadCatalog catalog = none().withJars(List.of(file));
      refused(
          () -> catalog.resolve("toy"),
          file + ": plug-in 'toy' cannot be loaded: toys.ToyPlugin: " + why);
    }

    @Test
    void failsInTheConstructor() {
      failsWith(
          JarBuilder.of(
              "toy", Map.of("BORN", "if (true) throw new IllegalStateException(\"tired\");")),
          "its constructor failed with java.lang.IllegalStateException: tired");
    }

    @Test
    void failsBeforeTheConstructor() {
      failsWith(
          JarBuilder.of("toy", Map.of("STATIC", "static final int X = Integer.parseInt(\"y\");")),
          "java.lang.NumberFormatException: For input string: \"y\"");
    }

    @Test
    void isNoPlugin() {
      failsWith(
          JarBuilder.of("toy").source("toys.ToyPlugin", "package toys; public class ToyPlugin {}"),
          "it does not implement io.stormdb.api.WorkloadPlugin");
    }

    @Test
    void cannotBeConstructed() {
      failsWith(
          JarBuilder.of("toy")
              .source(
                  "toys.ToyPlugin",
                  "package toys; public abstract class ToyPlugin implements"
                      + " io.stormdb.api.WorkloadPlugin { public ToyPlugin(int n) {} }"),
          "it needs a public constructor without parameters");
    }

    @Test
    void isDamaged() {
      failsWith(
          JarBuilder.of("toy").entry(CODE, "no class at all"),
          "java.lang.ClassFormatError: Incompatible magic value 1852776547 in class file"
              + " toys/ToyPlugin");
    }

    @Test
    void saysSomethingElseThanTheMetadata() {
      Path file =
          JarBuilder.of("toy")
              .metadata(
                  "toys.ToyPlugin",
                  JarBuilder.metadata("toy")
                          .replace("version = 1.0", "version = 1.1")
                          .replace("(toy_too)", "")
                      + "postgresql = 13\nextensions = pg_trgm\n")
              .in(folder, "toy.jar");
      refused(
          () -> PluginJar.read(file).verify(),
          file
              + ": the metadata of plug-in 'toy' and its code disagree: version is '1.1' in the"
              + " metadata and '1.0' in the code; postgresql is '13' in the metadata and '12' in"
              + " the code; extensions is '[RequiredExtension[name=pg_trgm, minimumVersion=,"
              + " install=]]' in the metadata and '[]' in the code; workloads is 'toy' in the"
              + " metadata and 'toy (toy_too)' in the code; its author has to mend that");
    }

    @Test
    void lacksALibrary() {
      Path file =
          JarBuilder.of("toy", Map.of("MADE", "new org.yaml.snakeyaml.Yaml();"))
              .in(folder, "toy.jar");
      StormDb db = StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file)));
      refused(
          () -> db.setup(RunPlan.of("toy")),
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file
              + ") cannot be made: java.lang.NoClassDefFoundError: org/yaml/snakeyaml/Yaml");
    }

    @Test
    void isDamagedBehindItsName() throws IOException {
      Path file = JarBuilder.of("toy").entry("data.txt", "x".repeat(10_000)).in(folder, "toy.jar");
      byte[] bytes = Files.readAllBytes(file);
      int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data.txt");
      Arrays.fill(bytes, data + 10, data + 20, (byte) 0x55);
      Files.write(file, bytes);
      assertThatThrownBy(() -> PluginJar.read(file).verify())
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              Pattern.quote(file + ": data.txt is damaged (") + ".*\\); copy the jar again");
    }
  }

  @Nested
  class ThatClaimsWhatIsTaken {

    @Test
    void byAnotherJar() {
      Path one = JarBuilder.of("toy").in(folder, "a.jar");
      Path other =
          JarBuilder.of("box")
              .metadata(
                  "toys.BoxPlugin",
                  JarBuilder.metadata("box").replace("workloads = box", "workloads = toy_too"))
              .in(folder, "b.jar");
      refused(
          () -> none().withJars(List.of(one, other)),
          "workload 'toy_too' is claimed by two plug-ins, 'toy' 1.0 ("
              + one
              + ") and 'box' 1.0 ("
              + other
              + "); remove one of them");
    }

    @Test
    void byThoseOfTheClassPath() {
      Path file = JarBuilder.of("bank").in(folder, "bank.jar");
      WorkloadCatalog catalog = WorkloadCatalog.of(List.of(new BankPlugin()));
      refused(
          () -> catalog.withJars(List.of(file)),
          "workload 'bank' is claimed by two plug-ins, 'bank' 1.0 (class path) and 'bank' 1.0 ("
              + file
              + "); remove one of them");
    }

    @Test
    void byANameOnly() {
      Path one = JarBuilder.of("toy").in(folder, "a.jar");
      Path other =
          JarBuilder.of("box")
              .metadata(
                  "toys.BoxPlugin", JarBuilder.metadata("box").replace("name = box", "name = toy"))
              .in(folder, "b.jar");
      refused(
          () -> none().withJars(List.of(one, other)),
          "two plug-ins have the same name, 'toy' 1.0 ("
              + one
              + ") and 'toy' 1.0 ("
              + other
              + "); remove one of them");
    }
  }

  @Nested
  class InAFolder {

    @Test
    void isFoundByTheOrderOfNamesAndNotInFoldersBelow() {
      JarBuilder.of("toy").in(folder, "b.jar");
      JarBuilder.of("box").in(folder, "a.jar");
      JarBuilder.of("deep").in(folder.resolve("below"), "c.jar");
      JarBuilder.of("other").in(folder, "other.zip");
      PluginJars found = PluginJars.NONE.withFolder(folder);
      assertThat(found.jars())
          .extracting(jar -> jar.path().getFileName().toString())
          .containsExactly("a.jar", "b.jar");
      assertThat(found.folders()).isEqualTo(Map.of(folder, 2));
    }

    @Test
    void isThereOnceHoweverOftenItIsNamed() {
      Path file = JarBuilder.of("toy").in(folder, "toy.jar");
      PluginJars found =
          PluginJars.NONE
              .withFile(file)
              .withFile(folder.resolve(".").resolve("toy.jar"))
              .withFolder(folder)
              .withFolder(folder);
      assertThat(found.jars()).hasSize(1);
      assertThat(none().with(found).typeNames()).containsExactly("toy");
    }

    @Test
    void isLeftOutWhenItCannotBeUsedAndNamedWhenItMayBeWanted() throws IOException {
      JarBuilder.of("toy").in(folder, "toy.jar");
      Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip at all");
      PluginJars found = PluginJars.NONE.withFolder(folder);
      String reason =
          broken + ": not a jar, or a damaged one (zip END header not found); copy it again";
      assertThat(found.refused()).containsExactly(new PluginJars.Refused(broken, reason));
      WorkloadCatalog catalog = none().with(found);
      assertThat(catalog.resolve("toy").type().name()).isEqualTo("toy");
      refused(
          () -> catalog.resolve("elephant"),
          "unknown workload 'elephant'; available: toy. It may be in a jar that was left out: "
              + reason);
      refused(() -> found.withFile(broken), reason);
    }

    @Test
    void isNotThereWhenTheFolderIsNot() {
      Path missing = folder.resolve("missing");
      PluginJars found = PluginJars.NONE.withFolder(missing);
      assertThat(found.jars()).isEmpty();
      assertThat(found.folders()).isEqualTo(Map.of(missing, -1));
    }

    @Test
    void isRefusedWhenTheFolderIsAFile() {
      Path file = JarBuilder.of("toy").in(folder, "toy.jar");
      refused(
          () -> PluginJars.NONE.withFolder(file),
          file + ": a file, not a folder; name it in plugins.files, or with --plugin");
    }
  }

  @Nested
  class WithLibrariesOfItsOwn {

    private static final String LIBRARY =
        """
        package com.zaxxer.hikari;
        public class HikariConfig {
          public static String name() { return "the one of the jar"; }
        }
        """;

    private Object ask(JarBuilder builder) {
      WorkloadCatalog catalog = none().withJars(List.of(builder.in(folder, "toy.jar")));
      WorkloadType type = catalog.resolve("toy").type();
      assertThat(type.name()).isEqualTo("toy");
      return System.getProperties().remove("toy");
    }

    @Test
    void seesThoseAndNotOurs() {
      String born =
          """
          String yaml = "seen";
          try {
            Class.forName("org.yaml.snakeyaml.Yaml");
          } catch (ClassNotFoundException e) {
            yaml = "not seen";
          }
          System.setProperty("toy", com.zaxxer.hikari.HikariConfig.name() + ", ours " + yaml);
          """;
      // compiled against the source in the jar, not against ours
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source("com.zaxxer.hikari.HikariConfig", LIBRARY)))
          .isEqualTo("the one of the jar, ours not seen");
    }

    @Test
    void findsThemByNameAsWell() {
      String born =
          """
          try {
            System.setProperty("toy", String.valueOf(
                Class.forName("com.zaxxer.hikari.HikariConfig", true,
                        Thread.currentThread().getContextClassLoader())
                    .getMethod("name").invoke(null)));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
          """;
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source("com.zaxxer.hikari.HikariConfig", LIBRARY)))
          .isEqualTo("the one of the jar");
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void sharesTheTypesThatBothTalkAbout() {
      String born =
          """
          System.setProperty("toy",
              org.postgresql.PGConnection.class.getClassLoader()
                  == WorkloadPlugin.class.getClassLoader() ? "shared" : "two");
          """;
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source(
                          "org.postgresql.PGConnection",
                          "package org.postgresql; public interface PGConnection {}")))
          .isEqualTo("shared");
    }

    @Test
    void findsThemInWorkersWhateverTheConnections() {
      String each =
          """
          try {
            Class.forName("com.zaxxer.hikari.HikariConfig", true,
                    Thread.currentThread().getContextClassLoader())
                .getMethod("name").invoke(null);
          } catch (ReflectiveOperationException e) {
            throw new SQLException("not found", e);
          }
          """;
      Path file =
          JarBuilder.of("toy", Map.of("EACH", each))
              .source("com.zaxxer.hikari.HikariConfig", LIBRARY)
              .in(folder, "toy.jar");
      StormDb db = StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file)));
      RunPlan plan = RunPlan.of("toy").schema("toy_pool").workers(3).transactions(60);
      for (Connections connections :
          List.of(Connections.usual(), Connections.pooled(2), Connections.perTransaction())) {
        RunResult result = db.run(plan.connections(connections));
        assertThat(result.counts().successful()).isEqualTo(60);
        assertThat(result.counts().failed()).isZero();
      }
      db.cleanup(plan);
    }
  }

  @Nested
  class ThatNeedsMoreThanTheServerHas {

    private StormDb with(String extensions, String more, Path[] file) {
      file[0] =
          JarBuilder.of("toy", Map.of("EXTENSIONS", extensions))
              .metadata("toys.ToyPlugin", JarBuilder.metadata("toy") + more)
              .in(folder, "toy.jar");
      return StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file[0])));
    }

    private void refusedBeforeAnythingIsCreated(StormDb db, String message) {
      RunPlan plan = RunPlan.of("toy").schema("toy_needs");
      refused(() -> db.setup(plan), message);
      refused(() -> db.load(plan), message);
      refused(() -> db.rebuild(plan), message);
      refused(() -> db.check(plan), message);
      refused(() -> db.run(plan), message);
      assertThat(TestServer.strings("SELECT nspname FROM pg_namespace WHERE nspname = 'toy_needs'"))
          .isEmpty();
      db.cleanup(plan);
    }

    @Test
    void becauseAnExtensionIsMissing() {
      Path[] file = new Path[1];
      StormDb db =
          with(
              "List.of(new RequiredExtension(\"teleport\", \"\", \"apt install pg-{major}-teleport\"))",
              "extensions = teleport\ninstall.teleport = apt install pg-{major}-teleport\n",
              file);
      String major = TestServer.string("SELECT current_setting('server_version_num')::int / 10000");
      refusedBeforeAnythingIsCreated(
          db,
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file[0]
              + ") needs the extension 'teleport', which the server does not have; install it"
              + " where the server runs: apt install pg-"
              + major
              + "-teleport");
    }

    @Test
    void becauseAnExtensionIsTooOld() {
      Path[] file = new Path[1];
      StormDb db =
          with(
              "List.of(new RequiredExtension(\"plpgsql\", \"99.5\", \"\"))",
              "extensions = plpgsql 99.5\n",
              file);
      refusedBeforeAnythingIsCreated(
          db,
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file[0]
              + ") needs the extension 'plpgsql' 99.5 or later, and the server has 1.0; install it"
              + " where the server runs; and after that: ALTER EXTENSION \"plpgsql\" UPDATE");
    }

    @Test
    void becauseTheServerIsTooOld() {
      Path file =
          JarBuilder.of("toy")
              .source(
                  "toys.ToyPlugin",
                  """
                  package toys;
                  import io.stormdb.api.*;
                  import java.util.List;
                  public class ToyPlugin extends BoxPlugin {
                    @Override public PluginInfo info() {
                      return new PluginInfo("toy", "1.0", "Toys.", "Ada Examplewright", 99, List.of());
                    }
                    @Override public List<WorkloadType> types() {
                      return List.of(new WorkloadType(
                          "toy", List.of("toy_too"), "toy", "Toys.", "toys", 1, 1, List.of()));
                    }
                  }
                  """)
              .source(
                  "toys.BoxPlugin",
                  """
                  package toys;
                  import io.stormdb.api.*;
                  import java.util.List;
                  public abstract class BoxPlugin implements WorkloadPlugin {
                    @Override public Workload create(String type, Parameters parameters) {
                      return new Workload() {
                        @Override public void createSchema(SchemaContext db) {}
                        @Override public void load(LoadContext load) {}
                        @Override public List<TransactionType> transactions(WorkloadContext c) {
                          return List.of();
                        }
                      };
                    }
                  }
                  """)
              .metadata("toys.ToyPlugin", JarBuilder.metadata("toy") + "postgresql = 99\n")
              .in(folder, "toy.jar");
      refusedBeforeAnythingIsCreated(
          StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file))),
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file
              + ") needs PostgreSQL 99 or later, and the server is PostgreSQL "
              + TestServer.string("SHOW server_version")
              + "; use a newer server");
    }

    @ParameterizedTest
    @CsvSource({
      "0.7,0.7,0",
      "0.10,0.9,1",
      "0.6.2,0.7,-1",
      "1,0.7,1",
      "0.7.1,0.7,0",
      "2.0beta,2.1,-1",
      "1.1,,0"
    })
    void versionsAreComparedByTheirNumbers(String version, String minimum, int order) {
      assertThat(Requirements.compare(version, minimum == null ? "" : minimum)).isEqualTo(order);
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
