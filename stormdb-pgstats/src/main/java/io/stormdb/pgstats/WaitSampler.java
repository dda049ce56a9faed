package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the sessions of the load are doing whenever it is asked to look. */
final class WaitSampler {

  /** Those of workers have the name of a run; those that watch have other names. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ coalesce(state, ''), coalesce(wait_event_type, ''),
             coalesce(wait_event, ''), count(*)
        FROM pg_stat_activity
       WHERE application_name ~ '^stormdb:[0-9a-f]{8}$' AND datname = current_database()
         AND usename = current_user AND state IS NOT NULL
       GROUP BY 1, 2, 3
      """;

  private final Map<Key, Long> counts = new LinkedHashMap<>();
  private long looks;
  private long missed;
  private long nanos;
  private String trouble = "";

  private record Key(String state, String type, String event) {}

  void look(Connection connection) throws SQLException {
    long started = System.nanoTime();
    // the driver keeps the plan of a text that it has seen
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.merge(
            new Key(rows.getString(1), rows.getString(2), rows.getString(3)),
            rows.getLong(4),
            Long::sum);
      }
      looks++;
    } finally {
      nanos += System.nanoTime() - started;
    }
  }

  void missed(String reason) {
    missed++;
    trouble = reason;
  }

  Observed<WaitActivity> activity() {
    if (looks == 0) {
      return new Observed.Missing<>(
          trouble.isEmpty() ? "the load was over before the first look at its sessions" : trouble);
    }
    if (counts.isEmpty()) {
      return new Observed.Missing<>(
          "no session of the load was seen in %d looks; a pooler may give them another application_name"
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
