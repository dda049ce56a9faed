package io.stormdb.core.wire;

import io.stormdb.api.Script;
import io.stormdb.api.Sql;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Query;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Sends prepared statements on a connection and reads the answers, one request at a time. Allocates
 * nothing once it has sent each statement and has seen the longest. Belongs to one thread at a
 * time; while a request is in flight, nobody else may use the connection, other than to close it.
 */
public final class WireSession {

  /** Stands for a process that is not on this machine. */
  public static final int ELSEWHERE = 0;

  /** That a statement must be parsed again: somebody has changed a table, or has forgotten it. */
  private static final String PLAN_CHANGED = "0A000";

  private static final String NOT_PREPARED = "26000";

  private static final int ROOM_FOR_MORE = 16;
  private static final int NOT_PARSED = -1;
  private static final int[] NONE = {};

  private final Connection connection;
  private final SocketChannel channel;
  private final int serverProcess;
  private final Parameters parameters = new Parameters();
  private final Answer answer = new Answer();
  private final Request request = new Request();
  private @Nullable Prepared[] prepared = new Prepared[0];
  private @Nullable Prepared begin;
  private @Nullable Prepared beginReadOnly;
  private @Nullable Prepared commit;
  private @Nullable Prepared rollback;
  private int names;
  private int parsedNow = NOT_PARSED;
  private boolean asRows;
  private boolean beginsParsed;

  /** A statement that the server has parsed. */
  private static final class Prepared {
    /** What it is called by, with the zero at its end. */
    private final byte[] name;

    /** Of the parameters that it was parsed for. */
    private final int[] types;

    Prepared(byte[] name, int... types) {
      this.name = name;
      this.types = types;
    }
  }

  /**
   * Starts on a connection on which nothing is in flight.
   *
   * @param channel what the connection is read from and written to, without encryption
   */
  public WireSession(Connection connection, SocketChannel channel) throws SQLException {
    this.connection = connection;
    this.channel = channel;
    this.serverProcess =
        isWithinThisMachine(channel)
            ? connection.unwrap(BaseConnection.class).getBackendPID()
            : ELSEWHERE;
  }

  private static boolean isWithinThisMachine(SocketChannel channel) {
    try {
      SocketAddress server = channel.getRemoteAddress();
      return server instanceof UnixDomainSocketAddress
          || (server instanceof InetSocketAddress address
              && address.getAddress().isLoopbackAddress());
    } catch (IOException e) {
      // it is closed already, which whoever uses it will hear
      return false;
    }
  }

  /**
   * Returns the number of the process that serves this, as the server says it; {@link #ELSEWHERE}
   * if it was not reached within this machine. The server may count otherwise than this process
   * does, as in a container of its own.
   */
  public int serverProcess() {
    return serverProcess;
  }

  /** Returns the channel, to wait for. */
  public SocketChannel channel() {
    return channel;
  }

  /**
   * Starts a request that begins a transaction; {@link #statement} follows.
   *
   * @param readOnly whether it is READ ONLY
   */
  public void begin(boolean readOnly) {
    start();
    beginsParsed = (readOnly ? beginReadOnly : begin) == null;
    if (readOnly) {
      beginReadOnly = command(beginReadOnly, "BEGIN READ ONLY");
    } else {
      begin = command(begin, "BEGIN");
    }
  }

  /** Starts a request of a single statement; {@link #statement} follows. */
  public void start() {
    request.clear();
    answer.clear();
    parsedNow = NOT_PARSED;
    beginsParsed = false;
  }

  /**
   * Adds a statement to a request and ends it; {@link #flush} sends it.
   *
   * @return whether it will be parsed
   */
  public boolean statement(Script script, int number) throws SQLException {
    Sql sql = script.sql(number);
    parameters.clear();
    script.bind(number, parameters);
    int ordinal = sql.ordinal();
    if (ordinal >= prepared.length) {
      prepared = Arrays.copyOf(prepared, ordinal + ROOM_FOR_MORE);
    }
    Prepared known = prepared[ordinal];
    if (known == null || !parameters.areOf(known.types)) {
      Query query =
          connection.unwrap(BaseConnection.class).createQuery(sql.text(), true, true).query;
      parameters.require(query.createParameterList().getParameterCount());
      known = parse(query.getNativeSql(), parameters.types());
      prepared[ordinal] = known;
      parsedNow = ordinal;
      asRows = script.returnsRows(number);
      request.describe(known.name);
    }
    request.execute(known.name, parameters);
    request.sync();
    return parsedNow == ordinal;
  }

  /** Takes back a request that is not sent, because its statement could not be bound. */
  public void unsent() {
    if (beginsParsed) {
      begin = null;
      beginReadOnly = null;
    }
  }

  /** Parses all statements again. */
  private void forget() {
    Arrays.fill(prepared, null);
    begin = null;
    beginReadOnly = null;
    commit = null;
    rollback = null;
  }

  /** Starts a request that commits, and ends it. */
  public void commit() {
    start();
    commit = command(commit, "COMMIT");
    request.sync();
  }

  /** Starts a request that rolls back, and ends it. */
  public void rollback() {
    start();
    rollback = command(rollback, "ROLLBACK");
    request.sync();
  }

  private Prepared command(@Nullable Prepared known, String sql) {
    Prepared command = known == null ? parse(sql, NONE) : known;
    parameters.clear();
    request.execute(command.name, parameters);
    return command;
  }

  private Prepared parse(String sql, int[] types) {
    byte[] name = terminated("stormdb_" + ++names);
    request.parse(name, terminated(sql), types);
    return new Prepared(name, types);
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends what is left of the request, or as much as the channel takes.
   *
   * @return whether all was sent
   */
  public boolean flush() throws IOException {
    return request.write(channel);
  }

  /**
   * Reads once; waits if the channel does.
   *
   * @return whether the answer is whole
   */
  public boolean receive() throws IOException {
    boolean isWhole = answer.read(channel);
    if (isWhole) {
      SQLException error = error();
      if (answer.hasForgotten() || (error != null && isStale(error))) {
        forget();
      } else if (error != null && parsedNow != NOT_PARSED) {
        // it may be the parsing that failed
        prepared[parsedNow] = null;
      }
    }
    return isWhole;
  }

  /** Returns how many rows the statement returned or changed, by the server's word. */
  public long rows() {
    return answer.rows();
  }

  /**
   * Returns what the server objected to, or that a statement does not return what it should, as the
   * driver would; {@code null} if there is nothing to object to.
   */
  public @Nullable SQLException error() {
    SQLException error = answer.error();
    if (error != null || parsedNow == NOT_PARSED || asRows == answer.describesRows()) {
      return error;
    }
    return asRows
        ? new PSQLException(GT.tr("No results were returned by the query."), PSQLState.NO_DATA)
        : new PSQLException(
            GT.tr("A result was returned when none was expected."), PSQLState.TOO_MANY_RESULTS);
  }

  /** Returns whether a transaction is open after the answer. */
  public boolean isInTransaction() {
    return answer.isInTransaction();
  }

  /**
   * Returns whether statements only have to be parsed again, which all are then when they are sent
   * the next time.
   */
  public boolean isStale(SQLException failure) {
    String state = failure.getSQLState();
    return NOT_PREPARED.equals(state)
        || (PLAN_CHANGED.equals(state)
            && String.valueOf(failure.getMessage()).contains("cached plan"));
  }

  /**
   * Returns what the loss of the connection is to a transaction: what the server said at last, or
   * what the driver says of it.
   */
  public SQLException lost(IOException reason) {
    SQLException farewell = answer.error();
    if (farewell != null) {
      farewell.addSuppressed(reason);
      return farewell;
    }
    return new PSQLException(
        "An I/O error occurred while sending to the backend.",
        PSQLState.CONNECTION_FAILURE,
        reason);
  }
}
