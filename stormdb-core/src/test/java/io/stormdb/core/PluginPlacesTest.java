package io.stormdb.core;

import static io.stormdb.core.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars beside other jars. */
class PluginPlacesTest {

  @TempDir private Path folder;

  private static WorkloadCatalog none() {
    return WorkloadCatalog.of(List.of());
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
      refused(
          () -> catalog.resolve("toi"),
          "unknown workload 'toi'; available: toy. Did you mean 'toy'? It may be in a jar that was"
              + " left out: "
              + reason);
      refused(() -> found.withFile(broken), reason);
    }

    @Test
    void isInTheCommandThatAMessageSuggests() {
      Path file = JarBuilder.of("toy").in(folder, "toy.jar");
      StormDb db =
          StormDb.on(TestServer.dataSource())
              .catalog(none().withJars(List.of(file)))
              .missingData(MissingData.REFUSE);
      refused(
          () -> db.run(RunPlan.of("toy").schema("toy_none")),
          "schema toy_none is not there or empty on the given data source; create and load it with:"
              + " stormdb rebuild --workload toy --plugin "
              + file
              + " --scale 10");
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
}
