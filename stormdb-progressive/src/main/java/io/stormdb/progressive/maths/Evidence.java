package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known, beside throughput and latency, of one band. Each may be empty: what was not
 * observed is no evidence. Immutable.
 *
 * <p>The shares of sessions' time are of the time that the sessions of the load spent inside of
 * transactions, as sampled from {@code pg_stat_activity}: no wait event is {@code cpuShare}, {@code
 * Lock} and {@code LWLock} are {@code lockShare}, {@code IO} is {@code ioShare}, {@code Client} is
 * {@code clientShare}. They need not add up to 1, as there are other events.
 *
 * @param cpuShare on the processor or waiting for one, 0 to 1
 * @param lockShare waiting for locks of rows, tables or inside of the server, 0 to 1
 * @param ioShare waiting for files, 0 to 1
 * @param clientShare waiting for the load driver, 0 to 1
 * @param waits the events behind these shares, each once; may be empty
 * @param serverCpuBusy how busy the processors of the server's machine were, whoever used them, 0
 *     to 1
 * @param driverCpuShare share of the same processors that the load driver itself used, 0 to 1;
 *     empty also if it ran on another machine
 * @param serverDiskWait share of the time in which these processors had nothing to do while
 *     somebody waited for a disk, 0 to 1
 * @param poolWaitShare share of workers' time spent waiting for a connection, 0 to 1
 * @param connectionsShare connections used, of those that the server or the pool allows, 0 to 1
 * @param isClientLimited whether the load driver found itself to be the bottleneck
 */
public record Evidence(
    OptionalDouble cpuShare,
    OptionalDouble lockShare,
    OptionalDouble ioShare,
    OptionalDouble clientShare,
    List<Wait> waits,
    OptionalDouble serverCpuBusy,
    OptionalDouble driverCpuShare,
    OptionalDouble serverDiskWait,
    OptionalDouble poolWaitShare,
    OptionalDouble connectionsShare,
    boolean isClientLimited) {

  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  /** Nothing is known. */
  public static final Evidence NONE =
      new Evidence(
          UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, List.of(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
          UNKNOWN, false);

  /**
   * An event that sessions waited for.
   *
   * @param kind the class that it counts for
   * @param event as PostgreSQL calls it, such as {@code Lock:transactionid}; not blank
   * @param share of sessions' time, 0 to 1
   */
  public record Wait(Bottleneck.Kind kind, String event, double share) {
    /** Checks both. */
    public Wait {
      Rules.require(!event.isBlank(), "event", "a name", "'" + event + "'");
      Rules.share(share, "share of " + event);
    }
  }

  /** Checks each number. */
  public Evidence {
    check(cpuShare, "share of CPU");
    check(lockShare, "share of locks");
    check(ioShare, "share of I/O");
    check(clientShare, "share of the client");
    waits = List.copyOf(waits);
    check(serverCpuBusy, "share of busy CPU");
    check(driverCpuShare, "share of the driver's CPU");
    check(serverDiskWait, "share of waiting for disks");
    check(poolWaitShare, "share of waiting for the pool");
    check(connectionsShare, "share of connections");
  }

  private static void check(OptionalDouble share, String what) {
    share.ifPresent(one -> Rules.share(one, what));
  }

  /**
   * Returns what is known from wait events alone.
   *
   * @param cpu share of sessions' time on the processor; 0 to 1, as the others are
   * @param lock share of waiting for locks
   * @param io share of waiting for files
   * @param client share of waiting for the load driver
   */
  public static Evidence ofWaits(double cpu, double lock, double io, double client) {
    return new Evidence(
        OptionalDouble.of(cpu),
        OptionalDouble.of(lock),
        OptionalDouble.of(io),
        OptionalDouble.of(client),
        List.of(),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        false);
  }

  /** Returns the same with one more event that sessions waited for. */
  public Evidence withWait(Wait wait) {
    List<Wait> more = new ArrayList<>(waits);
    more.add(wait);
    return new Evidence(
        cpuShare,
        lockShare,
        ioShare,
        clientShare,
        more,
        serverCpuBusy,
        driverCpuShare,
        serverDiskWait,
        poolWaitShare,
        connectionsShare,
        isClientLimited);
  }

  /**
   * Returns the same with the use of the processors of the server's machine.
   *
   * @param busy share of their time, 0 to 1
   * @param byDriver share that the load driver used, 0 to 1; empty if it ran elsewhere or is not
   *     known
   */
  public Evidence withServerCpu(double busy, OptionalDouble byDriver) {
    return new Evidence(
        cpuShare,
        lockShare,
        ioShare,
        clientShare,
        waits,
        OptionalDouble.of(busy),
        byDriver,
        serverDiskWait,
        poolWaitShare,
        connectionsShare,
        isClientLimited);
  }

  /**
   * Returns the same with what is known of connections.
   *
   * @param poolWaits share of workers' time spent waiting for one, 0 to 1
   * @param used connections used of those allowed, 0 to 1
   */
  public Evidence withConnections(double poolWaits, double used) {
    return new Evidence(
        cpuShare,
        lockShare,
        ioShare,
        clientShare,
        waits,
        serverCpuBusy,
        driverCpuShare,
        serverDiskWait,
        OptionalDouble.of(poolWaits),
        OptionalDouble.of(used),
        isClientLimited);
  }

  /** Returns the same, with the load driver found to be the bottleneck or not. */
  public Evidence withClientLimited(boolean limited) {
    return new Evidence(
        cpuShare,
        lockShare,
        ioShare,
        clientShare,
        waits,
        serverCpuBusy,
        driverCpuShare,
        serverDiskWait,
        poolWaitShare,
        connectionsShare,
        limited);
  }
}
