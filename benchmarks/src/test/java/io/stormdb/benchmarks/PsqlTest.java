package io.stormdb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PsqlTest {

  @TempDir Path folder;

  @Test
  void theFirstProgramOnThePathIsFound() throws IOException {
    Path program = Files.createFile(Files.createDirectory(folder.resolve("two")).resolve("psql"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String path =
        String.join(
            File.pathSeparator, folder.resolve("one").toString(), program.getParent().toString());
    assertThat(Psql.find(path)).contains(program);
  }

  @Test
  void whereThereIsNoneNoneIsFound() {
    assertThat(Psql.find("")).isEmpty();
    assertThat(Psql.find(folder.toString())).isEmpty();
  }
}
