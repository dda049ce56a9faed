package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.BankPlugin;
import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that have a block of their own. */
class SectionTest {

  @TempDir private Path folder;
  private Given given = new Given(Path.of(""), Sources.of(WorkloadCatalog.of(List.of())));

  private static final class Films implements WorkloadPlugin {

    @Override
    public PluginInfo info() {
      return new PluginInfo("films", "1.0", "Films.", "Ada Examplewright");
    }

    @Override
    public List<WorkloadType> types() {
      return List.of(
          new WorkloadType(
              "films",
              List.of(),
              "films",
              "Films.",
              "films",
              1,
              10,
              List.of(
                  Parameter.choice("source.mode", "made", "How.", "made", "read"),
                  Parameter.text("source.file", "", "What."))));
    }

    @Override
    public Workload create(String type, Parameters parameters) {
      throw new UnsupportedOperationException("films cannot be run");
    }
  }

  @BeforeEach
  void know() {
    given =
        new Given(folder, Sources.of(WorkloadCatalog.of(List.of(new BankPlugin(), new Films()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload: films\nsource: {mode: read, file: a.tsv}\n",
        "workload: {type: films, source: {mode: read, file: a.tsv}}\n",
        "workload: films\nworkload_config: {source: {mode: read, file: a.tsv}}\n",
        "workload: films\nworkload_config: {source.mode: read, source.file: a.tsv}\n",
        "workload: films\nfilms: {source: {mode: read, file: a.tsv}}\n"
      })
  void canBeWrittenInEachOfThePlacesOfParameters(String yaml) {
    assertThat(given.file(yaml).resolved().plan().parameters())
        .isEqualTo(Map.of("source.mode", "read", "source.file", "a.tsv"));
  }

  @Test
  void losesToAFlag() {
    assertThat(
            given
                .file("workload: films\nsource: {mode: made, file: a.tsv}\n")
                .flags(Map.of("workload_config.source.mode", "read"))
                .resolved()
                .plan()
                .parameters())
        .isEqualTo(Map.of("source.mode", "read", "source.file", "a.tsv"));
  }

  @Test
  void isReadAgainAsItIsPrinted() {
    Configuration first = given.file("workload: films\nsource: {mode: read}\n").resolved();
    assertThat(given.file(first.print()).resolved().plan()).isEqualTo(first.plan());
  }

  @Test
  void isRefusedIfAValueIsWrongOrNobodyKnowsIt() {
    assertThat(given.file("workload: films\nsource:\n  mode: found\n  files: x\n").refusal())
        .isEqualTo(
            "config.yaml:3: 'source.mode' must be one of made, read, was 'found'\n"
                + "config.yaml:4: workload 'films' has no parameter 'source.files'; did you mean"
                + " 'source.file'?");
  }

  @Test
  void isRefusedIfItIsNoBlock() {
    assertThat(given.file("workload: films\nsource: read\n").refusal())
        .isEqualTo(
            "config.yaml:2: 'source' must be a mapping of the workload's parameters to values, was"
                + " a single value");
  }

  @Test
  void isSuggestedWhenItIsMistyped() {
    assertThat(given.file("workload: films\nsuorce: {mode: read}\n").refusal())
        .isEqualTo("config.yaml:2: unknown key 'suorce'; did you mean 'source'?");
  }

  @Test
  void mayBeThereForAnotherWorkloadIfItChangesNothing() {
    assertThat(given.file("workload: bank\nsource: {mode: made, file: ''}\n").resolved().plan())
        .isEqualTo(given.file("workload: bank\n").resolved().plan());
    assertThat(given.file("workload: bank\nsource: {mode: read}\n").refusal())
        .startsWith("config.yaml:2: workload 'bank' has no parameter 'source.mode'; available: ");
  }
}
