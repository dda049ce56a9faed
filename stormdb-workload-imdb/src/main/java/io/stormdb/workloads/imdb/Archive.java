package io.stormdb.workloads.imdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A dump that is no script: what {@code pg_dump} writes with {@code --format=custom}, {@code tar}
 * or {@code directory}. {@code pg_restore} turns it into a script; it does not connect to a server,
 * and so needs no password.
 */
final class Archive {

  private static final String PROGRAM = "pg_restore";
  private static final byte[] CUSTOM = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAR = "toc.dat".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_OF_ERRORS = 2_000;

  private final Path path;
  private final Path program;

  private Archive(Path path, Path program) {
    this.path = path;
    this.program = program;
  }

  /** Returns whether a file or folder is such a dump. */
  static boolean is(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve("toc.dat"));
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(TAR.length), StandardCharsets.ISO_8859_1);
      return start.startsWith(new String(CUSTOM, StandardCharsets.US_ASCII))
          || start.equals(new String(TAR, StandardCharsets.US_ASCII));
    }
  }

  /**
   * Prepares to read.
   *
   * @param folders where programs are looked for, separated as in the variable PATH
   * @throws IllegalArgumentException if the program is not there
   */
  static Archive of(Path path, String folders) {
    Optional<Path> program =
        Stream.of(folders.split(java.io.File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .flatMap(folder -> Stream.of(PROGRAM, PROGRAM + ".exe").map(Path.of(folder)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    return new Archive(
        path,
        program.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is a dump that only %s can read, which is not on the PATH; install the client programs of PostgreSQL, or dump with: pg_dump --format=plain --data-only"
                        .formatted(path, PROGRAM))));
  }

  /** What reads the script that the program writes. */
  interface Reading<E extends Exception> {
    /** Reads it; {@code completeness} says at the end whether all of it was there. */
    void read(InputStream script, ScriptRun.Completeness completeness) throws E;
  }

  /** Starts the program and reads what it writes. */
  <E extends Exception> void read(Reading<E> reading) throws E, IOException {
    Path errors = Files.createTempFile("pg_restore", ".log");
    Process process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "--data-only",
                    "--no-owner",
                    "--no-privileges",
                    "--file=-",
                    path.toString()))
            .redirectError(errors.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .start();
    try (InputStream script = process.getInputStream()) {
      reading.read(script, () -> require(process, errors));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(errors);
    }
  }

  private static java.io.File nothing() {
    boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
    return new java.io.File(isWindows ? "NUL" : "/dev/null");
  }

  private static void require(Process process, Path errors) throws IOException {
    try {
      // it has closed its output, so it is about to end
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        String said = Files.readString(errors, StandardCharsets.ISO_8859_1).strip();
        throw new IOException(
            "%s failed: %s"
                .formatted(PROGRAM, said.substring(0, Math.min(MOST_OF_ERRORS, said.length()))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the load was interrupted", e);
    }
  }
}
