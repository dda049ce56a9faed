package io.stormdb.cli;

import io.stormdb.api.GoDuration;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.ServerAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What somebody can do who was not let in: servers and drivers say what is wrong, but not where it
 * was written.
 *
 * @param configuration what was given, and where
 * @param address of the server
 */
record ConnectionAdvice(Configuration configuration, ServerAddress address) {

  private static final String UNKNOWN_DATABASE = "3D000";
  private static final String WRONG_PASSWORD = "28P01";
  private static final String NOT_ALLOWED = "28000";

  /** Returns what to do, to follow the message of a failure; empty if that says all there is. */
  Optional<String> about(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<String> advice = aboutOne(cause);
      if (advice.isPresent()) {
        return advice;
      }
    }
    return Optional.empty();
  }

  private Optional<String> aboutOne(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return Optional.of(
          "no host is known by the name '%s'; %s"
              .formatted(cause.getMessage(), given("it", "database.host")));
    }
    if (cause instanceof SocketTimeoutException) {
      return Optional.of(
          "there was no answer within %s; either the host is wrong, or a firewall is between"
                  .formatted(
                      GoDuration.format(
                          configuration.connectTimeout().orElse(ServerAddress.CONNECT_TIMEOUT)))
              + ", or connection_timeout is too short");
    }
    return cause instanceof SQLException refusal ? aboutRefusal(refusal) : Optional.empty();
  }

  private Optional<String> aboutRefusal(SQLException refusal) {
    String message = String.valueOf(refusal.getMessage());
    String state = String.valueOf(refusal.getSQLState());
    if (message.contains("no password was provided")) {
      return Optional.of(
          "give one in STORMDB_DB_PASSWORD, database.password, PGPASSWORD or the password file"
              + " ~/.pgpass");
    }
    return switch (state) {
      case WRONG_PASSWORD -> Optional.of(password());
      case UNKNOWN_DATABASE ->
          Optional.of(
              "create it with: CREATE DATABASE \"%s\"; or name another one: %s"
                  .formatted(address.dbname(), given("this one", "database.dbname")));
      case NOT_ALLOWED ->
          message.contains("pg_hba.conf")
              ? Optional.of(
                  "add a line for this user, database and address to pg_hba.conf of the server")
              : Optional.of(given("the user", "database.username"));
      default -> Optional.empty();
    };
  }

  private String password() {
    return configuration.origin("database.password").isPresent()
        ? given("the password", "database.password")
        : "the password is that of the password file (~/.pgpass, or the one that PGPASSFILE names)";
  }

  private String given(String what, String key) {
    return configuration
        .origin(key)
        .map(origin -> "%s was given by %s".formatted(what, origin))
        .orElse("%s is the default of %s".formatted(what, key));
  }
}
