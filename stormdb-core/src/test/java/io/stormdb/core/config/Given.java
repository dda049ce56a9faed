package io.stormdb.core.config;

import io.stormdb.core.BankPlugin;
import io.stormdb.core.OddPlugin;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A file, an environment and flags for one test, and what becomes of them. */
record Given(Path folder, Sources sources) {

  static final WorkloadCatalog CATALOG =
      WorkloadCatalog.of(List.of(new BankPlugin(), new OddPlugin()));

  static Given in(Path folder) {
    return new Given(folder, Sources.of(CATALOG));
  }

  Given file(String yaml) {
    Path file = folder.resolve("config.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Given(folder, sources.file(file));
  }

  Given environment(Map<String, String> variables) {
    return new Given(folder, sources.environment(variables));
  }

  Given flags(Map<String, String> flags) {
    return new Given(folder, sources.flags(flags));
  }

  Configuration resolved() {
    return Configuration.resolve(sources);
  }

  /** Returns the message with which this is refused, the file named as if it were here. */
  String refusal() {
    StormDbException refusal =
        Assertions.catchThrowableOfType(StormDbException.class, this::resolved);
    Assertions.assertThat(refusal).as("a refusal").isNotNull();
    Assertions.assertThat(refusal.kind()).isEqualTo(StormDbException.Kind.USAGE);
    return here(String.valueOf(refusal.getMessage()));
  }

  /** Returns the effective configuration, the file named as if it were here. */
  String printed() {
    return here(resolved().print());
  }

  private String here(String text) {
    return text.replace(folder + java.io.File.separator, "");
  }
}
