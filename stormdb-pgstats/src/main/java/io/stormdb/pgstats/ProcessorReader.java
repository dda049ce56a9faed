package io.stormdb.pgstats;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long the processors of a server's machine, or of its container, have been at work. As
 * far as the files of this machine tell the same, the server is not asked: what it does for that
 * would be among its statistics.
 *
 * @param files where the times are read
 * @param readBy who reads them
 * @param machine where the server runs
 * @param limit how many processors its container may use; empty if there is no limit
 */
record ProcessorReader(
    KernelFiles files, HostFacts.ReadBy readBy, Machine machine, OptionalDouble limit) {

  private static final Pattern PROCESSOR = Pattern.compile("(?m)^cpu\\d+ ");
  private static final Pattern ALL = Pattern.compile("(?m)^cpu +(\\d+(?: \\d+){7})");
  private static final Pattern CONTAINER = Pattern.compile("(?m)^usage_usec (\\d+)$");

  /** Where idle time and time of waiting for disks stand in the line of all processors. */
  private static final int IDLE = 3;

  private static final int DISK_WAIT = 4;

  /** Finds out where to read, which may ask the server some questions. */
  static Observed<ProcessorReader> of(ServerFiles from, KernelFiles here) throws SQLException {
    Observed<KernelFiles> found = from.files();
    if (found instanceof Observed.Missing<KernelFiles> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    KernelFiles files = found.find().orElseThrow();
    OptionalDouble limit = HostReader.processorLimit(files, from.readBy());
    boolean isHere = from.machine() == Machine.SAME && limit.isEmpty();
    return new Observed.Seen<>(
        isHere
            ? new ProcessorReader(here, HostFacts.ReadBy.CLIENT, Machine.SAME, limit)
            : new ProcessorReader(files, from.readBy(), from.machine(), limit));
  }

  /**
   * Reads the times; one statement, or none if the server runs here.
   *
   * @param nowNanos the moment, on the clock of {@link System#nanoTime}
   */
  Observed<ProcessorTimes> read(long nowNanos) throws SQLException {
    Optional<ProcessorTimes> times =
        limit.isPresent()
            ? ofContainer(limit.getAsDouble(), nowNanos)
            : ofMachine(files.read("/proc/stat").orElse(""));
    return times
        .<Observed<ProcessorTimes>>map(Observed.Seen::new)
        .orElseGet(() -> new Observed.Missing<>(ServerFiles.NO_LINUX));
  }

  private Optional<ProcessorTimes> ofContainer(double processors, long nowNanos)
      throws SQLException {
    Matcher used = CONTAINER.matcher(files.read("/sys/fs/cgroup/cpu.stat").orElse(""));
    return used.find()
        ? Optional.of(
            new ProcessorTimes(
                this,
                processors,
                Long.parseLong(used.group(1)) / 1e6,
                Double.NaN,
                processors * (nowNanos / 1e9)))
        : Optional.empty();
  }

  private Optional<ProcessorTimes> ofMachine(String stat) {
    Matcher line = ALL.matcher(stat);
    long processors = PROCESSOR.matcher(stat).results().count();
    if (processors == 0 || !line.find()) {
      return Optional.empty();
    }
    String[] columns = line.group(1).split(" ", -1);
    double all = 0;
    for (String ticks : columns) {
      all += Double.parseDouble(ticks);
    }
    double wait = Double.parseDouble(columns[DISK_WAIT]);
    return Optional.of(
        new ProcessorTimes(
            this, processors, all - Double.parseDouble(columns[IDLE]) - wait, wait, all));
  }
}
