package io.stormdb.pgstats;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the files of a kernel say of its machine. */
record HostReader(KernelFiles files, HostFacts.ReadBy readBy) {

  private static final Pattern PROCESSOR = Pattern.compile("(?m)^cpu\\d+ ");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB");

  /** Returns the facts; empty if the files are not there, as on other systems than Linux. */
  Optional<HostFacts> read() throws SQLException {
    Optional<String> stat = files.read("/proc/stat");
    Optional<String> memory = files.read("/proc/meminfo");
    Optional<String> load = files.read("/proc/loadavg");
    if (stat.isEmpty() || memory.isEmpty() || load.isEmpty()) {
      return Optional.empty();
    }
    int processors = (int) PROCESSOR.matcher(stat.get()).results().count();
    Matcher total = MEMORY.matcher(memory.get());
    if (processors == 0 || !total.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new HostFacts(
            readBy,
            processors,
            processorLimit(files, readBy),
            Long.parseLong(total.group(1)) << 10,
            memoryLimit(),
            Double.parseDouble(load.get().split(" ", 2)[0]),
            governor(files)));
  }

  /** Returns what decides on the clock rate of the first processor. */
  static Optional<String> governor(KernelFiles files) throws SQLException {
    return files
        .read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        .map(String::strip)
        .filter(governor -> !governor.isEmpty());
  }

  /** In a container, the root of the control groups is its own: the client's says nothing. */
  private static boolean seesServersLimits(HostFacts.ReadBy readBy) {
    return readBy == HostFacts.ReadBy.SERVER;
  }

  /** Returns how many processors the server's container may use. */
  static OptionalDouble processorLimit(KernelFiles files, HostFacts.ReadBy readBy)
      throws SQLException {
    if (!seesServersLimits(readBy)) {
      return OptionalDouble.empty();
    }
    String[] quota = files.read("/sys/fs/cgroup/cpu.max").orElse("max").strip().split(" ", -1);
    return quota.length == 2 && quota[0].matches("\\d+") && quota[1].matches("[1-9]\\d*")
        ? OptionalDouble.of(Double.parseDouble(quota[0]) / Double.parseDouble(quota[1]))
        : OptionalDouble.empty();
  }

  private OptionalLong memoryLimit() throws SQLException {
    if (!seesServersLimits(readBy)) {
      return OptionalLong.empty();
    }
    String limit = files.read("/sys/fs/cgroup/memory.max").orElse("max").strip();
    return limit.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(limit))
        : OptionalLong.empty();
  }
}
