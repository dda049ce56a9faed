package io.stormdb.core;

import io.stormdb.core.socket.SetupTimes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Opens connections to the first of several servers that answers and is what was asked for, in the
 * way of libpq: one that cannot be reached, or is something else, is passed over; one that refuses
 * the user ends the search. A server that could not be reached is tried last for 10 s. One that was
 * something else is tried last until no other suits, and not again within a second: whoever
 * connects for each transaction would otherwise knock at the wrong door each time. Safe for use by
 * many threads.
 */
public final class HostList implements ConnectionSource {

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** No moment: those are odd. */
  private static final long NEVER = 0;

  private final List<Member> members;
  private final SessionTarget target;
  private final boolean random;

  /** When each member was out of reach. */
  private final AtomicLongArray failed;

  /** What each member was, if that was not what was asked for. */
  private final AtomicReferenceArray<@Nullable Unsuited> unsuited;

  private record Unsuited(long moment, SessionTarget.State state) {}

  /**
   * One of the servers.
   *
   * @param host names it in messages
   * @param source opens connections to it and to no other
   */
  public record Member(Host host, DataSource source) {}

  /**
   * Makes a list.
   *
   * @param members at least one, in the order in which they are tried
   * @param target which of them may be used
   * @param random whether they are tried in another order for each connection
   */
  public HostList(List<Member> members, SessionTarget target, boolean random) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a list of hosts must have at least one, had none");
    }
    this.members = List.copyOf(members);
    this.target = target;
    this.random = random;
    this.failed = new AtomicLongArray(members.size());
    this.unsuited = new AtomicReferenceArray<>(members.size());
  }

  /** Returns a list for each of the servers that connections may be spread over. */
  List<DataSource> alternatives() {
    return random
        ? members.stream()
            .<DataSource>map(member -> new HostList(List.of(member), target, false))
            .toList()
        : List.of(this);
  }

  /**
   * Opens a connection.
   *
   * @throws SQLException if no server is what was asked for, with what was met at each of them, or
   *     if one has refused the user
   */
  @Override
  public Connection getConnection() throws SQLException {
    List<Failure> failures = new ArrayList<>();
    Connection fallback = null;
    long now = moment();
    for (int member : order(now)) {
      if (fallback != null && isWithin(REST_NANOS, failed.get(member), now)) {
        continue;
      }
      Unsuited before = unsuited.get(member);
      if (before != null
          && members.size() > 1
          && target.isStrict()
          && isWithin(TRUST_NANOS, before.moment(), now)) {
        failures.add(new Failure(members.get(member).host(), before.state().describe(), null));
        continue;
      }
      try {
        SetupTimes.again();
        Connection connection = members.get(member).source().getConnection();
        failed.set(member, NEVER);
        SessionTarget.State state = stateOf(connection);
        if (state == null || target.suits(state)) {
          unsuited.set(member, null);
          closeQuietly(fallback);
          return connection;
        }
        unsuited.set(member, new Unsuited(moment(), state));
        failures.add(new Failure(members.get(member).host(), state.describe(), null));
        if (!target.isStrict() && fallback == null) {
          fallback = connection;
        } else {
          closeQuietly(connection);
        }
      } catch (SQLException e) {
        if (isFinal(e)) {
          closeQuietly(fallback);
          throw e;
        }
        failed.set(member, moment());
        failures.add(new Failure(members.get(member).host(), Database.refusal(e), e));
      }
    }
    if (fallback != null) {
      return fallback;
    }
    throw none(failures);
  }

  /** Returns what the server is, {@code null} if that does not matter. */
  private SessionTarget.@Nullable State stateOf(Connection connection) throws SQLException {
    if (target == SessionTarget.ANY) {
      return null;
    }
    try {
      return SessionTarget.State.of(connection);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  private List<Integer> order(long now) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, members.size()).boxed().toList());
    if (random) {
      Collections.shuffle(order, ThreadLocalRandom.current());
    }
    order.sort(Comparator.comparingInt(member -> rank(member, now)));
    return order;
  }

  private int rank(int member, long now) {
    if (isWithin(REST_NANOS, failed.get(member), now)) {
      return 2;
    }
    return unsuited.get(member) == null ? 0 : 1;
  }

  private static long moment() {
    return System.nanoTime() | 1;
  }

  private static boolean isWithin(long nanos, long moment, long now) {
    return moment != NEVER && now - moment < nanos;
  }

  /** As libpq has it: a server that answered has decided, unless it is just starting or ending. */
  private static boolean isFinal(SQLException e) {
    return e instanceof PSQLException refusal
        && refusal.getServerErrorMessage() != null
        && !SqlStates.isConnectionLost(e);
  }

  /** What was met at a server: something else than was asked for, or nothing. */
  private record Failure(Host host, String what, @Nullable SQLException reason) {}

  private SQLException none(List<Failure> failures) {
    String each =
        failures.stream()
            .map(
                failure ->
                    failure.reason() == null
                        ? failure.host() + " " + failure.what()
                        : failure.host() + ": " + failure.what())
            .collect(Collectors.joining("; "));
    List<SQLException> reasons =
        failures.stream().map(Failure::reason).filter(Objects::nonNull).toList();
    // whatever looks for causes, such as a time-out or a lack of ports, finds the last one
    SQLException last = reasons.isEmpty() ? null : reasons.get(reasons.size() - 1);
    return new SQLException(
        "none of the hosts %s (%s)".formatted(target.meaning(), each),
        SqlStates.CONNECTION_FAILED,
        last);
  }

  private static void closeQuietly(@Nullable Connection connection) {
    if (connection != null) {
      Database.close(List.of(connection), trouble -> {});
    }
  }
}
