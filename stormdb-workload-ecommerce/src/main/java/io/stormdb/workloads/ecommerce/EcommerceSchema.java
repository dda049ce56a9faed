package io.stormdb.workloads.ecommerce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tables, their keys and indexes, and the triggers: scripts beside this class. */
final class EcommerceSchema {

  private EcommerceSchema() {}

  /** Returns the whole of a script. */
  static String script(String name) {
    try (InputStream in =
        Objects.requireNonNull(EcommerceSchema.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the statements of a script of which each ends with a semicolon at the end of a line.
   */
  static List<String> statements(String name) {
    return Stream.of(script(name).split(";\\s*\\n"))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty())
        .toList();
  }
}
