package io.stormdb.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that a workload brings as a file beside its classes: tables, indexes, functions, queries.
 * Immutable.
 *
 * @param name of the file, for messages
 * @param text all of it
 */
public record SqlScript(String name, String text) {

  private static final Pattern PART =
      Pattern.compile(
          "'[^']*+'" // a doubled quote is the end of one string and the beginning of the next
              + "|\"[^\"]*+\""
              + "|--[^\\n]*+"
              + "|/\\*(?s:.*?)\\*/"
              + "|\\$(\\w*+)\\$(?s:.*?)\\$\\1\\$"
              + "|(?<end>;)");
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*+|/\\*(?s:.*?)\\*/");

  /** Checks that both are there. */
  public SqlScript {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }

  /**
   * Reads a resource that lies in the package of a class, in UTF-8.
   *
   * @param owner of the resource; in a plug-in, a class of the same jar
   * @param name of the file, for example {@code tables.sql}
   * @throws IllegalArgumentException if there is no such file, or it is not text in UTF-8
   */
  public static SqlScript beside(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name + " beside " + owner.getName());
      }
      byte[] bytes = in.readAllBytes();
      return new SqlScript(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          name + " beside " + owner.getName() + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the statements, without their semicolons and with the comments in and before them. A
   * semicolon in a string, an identifier in quotes, a text in dollars or a comment ends none.
   * Comments in comments, strings with backslashes ({@code E'\''}) and bodies of functions in
   * standard SQL ({@code BEGIN ATOMIC}) are not understood: run a script that has them as a whole.
   */
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    int from = 0;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      if (part.group("end") != null) {
        addTo(statements, text.substring(from, part.start()));
        from = part.end();
      }
    }
    addTo(statements, text.substring(from));
    return List.copyOf(statements);
  }

  private static void addTo(List<String> statements, String statement) {
    if (!COMMENT.matcher(statement).replaceAll("").isBlank()) {
      statements.add(statement.strip());
    }
  }
}
