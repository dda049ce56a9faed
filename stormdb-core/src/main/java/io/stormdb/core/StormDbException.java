package io.stormdb.core;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be done. The message is for the user: what, why, and what would work. It
 * never contains a password.
 */
public final class StormDbException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Whose turn it is to change something. */
  public enum Kind {
    /** What was asked for cannot be done as it was asked; the user should ask differently. */
    USAGE,
    /** What was asked for failed. */
    FAILURE
  }

  private StormDbException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns an exception for something that cannot be done as it was asked. */
  public static StormDbException usage(String message) {
    return new StormDbException(Kind.USAGE, message, null);
  }

  /** Returns an exception for something that cannot be done as it was asked. */
  public static StormDbException usage(String message, @Nullable Throwable cause) {
    return new StormDbException(Kind.USAGE, message, cause);
  }

  /** Returns an exception for something that failed. */
  public static StormDbException failure(String message, @Nullable Throwable cause) {
    return new StormDbException(Kind.FAILURE, message, cause);
  }

  /**
   * Returns an exception for something that failed because a server refused it, or could not be
   * reached.
   *
   * @param what failed, with the server's URL without a password
   */
  public static StormDbException refused(String what, SQLException reason) {
    return failure(what + ": " + Database.refusal(reason), reason);
  }

  /** Returns whose turn it is. */
  public Kind kind() {
    return kind;
  }
}
