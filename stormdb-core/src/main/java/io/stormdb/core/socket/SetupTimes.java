package io.stormdb.core.socket;

import java.net.InetAddress;
import java.nio.channels.SocketChannel;
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
  private @Nullable InetAddress address;
  private @Nullable SocketChannel clear;
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
      times.address = null;
      times.clear = null;
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

  /** Returns which address of a host was reached; empty if the host did not have several. */
  public Optional<InetAddress> address() {
    return Optional.ofNullable(address);
  }

  /**
   * Returns the channel that the connection is read from and written to. Empty if nobody told, or
   * if what goes through it is encrypted.
   */
  public Optional<SocketChannel> channel() {
    return securedNanos == null ? Optional.ofNullable(clear) : Optional.empty();
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
   * @param by what is read from and written to
   * @param through the path of a Unix-domain socket, or {@code null} for TCP
   * @param oneOfSeveral which of several addresses it was, or {@code null}
   */
  static void connected(
      SocketChannel by, @Nullable Path through, @Nullable InetAddress oneOfSeveral) {
    SetupTimes times = CURRENT.get();
    if (times != null) {
      times.connectedNanos = System.nanoTime();
      times.clear = by;
      times.socket = through;
      times.address = oneOfSeveral;
      // of several hosts, the last counts
      times.securedNanos = null;
    }
  }

  /** Takes down that the driver has asked for encryption by GSS. */
  static void askedForGss() {
    SetupTimes times = CURRENT.get();
    if (times != null) {
      times.clear = null;
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
