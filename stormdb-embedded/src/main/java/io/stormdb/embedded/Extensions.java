package io.stormdb.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Extensions that somebody has built for the embedded server: files to be added to an installation.
 *
 * @param folder holds {@code lib} and {@code share} as an installation does; need not exist
 */
record Extensions(Path folder) {

  /**
   * Adds the files that an installation does not have, or has in another size.
   *
   * @throws EmbeddedException if that cannot be done
   */
  void addTo(Path installation) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        add(file, installation.resolve(folder.relativize(file).toString()));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new EmbeddedException(
          "cannot add the extensions in %s to %s: %s".formatted(folder, installation, e), e);
    }
  }

  private static void add(Path file, Path target) throws IOException {
    if (Files.isRegularFile(target) && Files.size(target) == Files.size(file)) {
      return;
    }
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    // moved into place at once: a server that starts meanwhile must not load half a library
    Path copy = Files.createTempFile(parent, "adding-", ".part");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    copy.toFile().setReadable(true, false);
    Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
