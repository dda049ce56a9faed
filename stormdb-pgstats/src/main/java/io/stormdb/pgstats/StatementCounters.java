package io.stormdb.pgstats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code pg_stat_statements} had counted at one moment.
 *
 * @param info when it began to count, and from version 1.9 how often it had to drop statements
 * @param max the most statements that it keeps
 * @param statements by an identity that lasts
 */
record StatementCounters(Counters info, int max, Map<String, Statement> statements) {

  static final String DROPPED = "dealloc";

  StatementCounters {
    statements = Map.copyOf(statements);
  }

  /**
   * One statement.
   *
   * @param text normalised; empty if the server lost it, or if it was not asked for
   * @param counters its numbers
   */
  record Statement(Optional<String> text, Counters counters) {

    boolean isOurs() {
      return text.filter(words -> words.contains(StatementsView.MARK)).isPresent();
    }

    private StatementActivity.Entry entry() {
      return new StatementActivity.Entry(
          text,
          counters.count("calls"),
          counters.time("total_time"),
          counters.count("rows"),
          counters.count("blks_hit"),
          counters.count("blks_read"),
          counters.countIfKnown("wal_bytes"));
    }
  }

  /** Returns what happened since an earlier moment, or empty if counting started anew. */
  Optional<StatementActivity> since(StatementCounters before, int top) {
    Optional<Counters> growthOfInfo = info.since(before.info);
    if (growthOfInfo.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> dropped = growthOfInfo.get().countIfKnown(DROPPED);
    boolean mayHaveDropped = dropped.filter(times -> times > 0).isPresent();
    List<StatementActivity.Entry> ran = new ArrayList<>();
    for (Map.Entry<String, Statement> one : statements.entrySet()) {
      Statement now = one.getValue();
      Statement earlier = before.statements.get(one.getKey());
      Optional<Counters> growth =
          earlier == null ? Optional.of(now.counters()) : now.counters().since(earlier.counters());
      if (growth.isEmpty() && !mayHaveDropped) {
        return Optional.empty();
      }
      // dropped and met again: all that it has now is of this window
      Counters grown = growth.orElse(now.counters());
      if (!now.isOurs() && grown.count("calls") > 0) {
        ran.add(new Statement(now.text(), grown).entry());
      }
    }
    return Optional.of(activity(ran, top, warnings(before, dropped)));
  }

  private static StatementActivity activity(
      List<StatementActivity.Entry> ran, int top, List<String> warnings) {
    return new StatementActivity(
        ran.stream()
            .sorted(Comparator.comparing(StatementActivity.Entry::totalTime).reversed())
            .limit(top)
            .toList(),
        ran.size(),
        ran.stream().map(StatementActivity.Entry::totalTime).reduce(Duration.ZERO, Duration::plus),
        warnings);
  }

  private List<String> warnings(StatementCounters before, Optional<Long> dropped) {
    if (dropped.isPresent()) {
      return dropped.get() == 0
          ? List.of()
          : List.of(
              "pg_stat_statements was full and dropped statements %d time%s, so some may be missing; raise pg_stat_statements.max, now %d"
                  .formatted(dropped.get(), dropped.get() == 1 ? "" : "s", max));
    }
    long gone =
        before.statements.keySet().stream().filter(key -> !statements.containsKey(key)).count();
    return gone == 0
        ? List.of()
        : List.of(
            "%d statement%s of before the run %s gone: pg_stat_statements was reset, or was full; pg_stat_statements.max is %d"
                .formatted(gone, gone == 1 ? "" : "s", gone == 1 ? "is" : "are", max));
  }
}
