package io.stormdb.pgstats;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who waited for whose locks in one database at one moment.
 *
 * @param involved those who waited and those whom they waited for, by process
 */
record LockLook(Map<Integer, Involved> involved) {

  /** {@code pg_blocking_pids} stops all lock traffic for a moment, once for each that waits. */
  static final int MOST_WAITING = 100;

  /**
   * One of those.
   *
   * @param session who
   * @param waitsFor for what it waits; empty if it does not
   * @param waited for how long, by the server; known from PostgreSQL 14
   * @param blockers the processes that it waits for
   */
  record Involved(
      SeenSession session,
      Optional<LockWait> waitsFor,
      Optional<Duration> waited,
      List<Integer> blockers) {}

  /** Who waits for a row waits for its transaction, and holds the lock of the row meanwhile. */
  private static final String SQL =
      """
      WITH waiting AS MATERIALIZED (
        SELECT pid, pg_blocking_pids(pid) AS blockers
          FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND datname = current_database()
         ORDER BY pid LIMIT ?),
      involved AS (
        SELECT pid FROM waiting UNION SELECT unnest(blockers) FROM waiting),
      locks AS MATERIALIZED (
        SELECT pid, granted, locktype, mode, database, relation, %s AS waitstart
          FROM pg_locks WHERE NOT granted OR locktype = 'tuple')
      SELECT /* stormdb:stats */ i.pid, a.application_name, a.state, a.query, w.blockers,
             octet_length(a.query)
               > pg_size_bytes(current_setting('track_activity_query_size')) - 5 AS is_cut,
             l.locktype, l.mode,
             extract(epoch FROM clock_timestamp() - l.waitstart) AS waited,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation
        FROM involved i
        LEFT JOIN pg_stat_activity a ON a.pid = i.pid
        LEFT JOIN waiting w ON w.pid = i.pid
        LEFT JOIN locks l ON l.pid = i.pid AND NOT l.granted
        LEFT JOIN locks t ON t.pid = i.pid AND t.granted AND l.locktype = 'transactionid'
        LEFT JOIN pg_class c
          ON c.oid = coalesce(l.relation, t.relation)
         AND coalesce(l.database, t.database)
             IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
       ORDER BY i.pid
      """;

  static LockLook read(Connection connection, int majorVersion) throws SQLException {
    Map<Integer, Involved> involved = new LinkedHashMap<>();
    String sql = SQL.formatted(majorVersion >= 14 ? "waitstart" : "NULL::timestamptz");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, MOST_WAITING);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          involved.putIfAbsent(row.getInt("pid"), involved(row));
        }
      }
    }
    return new LockLook(involved);
  }

  private static Involved involved(ResultSet row) throws SQLException {
    Optional<String> type = Optional.ofNullable(row.getString("locktype"));
    String mode = row.getString("mode");
    Optional<String> relation = Optional.ofNullable(row.getString("relation"));
    return new Involved(
        SeenSession.ofRow(row),
        type.map(of -> new LockWait(of, mode, relation, 1)),
        Seconds.of(row, "waited"),
        pids(row.getArray("blockers")));
  }

  /** A process may hold several of the locks that another waits for. */
  private static List<Integer> pids(@Nullable Array blockers) throws SQLException {
    return blockers == null
        ? List.of()
        : Arrays.stream((Integer[]) blockers.getArray()).distinct().toList();
  }

  /** Returns those who wait for another. */
  List<Involved> blocked() {
    return involved.values().stream().filter(LockLook::isBlocked).toList();
  }

  private static boolean isBlocked(Involved one) {
    return one.waitsFor().isPresent() && !one.blockers().isEmpty();
  }

  /**
   * Returns a tree below each of those who wait for nobody. Who waits for several is below the
   * first of them. Those who wait for each other, until the server finds the deadlock, are a tree
   * as well, below the one with the lowest number.
   */
  List<BlockerTree> trees() {
    List<Integer> left = new ArrayList<>(involved.keySet());
    List<BlockerTree> trees = new ArrayList<>();
    Stream<Involved> roots = involved.values().stream().filter(one -> !isBlocked(one));
    for (Involved root : roots.toList()) {
      addTree(root, left, trees);
    }
    while (!left.isEmpty()) {
      addTree(of(left.get(0)), left, trees);
    }
    return trees;
  }

  private void addTree(Involved root, List<Integer> left, List<BlockerTree> trees) {
    BlockerTree tree = tree(root, left);
    if (!tree.blocked().isEmpty()) {
      trees.add(tree);
    }
  }

  private BlockerTree tree(Involved root, List<Integer> left) {
    int pid = root.session().pid();
    left.remove((Integer) pid);
    List<BlockerTree> below = new ArrayList<>();
    for (Involved one : blocked()) {
      if (one.blockers().get(0) == pid && left.contains(one.session().pid())) {
        below.add(tree(one, left));
      }
    }
    return new BlockerTree(root.session(), root.waitsFor(), below);
  }

  /** Returns one of those involved. */
  Involved of(int pid) {
    Involved one = involved.get(pid);
    if (one == null) {
      throw new IllegalArgumentException("pid must be one of those involved, was " + pid);
    }
    return one;
  }
}
