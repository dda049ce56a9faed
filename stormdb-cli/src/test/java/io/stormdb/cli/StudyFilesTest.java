package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.Sources;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a study is written. */
class StudyFilesTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

  @TempDir Path folder;

  private static StudyFiles files(String... keysAndValues) {
    Map<String, String> flags =
        new LinkedHashMap<>(Map.of("workload", "simple", "progressive.bands", "3"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return StudyFiles.of(
        Configuration.resolve(Sources.of(WorkloadCatalog.load()).flags(flags))
            .progressive()
            .orElseThrow(),
        NOW);
  }

  @Test
  void isTheCurrentFolderUnlessSomebodySaysMore() {
    assertThat(files().json()).contains(Path.of("stormdb-progressive-20260102-030405.json"));
    assertThat(files().csv()).isEmpty();
  }

  @Test
  void isAFolderThatIsThereOrAPathWithoutItsEnding() {
    assertThat(files("progressive.export_path", folder.toString()).json())
        .contains(folder.resolve("stormdb-progressive-20260102-030405.json"));
    StudyFiles both =
        files("progressive.export_path", "out/scaling", "progressive.export_format", "both");
    assertThat(both.json()).contains(Path.of("out/scaling.json"));
    assertThat(both.csv()).contains(Path.of("out/scaling.csv"));
  }

  @Test
  void isWhatIsNamed() {
    assertThat(files("output.json", "a.json").json()).contains(Path.of("a.json"));
    assertThat(files("progressive.export_json", "b.json").json()).contains(Path.of("b.json"));
    assertThat(files("progressive.export_csv", "c.csv").csv()).contains(Path.of("c.csv"));
  }

  @Test
  void isTheFileOfTheStudyThatIsGoneOnWith() {
    assertThat(files("progressive.resume", "old.json").json()).contains(Path.of("old.json"));
    assertThat(files("progressive.resume", "old.json", "output.json", "new.json").json())
        .contains(Path.of("new.json"));
  }

  @Test
  void isNowhereIfNobodyWantsIt() {
    assertThat(files("progressive.export_json", "false").json()).isEmpty();
  }
}
