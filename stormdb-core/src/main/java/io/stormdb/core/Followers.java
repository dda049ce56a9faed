package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Servers that transactions run on and that are not the one that is loaded. They must be there, and
 * have what was loaded, before a run starts.
 *
 * @param poolers what is done where, and through what
 * @param target what is to be run
 * @param listener hears of a wait
 * @param cancellation ends a wait
 */
record Followers(Poolers poolers, Target target, LoadListener listener, Cancellation cancellation) {

  /** A standby takes in at once what it gets; one that stands still was told to, or has trouble. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private Servers servers() {
    return poolers.servers();
  }

  private interface Look {
    void at(Connection connection, String name) throws SQLException;
  }

  /**
   * A connection to one of the servers.
   *
   * @param name of the server
   */
  private record Reached(Connection connection, String name) {}

  /**
   * Refuses a run for which there is no such server, or one without room.
   *
   * @throws StormDbException saying what is in the way
   */
  void require() throws SQLException {
    Connections connections = target.plan().connections();
    int needed = connections.mode().needed(target.plan().workers());
    for (Database follower : followers()) {
      List<Reached> opened = connect(follower);
      each(
          opened,
          (connection, name) -> {
            requireIsolation(connection, follower.url(), target.plan().isolation());
            if (poolers.ofLoad() == Pooler.TRANSACTION) {
              return;
            }
            if (opened.size() == 1) {
              Places.require(connection, needed, connections);
            } else {
              Places.requireShare(connection, needed, opened.size(), name, connections);
            }
          });
    }
  }

  /**
   * Waits until all of them have what was loaded.
   *
   * @param control asks the server that was loaded
   * @param data what that server has
   * @throws StormDbException if one of them does not get it
   */
  void await(Control control, LoadedData data) throws SQLException {
    List<Database> followers = followers();
    if (followers.isEmpty()) {
      return;
    }
    String position =
        control.ask(connection -> Database.string(connection, "SELECT pg_current_wal_lsn()"));
    for (Database follower : followers) {
      each(
          connect(follower),
          (connection, name) -> await(connection, follower.url(), position, data));
    }
  }

  /**
   * Returns whether one of the servers for transactions that are not split off lets them only read.
   */
  boolean onlyRead() throws SQLException {
    boolean[] any = new boolean[1];
    if (!servers().transactions().equals(servers().control())) {
      each(
          connect(servers().transactions()),
          (connection, name) -> {
            SessionTarget.State state = SessionTarget.State.of(connection);
            any[0] |= state.standby() || state.readOnly();
          });
    }
    return any[0];
  }

  private List<Database> followers() {
    List<Database> followers = new ArrayList<>();
    if (!servers().transactions().equals(servers().control())) {
      followers.add(servers().transactions());
    }
    Database reads = servers().readsOf(target.plan());
    if (reads != null) {
      followers.add(reads);
    }
    return followers;
  }

  /** Opens one connection, or one to each of the servers over which the load is spread. */
  private List<Reached> connect(Database follower) throws SQLException {
    List<Reached> opened = new ArrayList<>();
    if (follower.dataSource() instanceof HostList hosts) {
      for (HostList host : hosts.alternatives()) {
        tried(host).ifPresent(connection -> opened.add(new Reached(connection, host.describe())));
      }
      if (hosts.target() == SessionTarget.PREFER_STANDBY) {
        leaveToStandbys(opened);
      }
    }
    return opened.isEmpty()
        ? List.of(new Reached(connectOrExplain(follower), follower.url()))
        : opened;
  }

  /** The others are used only if there is no standby. */
  private static void leaveToStandbys(List<Reached> opened) throws SQLException {
    List<Reached> others = new ArrayList<>();
    for (Reached one : opened) {
      if (!SessionTarget.State.of(one.connection()).standby()) {
        others.add(one);
      }
    }
    if (others.size() < opened.size()) {
      Database.close(others.stream().map(Reached::connection).toList(), trouble -> {});
      opened.removeAll(others);
    }
  }

  /** Of several, some may be out of reach; if all are, the list of them says why. */
  private static Optional<Connection> tried(DataSource host) {
    try {
      return Optional.of(host.getConnection());
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private Connection connectOrExplain(Database follower) {
    try {
      return follower.dataSource().getConnection();
    } catch (SQLException e) {
      throw explained(target.plan(), follower, e);
    }
  }

  /** Returns what to throw when there is nobody to read from. */
  static StormDbException explained(RunPlan plan, Database follower, SQLException e) {
    if (!plan.connections().readWriteSplit()) {
      return follower.unreachable(e);
    }
    return StormDbException.failure(
        "read_write_split needs a server to read from: %s; start one, or give target_session_attrs: prefer-standby"
            .formatted(Database.refusal(e)),
        e);
  }

  private static void each(List<Reached> reached, Look look) throws SQLException {
    try {
      for (Reached one : reached) {
        look.at(one.connection(), one.name());
      }
    } finally {
      Database.close(reached.stream().map(Reached::connection).toList(), trouble -> {});
    }
  }

  private static void requireIsolation(Connection connection, String url, Isolation isolation)
      throws SQLException {
    if (isolation == Isolation.SERIALIZABLE && SessionTarget.State.of(connection).standby()) {
      throw StormDbException.usage(
          "PostgreSQL has no serializable transactions on a standby (%s); use isolation: repeatable read or read committed"
              .formatted(url));
    }
  }

  private void await(Connection connection, String url, String position, LoadedData data)
      throws SQLException {
    long started = System.nanoTime();
    long moved = started;
    boolean announced = false;
    String last = "";
    while (!hasReached(connection, position) || !has(connection, data)) {
      String now = replayed(connection);
      if (!now.equals(last)) {
        moved = System.nanoTime();
        last = now;
      }
      if (cancellation.isCancelled()) {
        throw StormDbException.failure("cancelled while waiting for " + url, null);
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw late(connection, url, position, now);
      }
      if (!announced && System.nanoTime() - started > QUIET.toNanos()) {
        announced = true;
        listener.announcement("waiting until %s has what was loaded".formatted(url));
      }
      NanoClock.SYSTEM.park(connection, PAUSE.toNanos());
    }
  }

  private static boolean hasReached(Connection connection, String position) throws SQLException {
    return Database.string(
            connection,
            "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= ?::pg_lsn",
            position)
        .equals("t");
  }

  private static String replayed(Connection connection) throws SQLException {
    return Database.string(connection, "SELECT coalesce(pg_last_wal_replay_lsn()::text, '')");
  }

  private boolean has(Connection connection, LoadedData data) throws SQLException {
    return target.dataset().state(connection) instanceof Dataset.State.Loaded loaded
        && loaded.data().finished().equals(data.finished())
        && loaded.data().seed() == data.seed();
  }

  private StormDbException late(Connection connection, String url, String position, String now)
      throws SQLException {
    if (hasReached(connection, position)) {
      return StormDbException.failure(
          "%s does not have the data of schema %s that %s has; is it a standby of that?"
              .formatted(url, target.dataset().name(), servers().control().url()),
          null);
    }
    return StormDbException.failure(
        "%s does not get what was loaded: its replay has stood still at %s for 30s, and %s is needed; see its log, recovery_min_apply_delay, and pg_wal_replay_resume()"
            .formatted(url, now, position),
        null);
  }
}
