package io.stormdb.pgstats.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the client has to work with. What is not known is empty: most of it is read from the files
 * of a Linux kernel.
 *
 * @param processors processors that this process may use, at least 1
 * @param heapBytes the most memory that Java takes for objects
 * @param openFiles how many files and connections this process may have open at the same time;
 *     {@link Long#MAX_VALUE} if there is no limit
 * @param localPorts how many TCP connections to one address can exist at the same time
 * @param loadOneMinute processes that were running or waiting, averaged over the last minute
 * @param governor what decides on the clock rate of the first processor, such as {@code
 *     performance}
 */
public record ClientFacts(
    int processors,
    long heapBytes,
    OptionalLong openFiles,
    OptionalInt localPorts,
    OptionalDouble loadOneMinute,
    Optional<String> governor) {

  private static final Pattern OPEN_FILES =
      Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");

  private static final Pattern PORTS = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s*");

  /** Looks at this process and its machine. */
  static ClientFacts read() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new ClientFacts(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        openFiles(text("/proc/self/limits")),
        localPorts(text("/proc/sys/net/ipv4/ip_local_port_range")),
        load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
        Optional.of(text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").strip())
            .filter(governor -> !governor.isEmpty()));
  }

  static OptionalLong openFiles(String limits) {
    Matcher matcher = OPEN_FILES.matcher(limits);
    if (!matcher.find()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        matcher.group(1).equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(matcher.group(1)));
  }

  static OptionalInt localPorts(String range) {
    Matcher matcher = PORTS.matcher(range);
    return matcher.matches()
        ? OptionalInt.of(
            Integer.parseInt(matcher.group(2)) - Integer.parseInt(matcher.group(1)) + 1)
        : OptionalInt.empty();
  }

  private static String text(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      // not a Linux, or not this kernel
      return "";
    }
  }
}
