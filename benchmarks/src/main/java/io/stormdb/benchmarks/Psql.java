package io.stormdb.benchmarks;

import io.stormdb.embedded.EmbeddedServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own client, as it is installed on this machine.
 *
 * @param program where it is
 * @param server what it talks to, over TCP as StormDB does
 */
record Psql(Path program, EmbeddedServer server) {

  /** Looks for the program in the folders of {@code PATH}. */
  static Optional<Path> find(String path) {
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(Psql::candidates)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> candidates(String folder) {
    try {
      return Stream.of(Path.of(folder, "psql"), Path.of(folder, "psql.exe"));
    } catch (InvalidPathException e) {
      return Stream.of();
    }
  }

  /**
   * Runs a script in one process and returns what it printed, without the names of columns.
   *
   * @throws IOException if psql failed, with what it said
   */
  String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(), "--no-psqlrc", "--quiet", "--no-align", "--tuples-only");
    builder.command().add("--set=ON_ERROR_STOP=1");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("PGHOST", server.host());
    environment.put("PGPORT", Integer.toString(server.port()));
    environment.put("PGDATABASE", server.database());
    environment.put("PGUSER", server.user());
    environment.put("PGPASSWORD", server.password());
    Path input = Files.createTempFile("stormdb", ".sql");
    try {
      Files.writeString(input, script);
      Process process = builder.redirectErrorStream(true).redirectInput(input.toFile()).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("psql ended with status %d: %s".formatted(status, output));
      }
      return output;
    } finally {
      Files.delete(input);
    }
  }
}
