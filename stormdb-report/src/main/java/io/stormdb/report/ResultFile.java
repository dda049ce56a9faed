package io.stormdb.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that a result goes to: written beside its place first and then moved there. What exists
 * and is not a regular file, such as a pipe or {@code /dev/stdout}, is written to as it is.
 */
final class ResultFile {

  private final Path file;
  private final Path directory;
  private final boolean device;

  ResultFile(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    this.device = absolute.startsWith("/dev");
    // a link stays a link; what it points to is replaced
    this.file = Files.isRegularFile(absolute) && !device ? absolute.toRealPath() : absolute;
    this.directory = Objects.requireNonNullElse(this.file.getParent(), this.file);
  }

  /** Tries it out: permissions alone do not tell of read-only or full file systems. */
  void requireWritable() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(
          "cannot write %s: it is a directory; name a file in it".formatted(file));
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          Files.exists(directory)
              ? "cannot write %s: %s is not a directory".formatted(file, directory)
              : "cannot write %s: there is no directory %s; create it first"
                  .formatted(file, directory));
    }
    if (isSpecial()) {
      if (!Files.isWritable(file)) {
        throw new IOException("cannot write %s: permission denied".formatted(file));
      }
      return;
    }
    Path trial = beside();
    try {
      Files.createFile(trial);
    } catch (IOException e) {
      throw notWritten(e);
    } finally {
      Files.deleteIfExists(trial);
    }
  }

  void write(String text) throws IOException {
    requireWritable();
    if (isSpecial()) {
      try {
        // appended: /dev/stdout may be a file that holds the text report already
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw notWritten(e);
      }
      return;
    }
    Path complete = beside();
    try {
      Files.writeString(
          complete,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      replaceBy(complete);
    } catch (IOException e) {
      throw notWritten(e);
    } finally {
      Files.deleteIfExists(complete);
    }
  }

  private void replaceBy(Path complete) throws IOException {
    try {
      Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(complete, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean isSpecial() {
    return device || (Files.exists(file) && !Files.isRegularFile(file));
  }

  /**
   * Not {@link Files#createTempFile}: its files are for the owner only, and so would results be.
   */
  private Path beside() {
    return directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private IOException notWritten(IOException why) {
    String reason =
        why instanceof AccessDeniedException
            ? "permission denied in " + directory
            : why instanceof NoSuchFileException
                ? "no file can be made in " + directory
                : why instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : String.valueOf(why.getMessage());
    return new IOException("cannot write %s: %s".formatted(file, reason), why);
  }
}
