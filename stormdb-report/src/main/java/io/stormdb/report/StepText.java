package io.stormdb.report;

import io.stormdb.core.LoadListener.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One step of a load in a line. */
final class StepText {

  private static final int BAR_LENGTH = 20;

  private StepText() {}

  static String finished(Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add("done in " + Numbers.latency(progress.elapsed()));
    if (progress.total() > 0) {
      parts.add(Numbers.count(progress.rows(), "row", "rows"));
      addRates(parts, progress);
    }
    return progress.step() + ": " + String.join(", ", parts);
  }

  static String unfinished(Progress progress) {
    List<String> parts = new ArrayList<>();
    if (progress.total() > 0) {
      parts.add(percent(progress) + "%");
      addRates(parts, progress);
      addTimeLeft(parts, progress);
    } else {
      parts.add("running for " + Numbers.latency(progress.elapsed()));
    }
    return progress.step() + ": " + String.join(", ", parts);
  }

  static String bar(Progress progress) {
    if (progress.total() == 0) {
      return progress.step() + " ...";
    }
    int percent = percent(progress);
    int filled = percent * BAR_LENGTH / 100;
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s [%s%s] %s%%"
            .formatted(
                progress.step(), "#".repeat(filled), "-".repeat(BAR_LENGTH - filled), percent));
    addRates(parts, progress);
    addTimeLeft(parts, progress);
    return String.join("  ", parts);
  }

  /** Rounded down: 100 only when nothing is left. */
  private static int percent(Progress progress) {
    return (int) Math.min(100, 100.0 * progress.done() / progress.total());
  }

  private static void addRates(List<String> parts, Progress progress) {
    double seconds = progress.elapsed().toNanos() / 1e9;
    if (seconds > 0) {
      parts.add(Numbers.count(Math.round(progress.rows() / seconds)) + " rows/s");
      parts.add(String.format(Locale.ROOT, "%,.1f MB/s", progress.bytes() / 1e6 / seconds));
    }
  }

  private static void addTimeLeft(List<String> parts, Progress progress) {
    if (progress.done() > 0) {
      double share = (progress.total() - progress.done()) / (double) progress.done();
      Duration left = Duration.ofSeconds(Math.round(share * progress.elapsed().toNanos() / 1e9));
      parts.add(Numbers.span(left) + " left");
    }
  }
}
