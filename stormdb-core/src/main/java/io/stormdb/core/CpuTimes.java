package io.stormdb.core;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * CPU times at one moment; two of them say what was used between. Machine times come from Linux's
 * {@code /proc/stat}, in ticks of the kernel, and are not known elsewhere.
 *
 * @param processNanos of this process since its start; negative if the system does not tell
 * @param busyTicks of all processors of the machine, whoever used them or took them away
 * @param allTicks of the same, used or not; 0 if the system does not tell
 */
record CpuTimes(long processNanos, long busyTicks, long allTicks) {

  private static final Path PROC_STAT = Path.of("/proc/stat");

  /** Where idle time and time of waiting for disks stand in the line of all processors. */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;

  /** Time of guests follows, which is counted as user time already. */
  private static final int COLUMNS = 8;

  static CpuTimes now() {
    long process =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean bean
            ? bean.getProcessCpuTime()
            : -1;
    try {
      return of(process, Files.exists(PROC_STAT) ? Files.readAllLines(PROC_STAT) : List.of());
    } catch (IOException | NumberFormatException e) {
      return new CpuTimes(process, 0, 0);
    }
  }

  /**
   * Reads the times of the machine.
   *
   * @param lines of {@code /proc/stat}; see proc(5)
   */
  static CpuTimes of(long processNanos, List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).startsWith("cpu ")) {
      return new CpuTimes(processNanos, 0, 0);
    }
    String[] columns = lines.get(0).substring("cpu".length()).strip().split(" +", -1);
    long all = 0;
    long idle = 0;
    for (int i = 0; i < Math.min(COLUMNS, columns.length); i++) {
      long ticks = Long.parseLong(columns[i]);
      all += ticks;
      idle += i == IDLE || i == IO_WAIT ? ticks : 0;
    }
    return new CpuTimes(processNanos, all - idle, all);
  }

  /** Returns the CPU time of this process since an earlier moment. */
  Optional<Duration> processSince(CpuTimes earlier) {
    return processNanos < 0 || earlier.processNanos < 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, processNanos - earlier.processNanos)));
  }

  /** Returns the share of the machine that was used since an earlier moment, 0 to 1. */
  OptionalDouble machineSince(CpuTimes earlier) {
    long all = allTicks - earlier.allTicks;
    // the kernel may take back a tick of waiting
    return all <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.min(1, Math.max(0, (busyTicks - earlier.busyTicks) / (double) all)));
  }
}
