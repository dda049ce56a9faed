package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files that hold what a report must look like. After a wanted change, {@code
 * -Dstormdb.golden=update} writes them anew; read the difference before committing it.
 */
final class Golden {

  private static final Path SOURCES =
      Path.of("src", "test", "resources", "io", "stormdb", "report");
  private static final boolean UPDATE = "update".equals(System.getProperty("stormdb.golden"));

  private Golden() {}

  static void assertSame(String actual, String name) {
    try {
      // once: what another locale writes is compared with it
      if (UPDATE && Locale.getDefault().equals(Locale.ROOT)) {
        Files.writeString(SOURCES.resolve(name), actual);
      }
      byte[] expected = Files.readAllBytes(SOURCES.resolve(name));
      // as streams, AssertJ says which lines differ
      InputStream lines = new ByteArrayInputStream(actual.getBytes(StandardCharsets.UTF_8));
      assertThat(lines).as(name).hasSameContentAs(new ByteArrayInputStream(expected));
      assertThat(actual).as(name).isEqualTo(new String(expected, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
