package io.stormdb.report;

import io.stormdb.core.LoadListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints how far a load has come: on a terminal one line that is drawn again and again, elsewhere a
 * line at the start and at the end of each step and few in between. Not safe for use by many
 * threads; a load calls it from one at a time.
 */
public final class LoadProgress implements LoadListener, AutoCloseable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private static final Duration SHORTEST_TOLD = Duration.ofSeconds(1);

  private final PrintWriter out;
  private final int columns;
  private final Map<String, Progress> running = new LinkedHashMap<>();
  private final Map<String, Duration> printedAt = new LinkedHashMap<>();
  private String drawn = "";

  /**
   * Prints to a writer.
   *
   * @param columns how wide the terminal is that the writer leads to; 0 if it leads to none, so
   *     that no line can be drawn again
   */
  public LoadProgress(PrintWriter out, int columns) {
    if (columns < 0) {
      throw new IllegalArgumentException("columns must be at least 0, was " + columns);
    }
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void progress(Progress progress) {
    if (progress.finished()) {
      running.remove(progress.step());
      printedAt.remove(progress.step());
      if (isWorthALine(progress)) {
        printLine(StepText.finished(progress));
      } else {
        draw("");
      }
    } else if (columns > 0) {
      running.remove(progress.step());
      running.put(progress.step(), progress);
      draw(StepText.bar(progress));
    } else {
      printNowAndThen(progress);
    }
    out.flush();
  }

  @Override
  public void announcement(String sentence) {
    printLine(sentence);
    out.flush();
  }

  /** Wipes what is drawn of a step that did not end. To be called after the load. */
  @Override
  public void close() {
    running.clear();
    draw("");
    out.flush();
  }

  /** Copied rows are always worth it; an index of a small table is not. */
  private static boolean isWorthALine(Progress finished) {
    return finished.total() > 0 || finished.elapsed().compareTo(SHORTEST_TOLD) >= 0;
  }

  private void printNowAndThen(Progress progress) {
    Duration last = printedAt.getOrDefault(progress.step(), Duration.ZERO);
    if (progress.elapsed().minus(last).compareTo(BETWEEN_LINES) >= 0) {
      printLine(StepText.unfinished(progress));
      printedAt.put(progress.step(), progress.elapsed());
    }
  }

  /** Prints a line that stays, and draws again what still goes on. */
  private void printLine(String line) {
    draw("");
    out.println(line);
    running.values().stream()
        .reduce((first, second) -> second)
        .map(StepText::bar)
        .ifPresent(this::draw);
  }

  private void draw(String line) {
    // one column less: a line that a terminal wraps could not be drawn again
    String cut = line.substring(0, Math.min(line.length(), Math.max(0, columns - 1)));
    if (cut.equals(drawn)) {
      return;
    }
    String rest = " ".repeat(Math.max(0, drawn.length() - cut.length()));
    out.print("\r" + cut + rest + (cut.isEmpty() ? "\r" : ""));
    drawn = cut;
  }
}
