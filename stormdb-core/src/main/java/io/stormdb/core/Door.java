package io.stormdb.core;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One of several servers, and what was last met there. Safe for use by many threads. */
final class Door {

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** No moment: those are odd. */
  private static final long NEVER = 0;

  private final Place place;
  private final DataSource source;

  /** When it was out of reach. */
  private volatile long failedAt = NEVER;

  /** What it was, if that was not what was asked for. */
  private volatile @Nullable Unsuited unsuited;

  /**
   * Where it is.
   *
   * @param address which of several the name has; empty if it has only one
   */
  record Place(Host host, Optional<InetAddress> address) {

    @Override
    public String toString() {
      return address
          .map(found -> "%s (%s)".formatted(host, found.getHostAddress()))
          .orElseGet(host::toString);
    }
  }

  private record Unsuited(long moment, SessionTarget.State state) {}

  /**
   * Starts without having met anything.
   *
   * @param source opens connections to it and to no other
   */
  Door(Place place, DataSource source) {
    this.place = place;
    this.source = source;
  }

  Place place() {
    return place;
  }

  DataSource source() {
    return source;
  }

  /** Says that it was out of reach. */
  void failed() {
    failedAt = moment();
  }

  /** Says that it took a connection. */
  void answered() {
    failedAt = NEVER;
  }

  /** Says that it was what was asked for. */
  void suited() {
    unsuited = null;
  }

  /** Says that it was something else. */
  void unsuited(SessionTarget.State state) {
    unsuited = new Unsuited(moment(), state);
  }

  /** Returns whether it was out of reach so lately that it is tried last. */
  boolean isResting(long now) {
    return isWithin(REST_NANOS, failedAt, now);
  }

  /** Returns what it was, if that was not what was asked for and so lately that it still is. */
  SessionTarget.@Nullable State known(long now) {
    Unsuited before = unsuited;
    return before != null && isWithin(TRUST_NANOS, before.moment, now) ? before.state : null;
  }

  /** Returns how late it is tried: those with the smallest number come first. */
  int rank(long now) {
    return isResting(now) ? 2 : unsuited == null ? 0 : 1;
  }

  /** Returns the current moment. */
  static long moment() {
    return System.nanoTime() | 1;
  }

  private static boolean isWithin(long nanos, long moment, long now) {
    return moment != NEVER && now - moment < nanos;
  }
}
