package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.JarBuilder;
import io.stormdb.core.PluginJar;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a configuration looks for plug-ins. */
class PluginKeysTest {

  @TempDir private Path folder;

  private Given given;

  @BeforeEach
  void nothingIsGiven() {
    given = Given.in(folder);
  }

  private static List<String> names(Configuration configuration) {
    return configuration.catalog().jars().jars().stream()
        .map(PluginJar::path)
        .map(path -> path.getFileName().toString())
        .toList();
  }

  @Test
  void findTheJarsThatAreNamedAndThoseInFolders() {
    Path named = JarBuilder.of("toy").in(folder.resolve("elsewhere"), "toy.jar");
    Path flagged = JarBuilder.of("box").in(folder.resolve("else"), "box.jar");
    JarBuilder.of("kite").in(folder.resolve("plugins"), "kite.jar");
    Configuration configuration =
        given
            .file(
                """
                workload: kite
                plugins:
                  paths:
                    - %s
                    - /none/such
                  files: [%s]
                  auto_load: true
                """
                    .formatted(folder.resolve("plugins"), named))
            .flags(Map.of("plugins.files.1st", flagged.toString()))
            .resolved();
    assertThat(names(configuration)).containsExactly("toy.jar", "box.jar", "kite.jar");
    assertThat(configuration.plan()).isEqualTo(RunPlan.of("kite"));
    assertThat(configuration.workloadType().description()).isEqualTo("Toys.");
    assertThat(configuration.catalog().plugins())
        .extracting(source -> source.metadata().info().name())
        .containsExactly("bank", "odd", "toy", "box", "kite");
  }

  @Test
  void searchNoFolderWhenToldSo() {
    JarBuilder.of("kite").in(folder.resolve("plugins"), "kite.jar");
    Path named = JarBuilder.of("toy").in(folder, "toy.jar");
    String file =
        """
        workload: toy
        plugins:
          paths: %s
          files: %s
        """
            .formatted(folder.resolve("plugins"), named);
    assertThat(names(given.file(file).resolved())).containsExactly("toy.jar", "kite.jar");
    assertThat(names(given.file(file + "  auto_load: false\n").resolved()))
        .containsExactly("toy.jar");
    String empty = file.replaceFirst("paths: .*", "paths: []");
    assertThat(given.file(empty).resolved().catalog().jars().folders()).isEmpty();
  }

  @Test
  void searchTheUsualFoldersWhenNothingIsSaid() {
    assertThat(
            given.flags(Map.of("workload", "bank")).resolved().catalog().jars().folders().keySet())
        .containsExactly(Path.of("./plugins"), Path.of("./build/plugins"));
  }

  @Test
  void understandTheBlockOfAFamilyThatAJarBrings() {
    Path toy = JarBuilder.of("toy").in(folder, "toy.jar");
    String plugins = "plugins: {files: ['" + toy + "']}\n";
    assertThat(given.file("workload: toy\n" + plugins + "toy: {age: 7}\n").resolved().plan())
        .isEqualTo(RunPlan.of("toy").parameter("age", "7"));
    assertThat(given.file("workload: bank\n" + plugins + "toy: {age: 700}\n").refusal())
        .isEqualTo("config.yaml:3: 'age' must be a whole number from 1 to 99 years, was '700'");
  }

  @Test
  void sayEverythingThatIsWrongWithItsLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip at all");
    assertThat(
            given
                .file(
                    """
                    workload: tpcc
                    plugins:
                      paths: [%s]
                      files:
                        - %s
                        - /none/such/imdb_plugin.so
                      auto_load: sometimes
                    tpcc: {pacing: none}
                    workers: 0
                    """
                        .formatted(text, text))
                .flags(Map.of("plugins.files.1", folder.toString()))
                .refusal()
                .replace(folder.toString(), "HERE"))
        .isEqualTo(
            """
            config.yaml:5: text.jar: not a jar, or a damaged one (zip END header not found); copy \
            it again
            config.yaml:6: /none/such/imdb_plugin.so: there is no such file; plug-ins are jars, \
            and some workloads need none: see 'stormdb workloads'
            config.yaml:7: 'plugins.auto_load' must be true or false, was 'sometimes'
            config.yaml:9: 'workers' must be a whole number from 1 to 10000, was '0'
            --plugin: HERE: a folder, not a jar; name it in plugins.paths to have every jar in it\
            """);
  }

  @Test
  void refuseAFileAsAFolderAndAMappingAsAList() {
    Path toy = JarBuilder.of("toy").in(folder, "toy.jar");
    assertThat(given.file("workload: bank\nplugins:\n  paths: " + toy + "\n").refusal())
        .isEqualTo(
            "config.yaml:3: toy.jar: a file, not a folder; name it in plugins.files, or with"
                + " --plugin");
    assertThat(given.file("workload: bank\nplugins:\n  files: {a: b}\n").refusal())
        .isEqualTo("config.yaml:3: 'plugins.files' must be a list of paths of jars, was a mapping");
    assertThat(given.file("workload: bank\nplugins:\n  files: [[a]]\n").refusal())
        .isEqualTo("config.yaml:3: 'plugins.files' must be one value, was a list");
    assertThat(given.file("workload: bank\nplugins:\n  file: a.jar\n").refusal())
        .isEqualTo("config.yaml:3: unknown key 'plugins.file'; did you mean 'plugins.files'?");
  }

  @Test
  void refuseTwoPluginsOfOneType() {
    Path one = JarBuilder.of("toy").in(folder, "one.jar");
    Path other = JarBuilder.of("toy").in(folder, "other.jar");
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("workload", "bank");
    flags.put("plugins.files.1", one.toString());
    flags.put("plugins.files.2", other.toString());
    assertThat(given.flags(flags).refusal())
        .isEqualTo(
            "workload 'toy' is claimed by two plug-ins, 'toy' 1.0 (one.jar) and 'toy' 1.0"
                + " (other.jar); remove one of them");
  }

  @Test
  void arePrintedWithTheirOriginsAndCanBeReadAgain() {
    Path toy = JarBuilder.of("toy").in(folder, "toy.jar");
    Path box = JarBuilder.of("box").in(folder, "box #1.jar");
    Given both =
        given
            .file("workload: toy\nplugins:\n  paths: []\n  files:\n    - " + toy + "\n")
            .flags(Map.of("plugins.files.1", box.toString()));
    assertThat(both.printed())
        .contains(
            """
            plugins:
              paths: []  # config.yaml:3
              files:
                - toy.jar  # config.yaml:5
                - 'box #1.jar'  # flag --plugin
              auto_load: true  # default
            """);
    Configuration again = given.file(both.resolved().print()).resolved();
    assertThat(names(again)).containsExactly("toy.jar", "box #1.jar");
    assertThat(again.catalog().jars().folders()).isEmpty();
  }

  @Test
  void areEnoughToFindOutWhatThereIs() {
    Path toy = JarBuilder.of("toy").in(folder, "toy.jar");
    Sources sources =
        given.file("workers: many\nplugins: {files: " + toy + "}\nkite: {a: b}\n").sources();
    WorkloadCatalog catalog = Configuration.catalog(sources);
    assertThat(catalog.typeNames()).containsExactly("bank", "odd", "toy");
    assertThatThrownBy(
            () -> Configuration.catalog(given.file("plugins: {files: none.jar}\n").sources()))
        .isInstanceOf(StormDbException.class)
        .hasMessage(folder.resolve("config.yaml") + ":1: none.jar: there is no such file");
  }
}
