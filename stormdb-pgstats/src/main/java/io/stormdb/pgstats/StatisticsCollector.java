package io.stormdb.pgstats;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a server before and after a load, and at its sessions in between, on a connection of its
 * own. It never throws: what goes wrong becomes the reason why something is missing. For one run
 * and one thread.
 */
public final class StatisticsCollector implements AutoCloseable {

  /** How many statements are listed unless another number is asked for. */
  public static final int DEFAULT_TOP = 5;

  private final DataSource dataSource;
  private final int top;
  private @Nullable StatisticsSession session;
  private @Nullable Snapshot before;
  private WaitSampler waits = new WaitSampler();
  private long beganNanos;
  private String trouble = "the load was over before the first look at the server";
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
        before = session.before(wantsStatements());
        waits = new WaitSampler();
        beganNanos = System.nanoTime();
      } catch (SQLException | RuntimeException e) {
        trouble = lost(e);
      }
    }
  }

  /**
   * Looks at what the sessions of the load are doing at this moment: those whose {@code
   * application_name} is that of a run, of the same user in the same database. To be called as
   * often as wanted in the window; takes about as long as the server needs to list its sessions,
   * and is one transaction.
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
   * Looks at the server for the second time, when its counters stand still: that takes from half a
   * second to five seconds. All connections of the load should be closed by now, as sessions hand
   * in the last of what they counted when they end.
   */
  public void end() {
    Duration window =
        before == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - beganNanos);
    statistics = Optional.of(compare(window));
  }

  /** Returns what was found. Empty before the {@link #end}. */
  public Optional<ServerStatistics> statistics() {
    return statistics;
  }

  private ServerStatistics compare(Duration window) {
    Snapshot first = before;
    if (first != null) {
      try {
        // a connection that was idle for hours may be gone while the server is well
        if (session != null && !session.isAlive()) {
          close();
        }
        return reconnected()
            .after(wantsStatements())
            .since(first, window, Math.max(1, top), waits.activity());
      } catch (SQLException | RuntimeException e) {
        trouble = lost(e);
      }
    }
    return ServerStatistics.missing(window, trouble, wantsStatements());
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
