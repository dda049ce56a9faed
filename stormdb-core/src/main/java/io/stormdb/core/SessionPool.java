package io.stormdb.core;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pool of a run. Safe for use by many threads. */
final class SessionPool implements AutoCloseable {

  private final Opening opening;
  private final HikariDataSource connections;
  // by the connection behind the one that is lent, so that statements survive being given back
  private final Map<Connection, Session> sessions = new ConcurrentHashMap<>();
  private final List<PooledSessions> borrowers = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Opens all connections, so that the load finds them; those that it does not need go later.
   *
   * @param timeoutMillis how long a transaction may wait
   * @throws StormDbException if the server refuses
   */
  SessionPool(Opening opening, Connections.Pooled settings, long timeoutMillis) {
    this.opening = opening;
    HikariConfig config = new HikariConfig();
    config.setPoolName("stormdb");
    config.setDataSource(new PoolSource(this::open));
    config.setMaximumPoolSize(settings.size());
    // until it is full: with less, HikariCP may close what it has just opened
    config.setMinimumIdle(settings.size());
    config.setConnectionTimeout(timeoutMillis);
    config.setMaxLifetime(settings.maxLifetime().toMillis());
    // a fixed size needs none, and says so in the log
    config.setIdleTimeout(0);
    try {
      this.connections = new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw opening.refused(
          e.getCause() instanceof SQLException cause ? cause : new SQLException(e));
    }
    fill(settings.size());
    if (settings.idle() < settings.size()) {
      connections.setMinimumIdle(settings.idle());
      connections.setIdleTimeout(settings.idleTimeout().toMillis());
    }
  }

  /** HikariCP fills itself in the background; the load shall not wait for that. */
  private void fill(int number) {
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        all.add(connections.getConnection());
      }
    } catch (SQLException e) {
      Database.close(all, e::addSuppressed);
      connections.close();
      throw opening.refused(e.getCause() instanceof SQLException cause ? cause : e);
    }
    Database.close(all, trouble -> {});
  }

  /**
   * Lends a connection.
   *
   * @throws SQLException if there is none within the time allowed
   */
  Connection borrow() throws SQLException {
    return connections.getConnection();
  }

  /** Adds one who hears of connections that the server refuses while it waits for one. */
  void add(PooledSessions borrower) {
    borrowers.add(borrower);
  }

  /** Returns the session of a connection that is lent. */
  Session sessionOf(Connection lent) throws SQLException {
    Session session = sessions.get(lent.unwrap(Connection.class));
    if (session == null) {
      throw new SQLException("the connection that was lent had been closed", SqlStates.CLOSED);
    }
    return session;
  }

  /** Takes a connection that is lent out of the pool. */
  void evict(Connection lent) {
    connections.evictConnection(lent);
  }

  private Connection open() throws SQLException {
    Session session;
    try {
      session = opening.open();
    } catch (SQLException e) {
      refused(e);
      throw e;
    }
    // connections that the pool has closed meanwhile, of which it tells nobody
    sessions.keySet().removeIf(SessionPool::isClosed);
    sessions.put(session.connection(), session);
    if (closed) {
      Database.close(List.of(session.connection()), trouble -> {});
      throw new SQLException("the pool has been closed", SqlStates.CLOSED);
    }
    return session.connection();
  }

  /** Whoever waits would otherwise hear of it when the time is over, or not at all. */
  private void refused(SQLException reason) {
    boolean isFirst = true;
    for (PooledSessions borrower : borrowers) {
      if (borrower.isWaiting()) {
        borrower.refused(reason, isFirst);
        isFirst = false;
      }
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public void close() {
    closed = true;
    connections.close();
    // HikariCP forgets a connection that was just being opened
    Database.close(List.copyOf(sessions.keySet()), trouble -> {});
  }
}
