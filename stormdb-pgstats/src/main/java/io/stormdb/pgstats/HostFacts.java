package io.stormdb.pgstats;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine that a server runs on, by the files of its kernel in {@code /proc} and {@code /sys}.
 *
 * @param readBy how they were read
 * @param processors processors that are online, at least 1
 * @param processorLimit how many of them the server's container may use; empty if there is no limit
 *     or it cannot be read
 * @param memoryBytes memory of the machine, at least 1
 * @param memoryLimitBytes how much of it the server's container may use; empty likewise
 * @param loadOneMinute processes that were running or waiting for a disk, averaged over the last
 *     minute, at least 0
 * @param governor what decides on the clock rate of the first processor, such as {@code
 *     performance}; empty if it cannot be read, as in virtual machines
 */
public record HostFacts(
    ReadBy readBy,
    int processors,
    OptionalDouble processorLimit,
    long memoryBytes,
    OptionalLong memoryLimitBytes,
    double loadOneMinute,
    Optional<String> governor) {

  /** How the files of the server's kernel were read. */
  public enum ReadBy {
    /** The server read its own, with {@code pg_read_file}. */
    SERVER,
    /** The client read its own, because the server runs on the same machine. */
    CLIENT
  }

  /** Checks the numbers. */
  public HostFacts {
    require(processors >= 1, "processors must be at least 1, was " + processors);
    require(memoryBytes >= 1, "memoryBytes must be at least 1, was " + memoryBytes);
    require(loadOneMinute >= 0, "loadOneMinute must not be negative, was " + loadOneMinute);
  }

  private static void require(boolean rule, String otherwise) {
    if (!rule) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
