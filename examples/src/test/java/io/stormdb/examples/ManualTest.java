package io.stormdb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the manual to its word: the Java on its pages is that of the examples. */
class ManualTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern JAVA_BLOCK =
      Pattern.compile("^```java\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections.md",
        "library.md",
        "load.md",
        "plugins.md",
        "progressive.md",
        "writing-a-workload.md"
      })
  void everyPieceOfJavaIsPartOfAnExample(String page) throws IOException {
    String examples = examples();
    List<String> blocks = new ArrayList<>();
    Matcher block = JAVA_BLOCK.matcher(Files.readString(DOCS.resolve(page)));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    assertThat(blocks).isNotEmpty();
    assertThat(blocks).filteredOn(java -> !examples.contains(java)).isEmpty();
  }

  private static String examples() throws IOException {
    try (Stream<Path> files =
        Stream.concat(Files.walk(Path.of("src")), Files.walk(Path.of("plugins")))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ManualTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
