package io.stormdb.pgstats;

import io.stormdb.pgstats.LockActivity.Pair;
import io.stormdb.pgstats.LockLook.Involved;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Adds up who waited for whose locks. Keeps no more than so many kinds of waits. */
final class LockTotals {

  /** More of them would tell nobody more, and a run may last for days. */
  static final int MOST_KEPT = 200;

  /** One hundredth of the time is enough for looks at locks, */
  private static final long PAUSE_FACTOR = 99;

  /** but one a second is wanted, be it as slow as it may. */
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<LockWait, Long> locks = new HashMap<>();
  private final Map<Kind, Pair> pairs = new HashMap<>();
  private final Blockades blockades = new Blockades();
  private Map<Meeting, Long> since = new HashMap<>();
  private long looks;
  private long looksWithWaits;
  private long waits;
  private long mostWaiting;
  private long explained;
  private long missed;
  private long unlisted;
  private long costNanos;
  private long notBeforeNanos;
  private @Nullable BlockerTree worst;
  private String trouble = "";

  /** What makes two pairs of sessions the same kind. */
  private record Kind(
      Optional<String> blockedStatement,
      String blockerApplication,
      String blockerState,
      Optional<String> blockerStatement,
      LockWait waitsFor) {}

  /** Two sessions of which one waits for the other. */
  private record Meeting(int blocked, int blocker, LockWait waitsFor) {}

  /** Takes in what was seen at one moment, and asks who blocks whom if somebody waits. */
  void add(List<SessionGroup> groups, Connection connection, int majorVersion) throws SQLException {
    long waiting =
        groups.stream().filter(SessionGroup::isWaitingForLock).mapToLong(SessionGroup::count).sum();
    looks++;
    waits += waiting;
    mostWaiting = Math.max(mostWaiting, waiting);
    if (waiting == 0) {
      since = new HashMap<>();
      blockades.add(List.of(), System.nanoTime());
      return;
    }
    looksWithWaits++;
    long started = System.nanoTime();
    if (explained + missed > 0 && started - notBeforeNanos < 0) {
      return;
    }
    try {
      LockLook look = LockLook.read(connection, majorVersion);
      explained++;
      take(look, started);
    } catch (SQLException e) {
      missed++;
      trouble = "who waits for whom could not be read: " + StatisticsSession.message(e);
      if (StatisticsSession.isLost(e)) {
        throw e;
      }
    } finally {
      long ended = System.nanoTime();
      costNanos += ended - started;
      notBeforeNanos = ended + Math.min(LONGEST_PAUSE_NANOS, PAUSE_FACTOR * (ended - started));
    }
  }

  private void take(LockLook look, long now) {
    Map<Meeting, Long> still = new HashMap<>();
    for (Involved blocked : look.blocked()) {
      LockWait wait = blocked.waitsFor().orElseThrow();
      add(wait);
      for (int pid : blocked.blockers()) {
        Meeting meeting = new Meeting(blocked.session().pid(), pid, wait);
        long first = since.getOrDefault(meeting, now);
        still.put(meeting, first);
        Duration seen = Duration.ofNanos(now - first);
        add(
            new Pair(
                blocked.session(), look.of(pid).session(), wait, blocked.waited().orElse(seen)));
      }
    }
    since = still;
    List<BlockerTree> trees = look.trees();
    blockades.add(trees, now);
    trees.stream()
        .max(Comparator.comparingInt(BlockerTree::waiting))
        .filter(tree -> worst == null || tree.waiting() > worst.waiting())
        .ifPresent(tree -> worst = tree);
  }

  private void add(LockWait wait) {
    if (locks.size() < MOST_KEPT || locks.containsKey(wait)) {
      locks.merge(wait, 1L, Long::sum);
    }
  }

  private void add(Pair pair) {
    Kind kind =
        new Kind(
            pair.blocked().statement(),
            pair.blocker().application(),
            pair.blocker().state(),
            pair.blocker().statement(),
            pair.waitsFor());
    if (pairs.size() < MOST_KEPT || pairs.containsKey(kind)) {
      pairs.merge(kind, pair, LockTotals::both);
    } else {
      unlisted++;
    }
  }

  private static Pair both(Pair one, Pair other) {
    Pair longer = other.longest().compareTo(one.longest()) > 0 ? other : one;
    long count = one.waitsFor().count() + other.waitsFor().count();
    return new Pair(
        longer.blocked(), longer.blocker(), longer.waitsFor().times(count), longer.longest());
  }

  /**
   * Returns what was seen in all looks.
   *
   * @param originNanos the moment from which times are counted
   */
  Observed<LockActivity> activity(StatementNames names, long originNanos) {
    if (explained == 0 && missed > 0) {
      return new Observed.Missing<>(trouble);
    }
    return new Observed.Seen<>(
        new LockActivity(
            looks,
            looksWithWaits,
            waits,
            mostWaiting,
            explained,
            missed,
            Duration.ofNanos(costNanos),
            locks.entrySet().stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .sorted(
                    Comparator.comparingLong(LockWait::count)
                        .reversed()
                        .thenComparing(wait -> wait.relation().orElse(""))
                        .thenComparing(LockWait::type)
                        .thenComparing(LockWait::mode))
                .toList(),
            pairs.values().stream()
                .sorted(
                    Comparator.<Pair>comparingLong(pair -> pair.waitsFor().count())
                        .thenComparing(Pair::longest)
                        .reversed())
                .map(
                    pair ->
                        new Pair(
                            pair.blocked().named(names),
                            pair.blocker().named(names),
                            pair.waitsFor(),
                            pair.longest()))
                .toList(),
            unlisted,
            blockades.from(originNanos, names),
            Optional.ofNullable(worst).map(tree -> tree.named(names))));
  }
}
