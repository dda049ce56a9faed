package io.stormdb.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a run: what is kept open is opened before the load starts and closed after it.
 * Belongs to one thread.
 */
final class Supply implements AutoCloseable {

  private final Connections.Mode mode;
  private final Opening opening;
  private final Opening openingEach;
  private final boolean split;
  private final List<Session> pinned = new ArrayList<>();
  private final List<KeptSessions> kept = new ArrayList<>();
  private final @Nullable SessionPool pool;

  /**
   * Opens the pool, if there is to be one.
   *
   * @param opening opens connections that are kept or shared
   * @param openingEach opens one for each transaction
   * @throws StormDbException if the server refuses
   */
  Supply(Connections connections, Opening opening, Opening openingEach) {
    this.mode = connections.mode();
    this.split = connections.readWriteSplit();
    this.opening = opening;
    this.openingEach = openingEach;
    this.pool =
        mode instanceof Connections.Pooled pooled
            ? new SessionPool(opening, pooled, connections.timeout().toMillis())
            : null;
  }

  /**
   * Returns what a worker has its sessions from.
   *
   * @param number from 0
   * @throws StormDbException if it is to keep one and the server refuses
   */
  Sessions forWorker(int number) {
    if (pool != null) {
      return new PooledSessions(pool);
    }
    return isTransient(mode, number) ? new FreshSessions(openingEach) : forItself();
  }

  /**
   * Returns a session that somebody keeps.
   *
   * @throws StormDbException if the server refuses
   */
  Sessions forItself() {
    Session session = opening.openAtStart();
    if (split) {
      return keep(session);
    }
    pinned.add(session);
    return new Sessions.Pinned(session, opening::open);
  }

  /** Returns sessions that somebody keeps, of which the first is opened when it is needed. */
  Sessions forLater() {
    return keep(null);
  }

  private Sessions keep(@Nullable Session session) {
    KeptSessions sessions = new KeptSessions(opening, session);
    kept.add(sessions);
    return sessions;
  }

  /** Returns whether a worker, from 0, opens a connection for each transaction. */
  static boolean isTransient(Connections.Mode mode, int number) {
    return mode instanceof Connections.Transient
        || (mode instanceof Connections.Mixed && number % 2 == 1);
  }

  /** Returns how many connections were opened to be kept or shared. */
  long opened() {
    return opening.opened();
  }

  /** Returns how many connections were opened for one transaction each. */
  long openedEach() {
    return openingEach.opened();
  }

  /** Returns the servers that connections went to, those with most of them first. */
  List<ServerUse> servers() {
    return Opening.servers(List.of(opening, openingEach));
  }

  @Override
  public void close() {
    kept.forEach(KeptSessions::close);
    Database.close(pinned.stream().map(Session::connection).toList(), trouble -> {});
    if (pool != null) {
      pool.close();
    }
  }
}
