package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.Sql;
import io.stormdb.core.wire.WireSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A connection, the statements that were prepared on it, and what it has been set to, or what each
 * of its transactions sets. Serves one transaction at a time.
 */
final class Session {

  private static final int ROOM_FOR_MORE = 16;

  private final Connection connection;
  private @Nullable QueryStatement[] queries = new QueryStatement[0];
  private @Nullable UpdateStatement[] updates = new UpdateStatement[0];
  private final @Nullable TransactionSettings settings;
  private final @Nullable PreparedStatement[] setting;
  private final ServerTally served;
  private final @Nullable WireSession wire;
  private final long sinceNanos = System.nanoTime();
  private Isolation isolation;

  /**
   * Starts on a fresh connection.
   *
   * @param isolation the level that the connection has been set to
   */
  Session(Connection connection, Isolation isolation) {
    this(connection, isolation, null, new ServerTally(), null);
  }

  /**
   * Starts on a fresh connection.
   *
   * @param isolation the level that the connection has been set to
   * @param settings what each transaction sets; {@code null} if the connection has been set up
   * @param served counts what the server does
   * @param wire sends statements past the driver; {@code null} if that cannot be
   */
  Session(
      Connection connection,
      Isolation isolation,
      @Nullable TransactionSettings settings,
      ServerTally served,
      @Nullable WireSession wire) {
    this.connection = connection;
    this.served = served;
    this.wire = wire;
    this.isolation = isolation;
    this.settings = settings;
    this.setting = new PreparedStatement[settings == null ? 0 : settings.size()];
  }

  Connection connection() {
    return connection;
  }

  /**
   * Returns whether it was there before.
   *
   * @param nanos a moment of {@link System#nanoTime}
   */
  boolean isOlderThan(long nanos) {
    return sinceNanos - nanos < 0;
  }

  /**
   * Returns what sends statements past the driver, while nothing else runs here; {@code null} if
   * that cannot be.
   */
  @Nullable WireSession wire() {
    return wire;
  }

  /** Returns who counts the transactions of its server. */
  ServerTally served() {
    return served;
  }

  /**
   * Prepares for a transaction; asks nothing of the server unless the isolation level changes, or
   * each transaction has to set what it needs.
   *
   * @param single whether it is one statement
   * @return whether it must be committed or rolled back
   */
  boolean begin(boolean single, boolean readOnly, Isolation wanted) throws SQLException {
    if (settings != null) {
      begin(settings, TransactionSettings.index(wanted, readOnly));
      return true;
    }
    // no round trip: the driver sends BEGIN together with the first statement
    connection.setAutoCommit(single);
    connection.setReadOnly(readOnly);
    if (wanted != isolation) {
      connection.setTransactionIsolation(wanted.jdbcLevel());
      isolation = wanted;
    }
    return !single;
  }

  /** One round trip: the driver sends BEGIN together with the settings. */
  private void begin(TransactionSettings local, int index) throws SQLException {
    // not the level or read-only: what the driver is told, it may set for the session
    connection.setAutoCommit(false);
    String text = local.text(index);
    PreparedStatement statement = setting[index];
    if (statement == null) {
      statement = connection.prepareStatement(text);
      setting[index] = statement;
    }
    SqlTrace.statement(text);
    statement.execute();
  }

  /** Returns a statement, prepared at its first use, for a transaction of the given worker. */
  QueryStatement query(Sql sql, WorkerTx tx) throws SQLException {
    int ordinal = sql.ordinal();
    if (ordinal >= queries.length) {
      queries = Arrays.copyOf(queries, ordinal + ROOM_FOR_MORE);
    }
    QueryStatement query = queries[ordinal];
    if (query == null) {
      query = new QueryStatement(sql, tx, connection);
      queries[ordinal] = query;
      tx.prepared(sql);
    }
    query.start(tx);
    return query;
  }

  /** Returns a statement, prepared at its first use, for a transaction of the given worker. */
  UpdateStatement update(Sql sql, WorkerTx tx) throws SQLException {
    int ordinal = sql.ordinal();
    if (ordinal >= updates.length) {
      updates = Arrays.copyOf(updates, ordinal + ROOM_FOR_MORE);
    }
    UpdateStatement update = updates[ordinal];
    if (update == null) {
      update = new UpdateStatement(sql, tx, connection);
      updates[ordinal] = update;
      tx.prepared(sql);
    }
    update.start(tx);
    return update;
  }

  /** Asks the server to cancel what is going on. Safe to call from another thread. */
  void cancel() throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  /** Gives up the connection without a word. Safe to call from another thread. */
  void hangUp() throws SQLException {
    connection.abort(Runnable::run);
  }

  /** Closes the connection; if that is not possible, it is closed already. */
  void close() {
    Database.close(List.of(connection), trouble -> {});
  }
}
