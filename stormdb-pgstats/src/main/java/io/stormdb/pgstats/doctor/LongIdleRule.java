package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.SessionActivity;
import java.time.Duration;
import java.util.List;

/** Fires when a session, of the load or not, waited long for its client inside a transaction. */
final class LongIdleRule implements Rule {

  /** Longer than any thinking of a program; a transaction of the load ends long before. */
  private static final Duration LONG = Duration.ofSeconds(10);

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    return statistics
        .activity()
        .sessions()
        .find()
        .flatMap(SessionActivity::longestIdleInTransaction)
        .filter(idle -> idle.compareTo(LONG) >= 0)
        .map(LongIdleRule::finding)
        .map(List::of)
        .orElse(List.of());
  }

  private static Finding finding(Duration idle) {
    Evidence time = Evidence.seconds("idle_seconds", idle.toMillis() / 1e3);
    return new Finding(
        "long_idle_transaction",
        Level.WARNING,
        "a session was idle in a transaction for %s".formatted(time.text()),
        List.of(time),
        "meanwhile no vacuum can take away what was deleted since it began, and its locks stay",
        "look for it in pg_stat_activity, and set idle_in_transaction_session_timeout",
        Finding.manual("runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT"));
  }
}
