package io.stormdb.core;

import io.stormdb.api.UnexpectedRowsException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Readable names of SQLSTATEs: PostgreSQL's condition names (appendix "PostgreSQL Error Codes" of
 * its manual) where one says more than its class, the class otherwise. A violated constraint is a
 * {@code constraint_violation}, whatever its kind: the state beside the name tells the kind, and
 * the message the constraint.
 */
final class SqlStates {

  /** A deferred transaction that nobody is left to run. */
  static final String UNATTENDED = "SD002";

  /** There was no connection within the time allowed. */
  static final String CONNECTION_TIMEOUT = "SD003";

  /** The client has no local port for another connection. */
  static final String NO_FREE_PORT = "SD004";

  /** The server ended a statement because somebody wanted it so, or it took too long. */
  static final String QUERY_CANCELED = "57014";

  /** A connection was used that does not exist any more. */
  static final String CLOSED = "08003";

  /** No connection could be made. */
  static final String CONNECTION_FAILED = "08001";

  /** After these the server closes the connection; so it does after all of class 08. */
  private static final Set<String> FAREWELLS =
      Set.of("25P03", "25P04", "57P01", "57P02", "57P03", "57P04", "57P05");

  private static final Map<String, String> CONDITIONS =
      Map.ofEntries(
          Map.entry("08001", "connection_failed"),
          Map.entry("08003", "connection_closed"),
          Map.entry("08004", "connection_rejected"),
          Map.entry("08006", "connection_lost"),
          Map.entry("08P01", "protocol_violation"),
          Map.entry("25006", "read_only_transaction"),
          Map.entry("25P02", "transaction_aborted"),
          Map.entry("25P03", "idle_in_transaction_timeout"),
          Map.entry("25P04", "transaction_timeout"),
          Map.entry("28P01", "invalid_password"),
          Map.entry("3D000", "undefined_database"),
          Map.entry("40001", "serialization_failure"),
          Map.entry("40P01", "deadlock"),
          Map.entry("42501", "insufficient_privilege"),
          Map.entry("42P01", "undefined_table"),
          Map.entry("53100", "disk_full"),
          Map.entry("53200", "out_of_memory"),
          Map.entry("53300", "too_many_connections"),
          Map.entry("53400", "configuration_limit_exceeded"),
          Map.entry("55P03", "lock_not_available"),
          Map.entry(QUERY_CANCELED, "query_cancelled"),
          Map.entry("57P01", "admin_shutdown"),
          Map.entry("57P02", "crash_shutdown"),
          Map.entry("57P03", "cannot_connect_now"),
          Map.entry("57P04", "database_dropped"),
          Map.entry("57P05", "idle_session_timeout"),
          Map.entry(UNATTENDED, "deferred_queue_unattended"),
          Map.entry(CONNECTION_TIMEOUT, "connection_timeout"),
          Map.entry(NO_FREE_PORT, "no_free_port"),
          Map.entry(UnexpectedRowsException.SQL_STATE, "unexpected_rows"));

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("08", "connection_exception"),
          Map.entry("0A", "feature_not_supported"),
          Map.entry("21", "cardinality_violation"),
          Map.entry("22", "data_exception"),
          Map.entry("23", "constraint_violation"),
          Map.entry("25", "invalid_transaction_state"),
          Map.entry("28", "invalid_authorization"),
          Map.entry("40", "transaction_rollback"),
          Map.entry("42", "syntax_error_or_access_rule_violation"),
          Map.entry("53", "insufficient_resources"),
          Map.entry("54", "program_limit_exceeded"),
          Map.entry("55", "object_not_in_prerequisite_state"),
          Map.entry("57", "operator_intervention"),
          Map.entry("58", "system_error"),
          Map.entry("P0", "raised_by_function"),
          Map.entry("XX", "internal_error"));

  private SqlStates() {}

  static String nameOf(@Nullable String sqlState) {
    if (sqlState == null || sqlState.length() != 5) {
      return "driver_error";
    }
    String condition = CONDITIONS.get(sqlState);
    if (condition != null) {
      return condition;
    }
    String name = CLASSES.get(sqlState.substring(0, 2));
    return name != null ? name : "sqlstate_class_" + sqlState.substring(0, 2);
  }

  /** Returns the name of an error: that of its state, or a better one where the error has more. */
  static String nameOf(SQLException error) {
    String state = error.getSQLState();
    if (isQueryTimeout(error)) {
      return "query_timeout";
    }
    if (CONNECTION_FAILED.equals(state) && isTimeout(error)) {
      return "connection_timeout";
    }
    return nameOf(state);
  }

  /** Returns an error on one line: message, name and state. */
  static String describe(SQLException error) {
    String state = error.getSQLState();
    return "%s (%s%s)"
        .formatted(
            Database.message(error), nameOf(error), state == null ? "" : ", SQLSTATE " + state);
  }

  /** Class 40: the server rolled back for reasons of concurrency, and the same may now succeed. */
  static boolean isWorthRetrying(@Nullable String sqlState) {
    return sqlState != null && sqlState.startsWith("40");
  }

  /** A prepared statement does not exist, or exists already, against all that the driver knows. */
  static boolean isStatementLost(@Nullable String sqlState) {
    return "26000".equals(sqlState) || "42P05".equals(sqlState);
  }

  /** The connection is of no more use. */
  static boolean isConnectionLost(SQLException error) {
    String state = error.getSQLState();
    return state != null && (state.startsWith("08") || FAREWELLS.contains(state));
  }

  /**
   * Whether a statement was cancelled because it took too long: the plan knows that of its own
   * limit, and the server says it, in English at least, of those that are set elsewhere.
   */
  private static boolean isQueryTimeout(SQLException error) {
    return QUERY_CANCELED.equals(error.getSQLState())
        && (error instanceof SQLTimeoutException
            || String.valueOf(error.getMessage()).contains("statement timeout"));
  }

  private static boolean isTimeout(SQLException error) {
    return Stream.iterate(error.getCause(), Objects::nonNull, Throwable::getCause)
        .anyMatch(SocketTimeoutException.class::isInstance);
  }
}
