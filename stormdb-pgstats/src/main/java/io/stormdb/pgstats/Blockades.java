package io.stormdb.pgstats;

import io.stormdb.pgstats.LockActivity.Blockade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps account of when a session had others wait. Of many such times the longest are kept. */
final class Blockades {

  private static final int MOST_KEPT = 1_000;

  private final List<Going> ended = new ArrayList<>();
  private Map<Integer, Going> going = new HashMap<>();

  /**
   * One that may still go on.
   *
   * @param fromNanos when it was seen first
   * @param toNanos when it was seen last
   * @param tree when most sessions waited
   */
  private record Going(long fromNanos, long toNanos, BlockerTree tree) {

    long lengthNanos() {
      return toNanos - fromNanos;
    }

    /** Returns the same, seen once more. */
    Going and(BlockerTree now, long nowNanos) {
      return new Going(fromNanos, nowNanos, now.waiting() > tree.waiting() ? now : tree);
    }
  }

  /** Takes in who has others wait at a moment; those who do not any more have ended before it. */
  void add(List<BlockerTree> trees, long nowNanos) {
    Map<Integer, Going> still = new HashMap<>();
    for (BlockerTree tree : trees) {
      int pid = tree.session().pid();
      Going earlier = going.remove(pid);
      still.put(
          pid, earlier == null ? new Going(nowNanos, nowNanos, tree) : earlier.and(tree, nowNanos));
    }
    ended.addAll(going.values());
    going = still;
    if (ended.size() > 2 * MOST_KEPT) {
      ended.sort(Comparator.comparingLong(Going::lengthNanos).reversed());
      ended.subList(MOST_KEPT, ended.size()).clear();
    }
  }

  /**
   * Returns all, oldest first.
   *
   * @param originNanos the moment from which times are counted
   */
  List<Blockade> from(long originNanos, StatementNames names) {
    List<Going> all = new ArrayList<>(ended);
    all.addAll(going.values());
    return all.stream()
        .sorted(Comparator.comparingLong(Going::lengthNanos).reversed())
        .limit(MOST_KEPT)
        .sorted(Comparator.comparingLong(Going::fromNanos))
        .map(
            one ->
                new Blockade(
                    Duration.ofNanos(one.fromNanos() - originNanos),
                    Duration.ofNanos(one.lengthNanos()),
                    one.tree().session().named(names),
                    one.tree().waiting(),
                    relation(one.tree())))
        .toList();
  }

  /** Returns what those wait for who wait for it directly, if it is known of any. */
  private static Optional<String> relation(BlockerTree tree) {
    return tree.blocked().stream()
        .flatMap(below -> below.waitsFor().stream())
        .flatMap(wait -> wait.relation().stream())
        .findFirst();
  }
}
