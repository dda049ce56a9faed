package io.stormdb.core.socket;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the parts of setting up a connection took: reaching the server, encryption, and the
 * rest, in which the server starts a process and the user logs in. They are only known of
 * connections that use {@link ChannelSocketFactory}. For the thread that opens the connection.
 */
public final class SetupTimes {

  private static final ThreadLocal<@Nullable SetupTimes> CURRENT = new ThreadLocal<>();

  private final long startedNanos = System.nanoTime();
  private long attemptNanos = startedNanos;
  private @Nullable Long connectedNanos;
  private @Nullable Long securedNanos;
  private @Nullable Path socket;
  private long endedNanos;

  private SetupTimes() {}

  /** Begins to watch the connection that this thread opens next. */
  public static SetupTimes begin() {
    SetupTimes times = new SetupTimes();
    CURRENT.set(times);
    return times;
  }

  /**
   * Begins with another server, because the one before was not reached or is not wanted. The parts
   * are those of the last one then; the total has all of them.
   */
  public static void again() {
    SetupTimes times = CURRENT.get();
    if (times != null) {
      times.attemptNanos = System.nanoTime();
      times.connectedNanos = null;
      times.securedNanos = null;
      times.socket = null;
    }
  }

  /** Ends watching, because the connection is there or will never be. */
  public void end() {
    endedNanos = System.nanoTime();
    CURRENT.remove();
  }

  /** Returns the time from the beginning to the end. */
  public Duration total() {
    return Duration.ofNanos(endedNanos - startedNanos);
  }

  /**
   * Returns the time until the server was reached: looking up its name, and the handshake of TCP.
   * Empty if nobody told, or if it was not reached.
   */
  public Optional<Duration> connect() {
    return between(attemptNanos, connectedNanos);
  }

  /** Returns whether the server was reached through a Unix-domain socket. */
  public boolean isUnix() {
    return socket != null;
  }

  /** Returns the Unix-domain socket through which the server was reached; empty if by TCP. */
  public Optional<Path> socket() {
    return Optional.ofNullable(socket);
  }

  /** Returns the time for agreeing on encryption. Empty if the connection is not encrypted. */
  public Optional<Duration> tls() {
    return connectedNanos == null ? Optional.empty() : between(connectedNanos, securedNanos);
  }

  /**
   * Returns the time for all that came after: the start of a process of the server, and logging in.
   * Empty if the server was not reached or nobody told.
   */
  public Optional<Duration> logIn() {
    if (connectedNanos == null) {
      return Optional.empty();
    }
    return between(securedNanos == null ? connectedNanos : securedNanos, endedNanos);
  }

  private static Optional<Duration> between(long from, @Nullable Long to) {
    return to == null ? Optional.empty() : Optional.of(Duration.ofNanos(to - from));
  }

  /**
   * Takes down that the server was reached.
   *
   * @param through the path of a Unix-domain socket, or {@code null} for TCP
   */
  static void connected(@Nullable Path through) {
    SetupTimes times = CURRENT.get();
    if (times != null) {
      times.connectedNanos = System.nanoTime();
      times.socket = through;
      // of several hosts, the last counts
      times.securedNanos = null;
    }
  }

  /** Takes down that the connection is encrypted. */
  static void secured() {
    SetupTimes times = CURRENT.get();
    if (times != null) {
      times.securedNanos = System.nanoTime();
    }
  }
}
