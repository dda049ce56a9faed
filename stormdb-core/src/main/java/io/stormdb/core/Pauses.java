package io.stormdb.core;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * Pauses of the garbage collectors since this was made. Belongs to one thread. Who {@linkplain
 * #look looks} often sees each pause by itself, because nobody can look during one.
 */
final class Pauses {

  // beans of concurrent collectors count whole cycles apart from the pauses within them
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(collector -> !collector.getName().endsWith("Cycles"))
          .toList();

  private final long countBefore = count();
  private final long millisBefore = millis();
  private long millisSeen = millisBefore;
  private long longestMillis;

  /** Looks whether there was a pause since the last look. */
  void look() {
    long now = millis();
    longestMillis = Math.max(longestMillis, now - millisSeen);
    millisSeen = now;
  }

  /** Returns how many pauses there were. */
  long number() {
    return count() - countBefore;
  }

  /** Returns how long they took in all. */
  Duration total() {
    return Duration.ofMillis(millisSeen - millisBefore);
  }

  /** Returns the longest one; those between two looks count as one. */
  Duration longest() {
    return Duration.ofMillis(longestMillis);
  }

  private long count() {
    return collectors.stream()
        .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
        .sum();
  }

  private long millis() {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += Math.max(0, collector.getCollectionTime());
    }
    return sum;
  }
}
