package io.stormdb.pgstats;

import io.stormdb.pgstats.MaintenanceActivity.Task;
import io.stormdb.pgstats.MaintenanceLook.Running;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Adds up which long commands were at work. Keeps no more than so many of them. */
final class MaintenanceTotals {

  private static final int MOST_KEPT = 500;
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Kind, Task> tasks = new HashMap<>();
  private Map<Doing, Long> since = new HashMap<>();
  private long looks;
  private long lastNanos;
  private long unlisted;
  private String trouble = "";

  private record Kind(String command, Optional<String> table, boolean isAutomatic) {

    static Kind of(Task task) {
      return new Kind(task.command(), task.table(), task.isAutomatic());
    }
  }

  private record Doing(int pid, Kind kind) {}

  /** Looks, unless the last look was less than a second ago. */
  void add(Connection connection, int majorVersion) throws SQLException {
    long started = System.nanoTime();
    if (looks == 0 || started - lastNanos >= EVERY_NANOS) {
      lastNanos = started;
      try {
        List<Running> running = MaintenanceLook.read(connection, majorVersion);
        looks++;
        take(running, started);
      } catch (SQLException e) {
        trouble = "what maintenance ran could not be read: " + StatisticsSession.message(e);
        if (StatisticsSession.isLost(e)) {
          throw e;
        }
      }
    }
  }

  private void take(List<Running> running, long atNanos) {
    Map<Doing, Long> still = new HashMap<>();
    for (Running one : running) {
      Kind kind = Kind.of(one.task());
      Doing doing = new Doing(one.pid(), kind);
      boolean isNew = !since.containsKey(doing);
      long first = since.getOrDefault(doing, atNanos);
      still.put(doing, first);
      if (tasks.size() < MOST_KEPT || tasks.containsKey(kind)) {
        tasks.merge(
            kind,
            one.task(),
            (earlier, latest) -> both(earlier, latest, isNew, Duration.ofNanos(atNanos - first)));
      } else {
        unlisted++;
      }
    }
    since = still;
  }

  private static Task both(Task earlier, Task latest, boolean isNew, Duration seen) {
    return new Task(
        earlier.command(),
        earlier.table(),
        earlier.isAutomatic(),
        earlier.times() + (isNew ? 1 : 0),
        earlier.seen() + 1,
        seen.compareTo(earlier.longest()) > 0 ? seen : earlier.longest(),
        latest.phase(),
        latest.doneShare());
  }

  Observed<MaintenanceActivity> activity() {
    if (looks == 0) {
      return new Observed.Missing<>(
          trouble.isEmpty() ? "the load was over before the first look at its sessions" : trouble);
    }
    return new Observed.Seen<>(
        new MaintenanceActivity(
            looks,
            tasks.values().stream()
                .sorted(
                    Comparator.comparing(Task::longest)
                        .thenComparing(Task::seen)
                        .reversed()
                        .thenComparing(Task::command)
                        .thenComparing(task -> task.table().orElse("")))
                .toList(),
            unlisted));
  }
}
