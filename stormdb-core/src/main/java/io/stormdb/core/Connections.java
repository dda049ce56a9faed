package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.api.WorkloadType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How workers come by connections.
 *
 * @param mode who opens and keeps them
 * @param timeout the longest that a transaction waits for a connection; 250 ms to 1 h
 * @param queryTimeout the longest that a statement may take before the server cancels it; 1 ms to
 *     24 h, or empty for no limit
 * @param readWriteSplit whether transactions that only read run on a server of their own, in the
 *     same mode: each worker has connections of both kinds, and there are two pools of the same
 *     size
 * @param driver who sends statements
 */
public record Connections(
    Mode mode,
    Duration timeout,
    Optional<Duration> queryTimeout,
    boolean readWriteSplit,
    Driver driver) {

  /** The wait that is allowed where nothing else is said: that of HikariCP. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final Duration LONGEST_QUERY = Duration.ofHours(24);

  /** Who opens and keeps connections. */
  public sealed interface Mode {

    /** Returns the name in configurations and reports. */
    String text();

    /** Returns how many connections are open at the same time, at most, to each kind of server. */
    int needed(int workers);

    /** Returns whether transactions wait for a connection. */
    boolean waits();
  }

  /**
   * What the workload is usually run with: {@link Mixed} if it is there to compare connections,
   * {@link Persistent} otherwise. Nothing runs in this mode: a run decides for one of the two.
   */
  public record Usual() implements Mode {
    @Override
    public String text() {
      return "usual";
    }

    @Override
    public int needed(int workers) {
      return workers;
    }

    @Override
    public boolean waits() {
      return false;
    }
  }

  /** Every worker keeps one connection from the first transaction to the last. */
  public record Persistent() implements Mode {
    @Override
    public String text() {
      return "persistent";
    }

    @Override
    public int needed(int workers) {
      return workers;
    }

    @Override
    public boolean waits() {
      return false;
    }
  }

  /**
   * All workers share a pool (HikariCP); each transaction borrows a connection and gives it back.
   * It is full when the load starts.
   *
   * @param size the most connections; 1 to 10,000
   * @param idle how many of them stay when nobody needs them, beside those in use; 0 to size
   * @param idleTimeout how long the others stay, and up to 30 s longer, because the pool looks as
   *     often; at least 10 s, and 1 s less than the lifetime; of no effect if all stay
   * @param maxLifetime after how long a connection is replaced, up to a fortieth of it earlier and
   *     never within a transaction; at least 30 s, or 0 for never
   */
  public record Pooled(int size, int idle, Duration idleTimeout, Duration maxLifetime)
      implements Mode {

    /** When connections that are not needed go, unless their lifetime is short: HikariCP's. */
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(10);

    /** When connections are replaced: HikariCP's. */
    public static final Duration DEFAULT_MAX_LIFETIME = Duration.ofMinutes(30);

    /** The largest pool. */
    public static final int LARGEST = 10_000;

    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);

    /** Refuses what HikariCP would change or ignore. */
    public Pooled {
      List<String> problems = new ArrayList<>();
      if (size < 1 || size > LARGEST) {
        problems.add("connections of a pool must be from 1 to " + LARGEST + ", were " + size);
      } else if (idle < 0 || idle > size) {
        problems.add(
            "max_idle_connections must be from 0 to the size of the pool (%d), was %d"
                .formatted(size, idle));
      }
      boolean ends = !maxLifetime.isZero();
      if (ends && maxLifetime.compareTo(SHORTEST_LIFE) < 0) {
        problems.add("max_lifetime must be 0s (never) or at least 30s, was " + shown(maxLifetime));
      }
      if (idleTimeout.compareTo(SHORTEST_IDLE) < 0) {
        problems.add("idle_timeout must be at least 10s, was " + shown(idleTimeout));
      } else if (ends
          && maxLifetime.compareTo(SHORTEST_LIFE) >= 0
          && idle < size
          && idleTimeout.plusSeconds(1).compareTo(maxLifetime) > 0) {
        problems.add(
            "idle_timeout must be at least 1s less than max_lifetime (%s), was %s"
                .formatted(shown(maxLifetime), shown(idleTimeout)));
      }
      refuse(problems);
    }

    /** Returns the idle timeout that goes with a lifetime where none is given. */
    public static Duration idleTimeoutFor(Duration maxLifetime) {
      Duration half = maxLifetime.dividedBy(2);
      if (maxLifetime.isZero() || half.compareTo(DEFAULT_IDLE_TIMEOUT) > 0) {
        return DEFAULT_IDLE_TIMEOUT;
      }
      return half.compareTo(SHORTEST_IDLE) < 0 ? SHORTEST_IDLE : half;
    }

    @Override
    public String text() {
      return "pooled";
    }

    @Override
    public int needed(int workers) {
      return size;
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Every transaction opens a connection and closes it. */
  public record Transient() implements Mode {
    @Override
    public String text() {
      return "transient";
    }

    @Override
    public int needed(int workers) {
      return workers;
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /**
   * Workers with even numbers are {@link Persistent}, the others {@link Transient}; they are
   * recorded apart and compared.
   */
  public record Mixed() implements Mode {
    @Override
    public String text() {
      return "mixed";
    }

    @Override
    public int needed(int workers) {
      return workers;
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Checks the limits. */
  public Connections {
    List<String> problems = new ArrayList<>();
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      problems.add("connection_timeout must be from 250ms to 1h, was " + shown(timeout));
    }
    queryTimeout
        .filter(
            limit ->
                limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(LONGEST_QUERY) > 0)
        .ifPresent(
            limit -> problems.add("query_timeout must be from 1ms to 24h, was " + shown(limit)));
    refuse(problems);
  }

  /** Returns what is usual for the workload. */
  public static Connections usual() {
    return of(new Usual());
  }

  /** Returns one connection a worker. */
  public static Connections persistent() {
    return of(new Persistent());
  }

  /** Returns a pool of a fixed size, with HikariCP's lifetime of connections. */
  public static Connections pooled(int size) {
    return of(new Pooled(size, size, Pooled.DEFAULT_IDLE_TIMEOUT, Pooled.DEFAULT_MAX_LIFETIME));
  }

  /** Returns one connection a transaction. */
  public static Connections perTransaction() {
    return of(new Transient());
  }

  /** Returns one connection a worker for one half of them, one a transaction for the other. */
  public static Connections mixed() {
    return of(new Mixed());
  }

  /** Returns a mode with the default wait and no limit for statements. */
  public static Connections of(Mode mode) {
    return new Connections(mode, DEFAULT_TIMEOUT, Optional.empty(), false, Driver.AUTO);
  }

  /** Returns a copy in another mode. */
  public Connections mode(Mode newMode) {
    return new Connections(newMode, timeout, queryTimeout, readWriteSplit, driver);
  }

  /** Returns a copy that allows another wait for a connection. */
  public Connections timeout(Duration newTimeout) {
    return new Connections(mode, newTimeout, queryTimeout, readWriteSplit, driver);
  }

  /** Returns a copy that allows a statement this long. */
  public Connections queryTimeout(Duration limit) {
    return new Connections(mode, timeout, Optional.of(limit), readWriteSplit, driver);
  }

  /**
   * Returns a copy that runs transactions that only read on a server of their own: that of {@link
   * StormDb#readsOn}.
   */
  public Connections splitReads() {
    return new Connections(mode, timeout, queryTimeout, true, driver);
  }

  /** Returns a copy whose statements are sent by another. */
  public Connections driver(Driver newDriver) {
    return new Connections(mode, timeout, queryTimeout, readWriteSplit, newDriver);
  }

  /** Returns what these mean for a type of workload. */
  Connections decidedFor(WorkloadType type) {
    if (!(mode instanceof Usual)) {
      return this;
    }
    Mode decided = type.comparesConnections() ? new Mixed() : new Persistent();
    return new Connections(decided, timeout, queryTimeout, readWriteSplit, driver);
  }

  private static String shown(Duration duration) {
    return duration.isNegative() ? duration.toString() : GoDuration.format(duration);
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }
}
