package io.stormdb.core;

import io.stormdb.core.socket.SetupTimes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Opens connections to the first of several servers that answers and is what was asked for, in the
 * way of libpq: one that cannot be reached, or is something else, is passed over; one that refuses
 * the user ends the search. A name with several addresses stands for as many servers, which are
 * looked up for each connection. A server that could not be reached is tried last for 10 s. One
 * that was something else is tried last until no other suits, and not again within a second:
 * whoever connects for each transaction would otherwise knock at the wrong door each time. Safe for
 * use by many threads.
 */
public final class HostList implements ConnectionSource {

  private final List<Member> members;
  private final SessionTarget target;
  private final boolean random;
  private final Resolver resolver;
  private final Map<Door.Place, Door> doors = new ConcurrentHashMap<>();

  /**
   * One of the servers, or several of the same name.
   *
   * @param host names it in messages
   * @param sources opens connections to one of its addresses and no other; to that which the driver
   *     finds if none is given
   */
  public record Member(Host host, Function<Optional<InetAddress>, DataSource> sources) {}

  /** Looks up the addresses of a name. */
  @FunctionalInterface
  interface Resolver {
    /**
     * Returns all of them, in the order in which they are to be tried.
     *
     * @throws UnknownHostException if there are none
     */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  /**
   * Makes a list.
   *
   * @param members at least one, in the order in which they are tried
   * @param target which of them may be used
   * @param random whether they are tried in another order for each connection
   */
  public HostList(List<Member> members, SessionTarget target, boolean random) {
    this(members, target, random, InetAddress::getAllByName);
  }

  /**
   * Makes a list.
   *
   * @param resolver knows the addresses of names
   */
  HostList(List<Member> members, SessionTarget target, boolean random, Resolver resolver) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a list of hosts must have at least one, had none");
    }
    this.members = List.copyOf(members);
    this.target = target;
    this.random = random;
    this.resolver = resolver;
  }

  /** Returns a list for each of the servers that connections may be spread over. */
  List<HostList> alternatives() {
    return random ? doors().map(this::only).toList() : List.of(this);
  }

  private HostList only(Door door) {
    Member member = new Member(door.place().host(), address -> door.source());
    return new HostList(List.of(member), target, false, name -> new InetAddress[0]);
  }

  /** Returns a list of the same servers with connections that are opened in another way. */
  HostList mapped(UnaryOperator<DataSource> change) {
    return new HostList(
        members.stream()
            .map(member -> new Member(member.host, member.sources.andThen(change)))
            .toList(),
        target,
        random,
        resolver);
  }

  /** Returns a list of the same servers whose names are looked up elsewhere. */
  HostList resolvedBy(Resolver other) {
    return new HostList(members, target, random, other);
  }

  SessionTarget target() {
    return target;
  }

  /** Returns the servers in words. */
  String describe() {
    return members.stream().map(member -> member.host.toString()).collect(Collectors.joining(","));
  }

  private Stream<Door> doors() {
    return members.stream()
        .flatMap(member -> places(member.host).map(place -> door(member, place)));
  }

  private Door door(Member member, Door.Place place) {
    return doors.computeIfAbsent(place, p -> new Door(p, member.sources.apply(p.address())));
  }

  private Stream<Door.Place> places(Host host) {
    InetAddress[] addresses = addresses(host);
    return addresses.length > 1
        ? Arrays.stream(addresses).map(address -> new Door.Place(host, Optional.of(address)))
        : Stream.of(new Door.Place(host, Optional.empty()));
  }

  private InetAddress[] addresses(Host host) {
    try {
      return host.isFolder() ? new InetAddress[0] : resolver.addresses(host.name());
    } catch (UnknownHostException e) {
      // the driver will not find it either, and says so where it belongs
      return new InetAddress[0];
    }
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
    long now = Door.moment();
    List<Door> order = order(now);
    for (Door door : order) {
      if (fallback != null && door.isResting(now)) {
        continue;
      }
      SessionTarget.State before = order.size() > 1 && target.isStrict() ? door.known(now) : null;
      if (before != null) {
        failures.add(new Failure(door.place(), before.describe(), null));
        continue;
      }
      try {
        SetupTimes.again();
        Connection connection = door.source().getConnection();
        door.answered();
        SessionTarget.State state = stateOf(connection);
        if (state == null || target.suits(state)) {
          door.suited();
          closeQuietly(fallback);
          return connection;
        }
        door.unsuited(state);
        failures.add(new Failure(door.place(), state.describe(), null));
        if (!target.isStrict() && fallback == null) {
          fallback = connection;
        } else {
          closeQuietly(connection);
        }
      } catch (SQLException e) {
        if (isFinal(e) || (order.size() == 1 && target == SessionTarget.ANY)) {
          closeQuietly(fallback);
          throw e;
        }
        door.failed();
        failures.add(new Failure(door.place(), Database.refusal(e), e));
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

  private List<Door> order(long now) {
    List<Door> order = new ArrayList<>(doors().toList());
    if (random) {
      Collections.shuffle(order, ThreadLocalRandom.current());
    }
    order.sort(Comparator.comparingInt(door -> door.rank(now)));
    return order;
  }

  /** As libpq has it: a server that answered has decided, unless it is just starting or ending. */
  private static boolean isFinal(SQLException e) {
    return e instanceof PSQLException refusal
        && refusal.getServerErrorMessage() != null
        && !SqlStates.isConnectionLost(e);
  }

  /** What was met at a server: something else than was asked for, or nothing. */
  private record Failure(Door.Place place, String what, @Nullable SQLException reason) {}

  private SQLException none(List<Failure> failures) {
    String each =
        failures.stream()
            .map(
                failure ->
                    failure.reason() == null
                        ? failure.place() + " " + failure.what()
                        : failure.place() + ": " + failure.what())
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
