package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * Which of several servers a session may be on: {@code target_session_attrs} of libpq, with its
 * names and meanings.
 */
public enum SessionTarget {
  /** The first that answers. */
  ANY("takes connections"),
  /** One where a transaction may write unless it says otherwise: the primary. */
  READ_WRITE("lets sessions write"),
  /** One where a transaction may not write unless it says otherwise. */
  READ_ONLY("lets sessions only read"),
  /** The primary. */
  PRIMARY("is a primary"),
  /** A standby. */
  STANDBY("is a standby"),
  /** A standby, or the first that answers if there is none. */
  PREFER_STANDBY("takes connections");

  private final String meaning;

  SessionTarget(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the name as it is written, for example {@code read-write}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what such a server does, to follow "a server that". */
  String meaning() {
    return meaning;
  }

  /** Returns whether a session could be on a server that only lets it read. */
  public boolean allowsStandby() {
    return this != READ_WRITE && this != PRIMARY;
  }

  /** Returns whether no other server will do. */
  boolean isStrict() {
    return this != PREFER_STANDBY;
  }

  /** Returns whether a server is one of those looked for, or of those preferred. */
  boolean suits(State state) {
    return switch (this) {
      case ANY -> true;
      case READ_WRITE -> !state.standby && !state.readOnly;
      case READ_ONLY -> state.standby || state.readOnly;
      case PRIMARY -> !state.standby;
      case STANDBY, PREFER_STANDBY -> state.standby;
    };
  }

  /**
   * What a server lets sessions do.
   *
   * @param standby whether it repeats the changes of another
   * @param readOnly whether transactions that do not say otherwise may only read, though it is none
   */
  record State(boolean standby, boolean readOnly) {

    /** Finds out; from PostgreSQL 14 on, the server has said so when it took the connection. */
    static State of(Connection connection) throws SQLException {
      PGConnection driver = connection.unwrap(PGConnection.class);
      String standby = driver.getParameterStatus("in_hot_standby");
      String readOnly = driver.getParameterStatus("default_transaction_read_only");
      return standby == null || readOnly == null
          ? asked(connection)
          : new State(standby.equals("on"), readOnly.equals("on"));
    }

    /** Asks with two queries. */
    static State asked(Connection connection) throws SQLException {
      return new State(
          Database.string(connection, "SELECT pg_is_in_recovery()").equals("t"),
          Database.string(connection, "SHOW default_transaction_read_only").equals("on"));
    }

    /** Returns it in words, to follow "which". */
    String describe() {
      return standby ? "is a standby" : readOnly ? "only lets sessions read" : "is a primary";
    }
  }
}
