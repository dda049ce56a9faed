package io.stormdb.pgstats;

import io.stormdb.pgstats.SessionActivity.LongTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what the sessions of a database were doing whenever they were looked at. */
final class SessionTotals {

  private static final String ONE =
      """
      SELECT /* stormdb:stats */ pid, application_name, state, query,
             octet_length(query)
               > pg_size_bytes(current_setting('track_activity_query_size')) - 5 AS is_cut
        FROM pg_stat_activity WHERE pid = ?
      """;

  private final StateCounts states = new StateCounts();
  private long looks;
  private long ofOthers;
  private long hidden;
  private long mostConnections;
  private @Nullable SessionGroup oldest;
  private @Nullable SeenSession ofOldest;
  private Optional<Duration> longestIdle = Optional.empty();

  /** Takes in what was seen at one moment. */
  void add(List<SessionGroup> groups, Connection connection) throws SQLException {
    looks++;
    mostConnections =
        Math.max(mostConnections, groups.stream().mapToLong(SessionGroup::count).sum());
    for (SessionGroup group : groups) {
      if (group.counts()) {
        add(group);
      }
    }
    Optional<SessionGroup> longest =
        groups.stream()
            .filter(group -> group.counts() && group.transactionAge().isPresent())
            .max(Comparator.comparing(group -> group.transactionAge().orElseThrow()));
    if (longest.isPresent() && isLonger(longest.get())) {
      remember(longest.get(), connection);
    }
  }

  private void add(SessionGroup group) {
    ofOthers += group.isOfLoad() ? 0 : group.count();
    if (group.isHidden()) {
      hidden += group.count();
    } else if (!group.doing().state().isEmpty()) {
      // without a state while a session starts
      states.add(group.doing());
      longestIdle = Seconds.longer(longestIdle, group.idleInTransaction());
    }
  }

  private boolean isLonger(SessionGroup group) {
    return oldest == null
        || group.transactionAge().orElseThrow().compareTo(oldest.transactionAge().orElseThrow())
            > 0;
  }

  private void remember(SessionGroup group, Connection connection) throws SQLException {
    boolean isTheSame =
        oldest != null
            && oldest.oldest() == group.oldest()
            && oldest.oldestBegan() == group.oldestBegan();
    if (!isTheSame) {
      Optional<SeenSession> session = session(connection, group.oldest());
      if (session.isEmpty()) {
        // it has ended since
        return;
      }
      ofOldest = session.get();
    }
    oldest = group;
  }

  private static Optional<SeenSession> session(Connection connection, int pid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setInt(1, pid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(SeenSession.ofRow(row)) : Optional.empty();
      }
    }
  }

  /** Returns what was seen in all looks. */
  SessionActivity activity(StatementNames names) {
    Optional<LongTransaction> longest =
        oldest == null || ofOldest == null
            ? Optional.empty()
            : Optional.of(
                new LongTransaction(oldest.transactionAge().orElseThrow(), ofOldest.named(names)));
    return new SessionActivity(
        looks, states.sums(), ofOthers, hidden, mostConnections, longest, longestIdle);
  }
}
