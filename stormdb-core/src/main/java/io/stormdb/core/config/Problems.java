package io.stormdb.core.config;

import io.stormdb.core.StormDbException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a configuration, collected so that all of it is reported at once. */
final class Problems {

  private record Problem(int place, int line, String text) {}

  private final List<Problem> all = new ArrayList<>();

  /** Adds a problem whose text begins with the place where it is. */
  void at(Origin origin, String text) {
    int line = origin instanceof Origin.Line where ? where.line() : 0;
    // a problem a line, whatever the value has in it
    all.add(new Problem(origin.rank(), line, text.replaceAll("\\p{Cntrl}", "?")));
  }

  /** Adds a problem with a setting: its subject is put before the text. */
  void with(Setting setting, String text) {
    at(setting.origin(), setting.subject() + " " + text);
  }

  /** Adds a problem that a setting causes: its place is put before the text, with a colon. */
  void about(Setting setting, String text) {
    String place =
        setting.origin() instanceof Origin.Line line ? line.describe() : setting.spelling();
    at(setting.origin(), place + ": " + text);
  }

  /** Adds a problem with a line of a file. */
  void in(Origin.Line line, String text) {
    at(line, line.describe() + ": " + text);
  }

  /** Adds a problem that is nowhere, because something is missing. */
  void missing(String text) {
    all.add(new Problem(Integer.MAX_VALUE, 0, text));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Throws everything that was added, the file's first, in the order of its lines.
   *
   * @throws StormDbException if there is anything
   */
  void throwIfAny() {
    if (all.isEmpty()) {
      return;
    }
    Comparator<Problem> byPlace =
        Comparator.comparingInt(Problem::place).thenComparingInt(Problem::line);
    throw StormDbException.usage(
        String.join("\n", all.stream().sorted(byPlace).map(Problem::text).distinct().toList()));
  }
}
