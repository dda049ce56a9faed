package io.stormdb.pgstats;

import java.util.List;
import java.util.Optional;

/**
 * A session and those that wait for it, at one moment. Immutable.
 *
 * @param session who
 * @param waitsFor for what it waits itself; empty at the root, unless it waits for one that waits
 *     for it
 * @param blocked those that wait for it, and below them those that wait for them
 */
public record BlockerTree(
    SeenSession session, Optional<LockWait> waitsFor, List<BlockerTree> blocked) {

  /** Keeps a copy. */
  public BlockerTree {
    blocked = List.copyOf(blocked);
  }

  /** Returns how many sessions wait for it, directly or not. */
  public int waiting() {
    return blocked.size() + blocked.stream().mapToInt(BlockerTree::waiting).sum();
  }

  /** Returns how many levels there are, 1 for a session alone. */
  public int levels() {
    return 1 + blocked.stream().mapToInt(BlockerTree::levels).max().orElse(0);
  }

  BlockerTree named(StatementNames names) {
    return new BlockerTree(
        session.named(names), waitsFor, blocked.stream().map(one -> one.named(names)).toList());
  }
}
