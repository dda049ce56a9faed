package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.LadderPlugin;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of a workload that take a list. */
class ListParametersTest {

  @TempDir private Path folder;

  private Given given(String yaml) {
    return new Given(folder, Sources.of(WorkloadCatalog.of(List.of(new LadderPlugin()))))
        .file("workload: ladder\n" + yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload_config:\n  rungs: [1, 5]\n  feet: [right]\n",
        "ladder:\n  rungs:\n    - 1\n    - 5\n  feet: right\n",
        "workload_config: {rungs: '1, 5', feet: [right]}\n"
      })
  void areListsInAFileOrTexts(String yaml) {
    assertThat(given(yaml).resolved().plan().parameters())
        .isEqualTo(Map.of("rungs", "1, 5", "feet", "right"));
  }

  @Test
  void arePrintedSoThatTheyCanBeReadAgain() {
    Configuration first = given("workload_config:\n  rungs: [1, 5]\n").resolved();
    assertThat(
            new Given(folder, Sources.of(WorkloadCatalog.of(List.of(new LadderPlugin()))))
                .file(first.print())
                .resolved()
                .plan())
        .isEqualTo(first.plan());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rungs: [1, 12] | config.yaml:3: 'rungs' must be a list of different whole numbers from 1 to 9"
            + " feet, was '1, 12'",
        "rungs: [1, 1] | config.yaml:3: 'rungs' must be a list of different whole numbers from 1 to 9"
            + " feet, was '1, 1'",
        "feet: [left, both] | config.yaml:3: 'feet' must be a list of different ones of left, right,"
            + " was 'left, both'",
        "feet: [] | config.yaml:3: 'workload_config.feet' must be one value, was a list",
        "feet: [[left]] | config.yaml:3: 'workload_config.feet' must be one value, was a list",
        "trouble: [none, name] | config.yaml:3: 'trouble' must be one of none, preparation,"
            + " first-preparation, observation, transaction, name, driver, was 'none, name'"
      })
  void areRefusedWithTheirLineWhenTheyAreWrong(String line, String refusal) {
    assertThat(given("workload_config:\n  " + line + "\n").refusal()).isEqualTo(refusal);
  }

  @Test
  void areRefusedWhenTheyAreGivenForWhatIsNoList() {
    assertThatThrownBy(() -> given("labels: {a: [x, y]}\n").resolved())
        .isInstanceOf(StormDbException.class)
        .hasMessageEndingWith("config.yaml:2: 'labels.a' must be one value, was a list");
  }
}
