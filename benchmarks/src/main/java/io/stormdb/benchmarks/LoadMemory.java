package io.stormdb.benchmarks;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the memory that the loader needs at two scales, each in a Java runtime of its own with
 * the same small heap. Ends with status 1 if the larger scale needs more than a fifth more, 2 if
 * the comparison could not be made.
 *
 * <p>Options: {@code --small} (4) and {@code --large} (40) warehouses of TPC-C.
 */
public final class LoadMemory {

  private static final double MOST_GROWTH = 1.2;
  private static final double MEGABYTE = 1_000_000;

  private LoadMemory() {}

  /** Compares, and ends the process. */
  public static void main(String[] words) throws Exception {
    System.exit(run(words));
  }

  private static int run(String[] words) throws Exception {
    Arguments arguments;
    try {
      arguments = Arguments.parse(words, Map.of("small", 4, "large", 40));
    } catch (IllegalArgumentException e) {
      System.err.println("LoadMemory: " + e.getMessage());
      return 2;
    }
    try (EmbeddedServer server = EmbeddedServer.start(ServerOptions.defaults())) {
      HeapPeaks small = measure(server, arguments.get("small"));
      HeapPeaks large = measure(server, arguments.get("large"));
      double growth = (double) large.afterCollectionBytes() / small.afterCollectionBytes();
      print(
          "large / small, after collections: %.2f (at most %.2f is asked for)",
          growth, MOST_GROWTH);
      return growth > MOST_GROWTH ? 1 : 0;
    }
  }

  private static HeapPeaks measure(EmbeddedServer server, int warehouses)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            MeasuredLoad.class.getName(),
            server.jdbcUrl(),
            server.user(),
            Integer.toString(warehouses));
    builder.environment().put(MeasuredLoad.PASSWORD, server.password());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          "the load of %d warehouses ended with status %d".formatted(warehouses, status));
    }
    HeapPeaks peaks = HeapPeaks.parse(output.strip());
    print(
        "%3d warehouses: peak of the heap %6.2f MB after collections, %6.2f MB before;"
            + " %d collections",
        warehouses,
        peaks.afterCollectionBytes() / MEGABYTE,
        peaks.usedBytes() / MEGABYTE,
        peaks.collections());
    return peaks;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
