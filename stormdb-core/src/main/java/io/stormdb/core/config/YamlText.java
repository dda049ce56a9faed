package io.stormdb.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Parses a file, and says in words why it cannot be. */
final class YamlText {

  private YamlText() {}

  /** Returns the root of a file, or {@code null} if it is empty or a problem was added. */
  static @Nullable Node root(Path path, Problems problems) {
    String text = "";
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
      String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new Yaml(new LoaderOptions()).compose(new StringReader(withoutMark));
    } catch (YAMLException e) {
      SyntaxError error = SyntaxError.of(e, text);
      problems.in(new Origin.Line(path.toString(), error.line()), error.sentence());
    } catch (CharacterCodingException e) {
      problems.missing(path + " is not text in UTF-8; save it in that encoding");
    } catch (IOException e) {
      problems.missing("cannot read " + path + ": " + reason(path, e));
    }
    return null;
  }

  private static String reason(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file; name another with --config";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return Files.isDirectory(path) ? "it is a folder" : String.valueOf(e.getMessage());
  }
}
