package io.stormdb.pgstats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code pg_stat_statements} had counted at one moment.
 *
 * @param info when it began to count, and from version 1.9 how often it had to drop statements
 * @param max the most statements that it keeps
 * @param statements by an identity that lasts
 */
record StatementCounters(Counters info, int max, Map<String, Statement> statements) {

  private static final String DROPPED = "dealloc";

  /** How many statements are kept; known where it is not known how many were dropped. */
  private static final String KEPT = "kept";

  private static final int LEAST_DROPPED = 10;

  /** 1 for a statement that no other ran, else 0. */
  private static final String TOP_LEVEL = "top_level";

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

    private StatementActivity.Entry entry(StatementNames names, Counters grown) {
      return new StatementActivity.Entry(
          text,
          text.flatMap(names::of),
          counters.count(TOP_LEVEL) == 0,
          grown.count("calls"),
          grown.time("total_time"),
          grown.count("rows"),
          new StatementActivity.Blocks(
              grown.count("blks_hit"),
              grown.count("blks_read"),
              grown.count("blks_dirtied"),
              grown.count("blks_written"),
              grown.count("local_blks"),
              grown.count("temp_blks_read"),
              grown.count("temp_blks_written")),
          new StatementActivity.Times(
              grown.timeIfKnown("plan_time"),
              grown.timeIfKnown("read_time"),
              grown.timeIfKnown("write_time"),
              both(grown.timeIfKnown("temp_read_time"), grown.timeIfKnown("temp_write_time")),
              grown.timeIfKnown("jit_time")),
          grown
              .countIfKnown("wal_bytes")
              .map(
                  bytes ->
                      new StatementActivity.Wal(
                          grown.count("wal_records"), grown.count("wal_fpi"), bytes)));
    }

    private static Optional<Duration> both(Optional<Duration> one, Optional<Duration> other) {
      return one.flatMap(first -> other.map(first::plus));
    }
  }

  /**
   * Returns what happened since an earlier moment, or empty if counting started anew.
   *
   * @param top how many statements to list
   * @param names those that the load has for statements
   */
  Optional<StatementActivity> since(StatementCounters before, int top, StatementNames names) {
    Optional<Counters> growthOfInfo = info.without(Set.of(KEPT)).since(before.info);
    if (growthOfInfo.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> dropped = growthOfInfo.get().countIfKnown(DROPPED);
    boolean mayHaveDropped = dropped.map(times -> times > 0).orElseGet(this::isNearlyFull);
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
        ran.add(now.entry(names, grown));
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
        ran.stream()
            .filter(entry -> !entry.isNested())
            .map(StatementActivity.Entry::totalTime)
            .reduce(Duration.ZERO, Duration::plus),
        warnings);
  }

  /** When there is no room for another, one of twenty goes, and ten at least. */
  private boolean isNearlyFull() {
    return info.countIfKnown(KEPT)
        .filter(kept -> kept >= max - Math.max(LEAST_DROPPED, max / 20))
        .isPresent();
  }

  private List<String> warnings(StatementCounters before, Optional<Long> dropped) {
    if (dropped.isPresent()) {
      return dropped.get() == 0
          ? List.of()
          : List.of(
              "pg_stat_statements was full and dropped statements %s time%s, so some may be missing; raise pg_stat_statements.max, now %s"
                  .formatted(dropped.get(), dropped.get() == 1 ? "" : "s", max));
    }
    long gone =
        before.statements.keySet().stream().filter(key -> !statements.containsKey(key)).count();
    if (gone > 0) {
      return List.of(
          "%s statement%s of before the run %s gone: pg_stat_statements was reset, or was full; pg_stat_statements.max is %s"
              .formatted(gone, gone == 1 ? "" : "s", gone == 1 ? "is" : "are", max));
    }
    return isNearlyFull()
        ? List.of(
            "pg_stat_statements keeps %s statements and is full at %s, so some of the run may have been dropped; raise pg_stat_statements.max"
                .formatted(info.count(KEPT), max))
        : List.of();
  }
}
