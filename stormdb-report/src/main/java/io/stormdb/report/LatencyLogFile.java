package io.stormdb.report;

import io.stormdb.core.RunListener;
import io.stormdb.metrics.LatencyLog;
import io.stormdb.metrics.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the latency histograms of a run to a file, each measured interval when it ends, in the
 * format of {@link LatencyLog}. An earlier file is replaced when the run starts. A failing disk
 * ends the log and not the run: it is said at once, and {@link #trouble} says it again.
 */
public final class LatencyLogFile implements RunListener, AutoCloseable {

  private final Path file;
  private final Consumer<String> told;
  private @Nullable LatencyLog log;
  private @Nullable String trouble;

  /**
   * Prepares; the file is not touched before the run starts.
   *
   * @param file where the log goes
   * @param told hears at once when it cannot be written
   */
  public LatencyLogFile(Path file, Consumer<String> told) {
    this.file = file;
    this.told = told;
  }

  /**
   * Checks before a run that a file can be written. Leaves an existing file as it is.
   *
   * @throws IOException if it cannot; the message says which file, why and what to do
   */
  public static void requireWritable(Path file) throws IOException {
    new ResultFile(file).requireWritable();
  }

  @Override
  public void transactions(Instant started, List<String> types) {
    trying(() -> log = new LatencyLog(Files.newOutputStream(file), started, types));
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    LatencyLog current = log;
    if (measured && current != null && trouble == null) {
      trying(() -> current.add(start, length, tally));
    }
  }

  @Override
  public void ended() {
    close();
  }

  /** Returns why the log is not complete, if it is not. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void close() {
    LatencyLog current = log;
    if (current != null) {
      log = null;
      trying(current::close);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void trying(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      // the first one: those after it follow from it
      if (trouble == null) {
        String message = "the histogram log %s is not complete: %s".formatted(file, reason(e));
        trouble = message;
        told.accept(message);
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
