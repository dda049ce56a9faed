package io.stormdb.pgstats;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a server before and after a load, and at its counters and sessions in between, on a
 * connection of its own. It never throws: what goes wrong becomes the reason why something is
 * missing. For one run and one thread.
 */
public final class StatisticsCollector implements AutoCloseable {

  /** How many statements are listed unless another number is asked for. */
  public static final int DEFAULT_TOP = 20;

  /** How often counters are read unless another interval is asked for. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private static final String NO_LOOK = "the load was over before the first look at the server";

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  private final DataSource dataSource;
  private final int top;
  private @Nullable StatisticsSession session;
  private @Nullable Snapshot before;
  private WaitSampler waits = new WaitSampler();
  private KnownLoad load = KnownLoad.NOTHING;
  private Duration every = DEFAULT_INTERVAL;
  private Sampling sampling = new Sampling(DEFAULT_INTERVAL);
  private Observed<ProcessorTimes> processorsBefore = new Observed.Missing<>(NO_LOOK);
  private long looksAtSample;
  private long beganNanos;
  private OptionalLong originNanos = OptionalLong.empty();
  private String trouble = NO_LOOK;
  private Optional<ServerStatistics> statistics = Optional.empty();

  private StatisticsCollector(DataSource dataSource, int top) {
    this.dataSource = dataSource;
    this.top = top;
  }

  /**
   * Collects from a server.
   *
   * @param dataSource opens connections to the database of the load, as the user of the load
   */
  public static StatisticsCollector on(DataSource dataSource) {
    return new StatisticsCollector(dataSource, 0);
  }

  /**
   * Collects from a server, with the statements that took the longest.
   *
   * @param dataSource opens connections to the database of the load, as the user of the load
   * @param top how many statements to list, at least 1
   */
  public static StatisticsCollector withStatements(DataSource dataSource, int top) {
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, was " + top);
    }
    return new StatisticsCollector(dataSource, top);
  }

  /**
   * Says how often {@link #sample} is going to be called. To be called before {@link #begin}.
   *
   * @param interval at least 100 ms
   */
  public void every(Duration interval) {
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException("interval must be at least PT0.1S, was " + interval);
    }
    every = interval;
  }

  /** Opens the connection, so that {@link #begin} is quick. Does nothing if it is open. */
  public void connect() {
    if (session == null) {
      try {
        session = StatisticsSession.open(dataSource);
      } catch (SQLException | RuntimeException e) {
        trouble = "no connection for statistics: " + StatisticsSession.message(e);
      }
    }
  }

  /** Looks at the server for the first time: what follows is in the window. */
  public void begin() {
    connect();
    if (session != null) {
      try {
        // before its counters are read, because this asks the server something the first time
        processorsBefore = processors();
        before = session.before(wantsStatements());
        waits = new WaitSampler();
        looksAtSample = 0;
        sampling = new Sampling(every);
        originNanos = OptionalLong.empty();
        sampling.sample(session, waits);
        beganNanos = System.nanoTime();
      } catch (SQLException | RuntimeException e) {
        trouble = lost(e);
      }
    }
  }

  /**
   * Looks at what sessions are doing at this moment. Those of the load are those whose {@code
   * application_name} is that of a run, of the same user in the same database. To be called as
   * often as wanted in the window; takes about as long as the server needs to list its sessions.
   * One transaction; one or two more when somebody waits for a lock or has the longest transaction
   * so far, and one more each second for maintenance.
   */
  public void look() {
    if (before != null) {
      try {
        reconnected().look(waits);
      } catch (SQLException | RuntimeException e) {
        waits.missed(lost(e));
        close();
      }
    }
  }

  /**
   * Says what is known of the load, so that its statements have names and its tables are told from
   * others. To be called before {@link #end}.
   */
  public void knows(KnownLoad known) {
    load = known;
  }

  /**
   * Reads the counters of the server, so that it can be said what it did since the last sample. To
   * be called in the window, best at the end of each interval of the load. One statement, and one
   * transaction; looks at the sessions of the load first if nobody did since the last sample.
   */
  public void sample() {
    // what sessions were doing is to be known of every stretch, however short
    if (waits.attempts() == looksAtSample) {
      look();
    }
    takeSample();
  }

  private void takeSample() {
    looksAtSample = waits.attempts();
    if (before != null) {
      try {
        sampling.sample(reconnected(), waits);
      } catch (SQLException | RuntimeException e) {
        sampling.missed(lost(e));
        close();
      }
    }
  }

  /**
   * Says from which moment times are counted in the timeline: best when the load started. To be
   * called before {@link #end}; otherwise it is the {@link #begin}.
   *
   * @param nanos on the clock of {@link System#nanoTime}
   */
  public void origin(long nanos) {
    originNanos = OptionalLong.of(nanos);
  }

  /**
   * Looks at the server for the second time, when its counters stand still: that takes from half a
   * second to five seconds. All connections of the load should be closed by now, as sessions hand
   * in the last of what they counted when they end.
   */
  public void end() {
    Duration window =
        before == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - beganNanos);
    Observed<ProcessorUse> processors = processorUse();
    // the last interval ends here, while what comes takes its time
    takeSample();
    Observed<ServerTimeline> timeline =
        before == null
            ? new Observed.Missing<>(trouble)
            : sampling.timeline(originNanos.orElse(beganNanos), waits);
    statistics = Optional.of(compare(window, timeline, processors));
  }

  /** Returns what was found. Empty before the {@link #end}. */
  public Optional<ServerStatistics> statistics() {
    return statistics;
  }

  /** Returns how busy the processors were, whatever becomes of the server in between. */
  private Observed<ProcessorUse> processorUse() {
    Observed<ProcessorTimes> earlier = processorsBefore;
    if (earlier instanceof Observed.Missing<ProcessorTimes> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    Observed<ProcessorTimes> later = processors();
    return later instanceof Observed.Missing<ProcessorTimes> missing
        ? new Observed.Missing<>(missing.reason())
        : later.find().orElseThrow().since(earlier.find().orElseThrow());
  }

  private Observed<ProcessorTimes> processors() {
    try {
      return reconnected().processors();
    } catch (SQLException | RuntimeException e) {
      return new Observed.Missing<>(lost(e));
    }
  }

  private ServerStatistics compare(
      Duration window, Observed<ServerTimeline> timeline, Observed<ProcessorUse> processors) {
    Snapshot first = before;
    if (first != null) {
      try {
        // a connection that was idle for hours may be gone while the server is well
        if (session != null && !session.isAlive()) {
          close();
        }
        return reconnected()
            .after(wantsStatements())
            .since(
                first,
                window,
                Math.max(1, top),
                load,
                waits,
                originNanos.orElse(beganNanos),
                timeline,
                processors);
      } catch (SQLException | RuntimeException e) {
        trouble = lost(e);
      }
    }
    return ServerStatistics.missing(window, trouble, wantsStatements(), timeline);
  }

  private StatisticsSession reconnected() throws SQLException {
    StatisticsSession present = session;
    if (present == null) {
      present = StatisticsSession.open(dataSource);
      session = present;
    }
    return present;
  }

  private boolean wantsStatements() {
    return top > 0;
  }

  private static String lost(Exception e) {
    return "the connection for statistics was lost: " + StatisticsSession.message(e);
  }

  /** Closes the connection. */
  @Override
  public void close() {
    StatisticsSession open = session;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // it is of no more use either way
        trouble = lost(e);
      }
    }
  }
}
