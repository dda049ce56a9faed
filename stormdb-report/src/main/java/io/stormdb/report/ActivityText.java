package io.stormdb.report;

import io.stormdb.pgstats.BlockerTree;
import io.stormdb.pgstats.LockActivity;
import io.stormdb.pgstats.LockActivity.Pair;
import io.stormdb.pgstats.LockWait;
import io.stormdb.pgstats.MaintenanceActivity;
import io.stormdb.pgstats.MaintenanceActivity.Task;
import io.stormdb.pgstats.SeenSession;
import io.stormdb.pgstats.SessionActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is notable of sessions, locks and maintenance; the rest is in the JSON result. */
final class ActivityText {

  /** Shorter ones are no trouble to anybody. */
  private static final Duration NOTABLE = Duration.ofSeconds(1);

  private static final int MOST_PAIRS = 3;
  private static final int MOST_IN_TREE = 10;
  private static final int MOST_TASKS = 5;

  private ActivityText() {}

  /** Adds lines about sessions of the database. */
  static void sessions(Block block, SessionActivity sessions) {
    if (sessions.ofOthers() > 0) {
      block.value(
          "Sessions of Others",
          "%s in %s"
              .formatted(
                  Numbers.count(sessions.ofOthers(), "observation", "observations"),
                  Numbers.count(sessions.looks(), "look", "looks")));
    }
    if (sessions.hidden() > 0) {
      block.value(
          "Hidden Sessions",
          "%s; to see more of them, let a superuser grant pg_read_all_stats to the user of the run"
              .formatted(Numbers.count(sessions.hidden(), "observation", "observations")));
    }
    sessions
        .longestTransaction()
        .filter(longest -> longest.age().compareTo(NOTABLE) >= 0)
        .ifPresent(
            longest ->
                block.value(
                    "Longest Transaction",
                    "at least %s, by %s"
                        .formatted(Numbers.latency(longest.age()), session(longest.session()))));
    sessions
        .longestIdleInTransaction()
        .filter(longest -> longest.compareTo(NOTABLE) >= 0)
        .ifPresent(
            longest ->
                block.value("Longest Idle in Transaction", "at least " + Numbers.latency(longest)));
  }

  /** Adds lines about those who waited for locks. */
  static void locks(Block block, LockActivity locks) {
    if (locks.looksWithWaits() == 0) {
      block.value("Lock Waits", "none in " + Numbers.count(locks.looks(), "look", "looks"));
      return;
    }
    block.value(
        "Lock Waits",
        "in %s of %s, %s at once at most"
            .formatted(
                Numbers.count(locks.looksWithWaits()),
                Numbers.count(locks.looks(), "look", "looks"),
                Numbers.count(locks.mostWaiting(), "session", "sessions")));
    locks.pairs().stream().limit(MOST_PAIRS).forEach(pair -> block.text("  " + pair(pair)));
    if (locks.pairs().size() > MOST_PAIRS) {
      block.text(
          "  and %s; the JSON result lists them"
              .formatted(
                  Numbers.count(locks.pairs().size() - MOST_PAIRS, "other kind", "other kinds")));
    }
    locks.worst().filter(tree -> tree.levels() > 2).ifPresent(tree -> tree(block, tree));
  }

  private static String pair(Pair pair) {
    return "%s for %s%s: %s waited for %s"
        .formatted(
            Numbers.count(pair.waitsFor().count(), "wait", "waits"),
            lock(pair.waitsFor()),
            // before 14, of what was seen in one look it is not known how long it took
            pair.longest().isZero()
                ? ""
                : ", the longest at least " + Numbers.latency(pair.longest()),
            session(pair.blocked()),
            session(pair.blocker()));
  }

  /** Returns whom others waited for in some time. */
  static String blockade(LockActivity.Blockade blockade) {
    return "%s waited%s for %s"
        .formatted(
            Numbers.count(blockade.waiting(), "session", "sessions"),
            blockade.relation().map(name -> " on " + name).orElse(""),
            session(blockade.blocker()));
  }

  private static String lock(LockWait wait) {
    return wait.type() + wait.relation().map(name -> " on " + name).orElse("");
  }

  private static void tree(Block block, BlockerTree tree) {
    block.value(
        "Longest Queue",
        "%s behind %s"
            .formatted(
                Numbers.count(tree.waiting(), "session", "sessions"), process(tree.session())));
    int shown = branch(block, tree, 1, 0);
    if (shown <= tree.waiting()) {
      block.text(
          "  and %s".formatted(Numbers.count(tree.waiting() + 1 - shown, "other", "others")));
    }
  }

  private static int branch(Block block, BlockerTree tree, int depth, int shown) {
    if (shown >= MOST_IN_TREE) {
      return shown;
    }
    block.text("  ".repeat(depth) + session(tree.session()));
    int count = shown + 1;
    for (BlockerTree below : tree.blocked()) {
      count = branch(block, below, depth + 1, count);
    }
    return count;
  }

  /** Returns whom a reader has to look for, and what it was doing. */
  private static String session(SeenSession session) {
    List<String> known = new ArrayList<>(List.of(session.application()));
    if (!session.state().equals("active")) {
      known.add(session.state());
    }
    known.add(session.name().or(session::statement).map(StatementsText::shortened).orElse(""));
    known.removeIf(String::isBlank);
    return process(session) + (known.isEmpty() ? "" : " (" + String.join(", ", known) + ")");
  }

  private static String process(SeenSession session) {
    // a process number is no quantity, so it has no thousands separators
    return session.pid() == 0 ? "a prepared transaction" : "pid " + Integer.toString(session.pid());
  }

  /** Adds a line about long commands, if any were seen. */
  static void maintenance(Block block, MaintenanceActivity maintenance) {
    if (!maintenance.tasks().isEmpty()) {
      int rest = maintenance.tasks().size() - MOST_TASKS;
      block.value(
          "Maintenance Seen",
          maintenance.tasks().stream()
                  .limit(MOST_TASKS)
                  .map(ActivityText::task)
                  .collect(Collectors.joining("; "))
              + (rest > 0 ? "; and %s".formatted(Numbers.count(rest, "other", "others")) : ""));
    }
  }

  private static String task(Task task) {
    return "%s%s of %s (%s%s%s)"
        .formatted(
            task.isAutomatic() ? "automatic " : "",
            task.command(),
            task.table().orElse("a table that is hidden"),
            Numbers.count(task.times(), "time", "times"),
            task.longest().isZero()
                ? ""
                : ", the longest at least " + Numbers.latency(task.longest()),
            progress(task));
  }

  /** Returns how far it was when it was seen last, if that took a while. */
  private static String progress(Task task) {
    return task.phase().isEmpty() || task.longest().isZero()
        ? ""
        : "; last seen "
            + task.phase()
            + task.doneShare()
                .map(share -> ", " + Numbers.percent(Math.round(1_000 * share), 1_000, 1) + " done")
                .orElse("");
  }
}
