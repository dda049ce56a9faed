package io.stormdb.workloads.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page on this workload to its word. */
class ManualTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| `([^`]*)` \\| ", Pattern.MULTILINE);

  @Test
  void listsEveryParameterWithItsDefault() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "simple.md"));
    String table = page.substring(page.indexOf("## Parameters"), page.indexOf("## Which rows"));
    List<String> listed = new ArrayList<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      listed.add(row.group(1) + "=" + row.group(2));
    }
    List<Parameter> declared = new SimplePlugin().types().get(0).parameters();
    assertThat(listed)
        .containsExactlyElementsOf(
            declared.stream().map(p -> p.name() + "=" + p.defaultValue()).toList());
  }
}
