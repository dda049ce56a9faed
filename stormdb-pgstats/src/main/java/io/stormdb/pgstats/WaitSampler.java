package io.stormdb.pgstats;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at what sessions are doing whenever it is asked to, and adds it up. One statement a look;
 * more when somebody waits for a lock, and one more each second. What it keeps does not grow with
 * the length of a run.
 */
final class WaitSampler {

  /** The name of what these looks tell, among the views of a server. */
  static final String NAME = "waits";

  /** How many looks there were, among the totals. */
  static final String LOOKS = "looks";

  private final Map<Key, Long> counts = new LinkedHashMap<>();
  private final SessionTotals sessions = new SessionTotals();
  private final LockTotals locks = new LockTotals();
  private final MaintenanceTotals maintenance = new MaintenanceTotals();
  private long looks;
  private long missed;
  private long nanos;
  private String trouble = "";
  private boolean refused;

  private record Key(String state, String type, String event) {

    /** Returns the class of what the session does; waits for the log are a class of their own. */
    private String waitClass() {
      String name = event.toLowerCase(Locale.ROOT);
      if (name.startsWith("walwrite") || name.startsWith("walsync")) {
        return "wal";
      }
      if (type.isEmpty()) {
        return state.equals("active") ? "running" : "other";
      }
      return type.toLowerCase(Locale.ROOT);
    }
  }

  /** What {@link ServerMetric} has of them. */
  private static final List<String> CLASSES =
      List.of("running", "lock", "wal", "io", "lwlock", "ipc", "client");

  /** Looks once, unless it is known that nothing would be shown. */
  void look(Connection connection, int majorVersion) throws SQLException {
    if (refused) {
      return;
    }
    long started = System.nanoTime();
    try {
      List<SessionGroup> groups = SessionGroup.read(connection);
      for (SessionGroup group : groups) {
        WaitActivity.State doing = group.doing();
        if (group.isOfLoad() && !doing.state().isEmpty()) {
          counts.merge(
              new Key(doing.state(), doing.type(), doing.event()), doing.count(), Long::sum);
        }
      }
      looks++;
      sessions.add(groups, connection);
      locks.add(groups, connection, majorVersion);
      maintenance.add(connection, majorVersion);
    } finally {
      nanos += System.nanoTime() - started;
    }
  }

  /** Says that the user may not look, so that the server is not asked in vain again and again. */
  void refused(String reason) {
    refused = true;
    missed(reason);
  }

  void missed(String reason) {
    missed++;
    trouble = reason;
  }

  /**
   * Returns what was seen of all sessions.
   *
   * @param names of the statements of the load
   * @param relations what was done to tables, which is not seen here
   * @param originNanos the moment from which times are counted
   */
  Activity ofAll(StatementNames names, Observed<RelationActivity> relations, long originNanos) {
    return looks == 0
        ? new Activity(
            new Observed.Missing<>(whyNoLook()),
            new Observed.Missing<>(whyNoLook()),
            new Observed.Missing<>(whyNoLook()),
            relations)
        : new Activity(
            new Observed.Seen<>(sessions.activity(names)),
            locks.activity(names, originNanos),
            maintenance.activity(),
            relations);
  }

  private String whyNoLook() {
    return trouble.isEmpty() ? "the load was over before the first look at its sessions" : trouble;
  }

  /** Returns how many looks failed or did not. */
  long attempts() {
    return looks + missed;
  }

  /** Returns how long they took. */
  Duration cost() {
    return Duration.ofNanos(nanos);
  }

  /** Returns how often sessions were seen in each class so far, and in how many looks. */
  Counters totals() {
    Map<String, BigDecimal> totals = new LinkedHashMap<>();
    totals.put(LOOKS, BigDecimal.valueOf(looks));
    CLASSES.forEach(name -> totals.put(name, BigDecimal.ZERO));
    counts.forEach(
        (key, count) -> {
          totals.merge("sessions", BigDecimal.valueOf(count), BigDecimal::add);
          totals.merge(key.waitClass(), BigDecimal.valueOf(count), BigDecimal::add);
        });
    totals.putIfAbsent("sessions", BigDecimal.ZERO);
    return new Counters("", totals);
  }

  /** Returns what was seen of the sessions of the load. */
  Observed<WaitActivity> activity() {
    if (looks == 0) {
      return new Observed.Missing<>(whyNoLook());
    }
    if (counts.isEmpty()) {
      return new Observed.Missing<>(
          "no session of the load was seen in %s looks; a pooler may give them another application_name"
              .formatted(looks));
    }
    List<WaitActivity.State> states =
        counts.entrySet().stream()
            .map(
                entry ->
                    new WaitActivity.State(
                        entry.getKey().state(),
                        entry.getKey().type(),
                        entry.getKey().event(),
                        entry.getValue()))
            .sorted(
                Comparator.comparingLong(WaitActivity.State::count)
                    .reversed()
                    .thenComparing(WaitActivity.State::state)
                    .thenComparing(WaitActivity.State::event))
            .toList();
    return new Observed.Seen<>(new WaitActivity(looks, missed, Duration.ofNanos(nanos), states));
  }
}
