package io.stormdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

  @TempDir Path temporary;

  @Test
  void filesAreAddedWhereTheyBelongAndNewerOnesReplaceOlderOnes() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("extensions/lib/postgresql"));
    Path installation = Files.createDirectories(temporary.resolve("installation"));
    Extensions extensions = new Extensions(temporary.resolve("extensions"));

    Files.writeString(folder.resolve("teapot.so"), "first");
    extensions.addTo(installation);
    assertThat(installation.resolve("lib/postgresql/teapot.so")).hasContent("first");

    Files.writeString(folder.resolve("teapot.so"), "the second");
    extensions.addTo(installation);
    assertThat(installation.resolve("lib/postgresql/teapot.so")).hasContent("the second");
    assertThat(installation.resolve("lib/postgresql")).isDirectoryContaining("glob:**teapot.so");
  }

  @Test
  void whereThereAreNoneNothingIsAdded() {
    new Extensions(temporary.resolve("missing")).addTo(temporary);
    assertThat(temporary).isEmptyDirectory();
  }
}
