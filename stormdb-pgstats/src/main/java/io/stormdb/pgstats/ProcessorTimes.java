package io.stormdb.pgstats;

import java.util.OptionalDouble;

/**
 * How long the processors of a machine, or of a container, have been at work up to one moment. Two
 * of them say how busy they were in between.
 *
 * @param by what has read them
 * @param processors how many there are
 * @param busy how long they worked, in any unit
 * @param diskWait how long they had nothing to do while somebody waited for a disk, in the same
 *     unit; NaN if that is not known
 * @param all how long they could have worked, in the same unit
 */
record ProcessorTimes(
    ProcessorReader by, double processors, double busy, double diskWait, double all) {

  /** Returns how busy they were since an earlier moment. */
  Observed<ProcessorUse> since(ProcessorTimes earlier) {
    if (processors != earlier.processors) {
      return new Observed.Missing<>(
          "the server had %s processors before and %s after"
              .formatted(earlier.processors, processors));
    }
    double possible = all - earlier.all;
    if (!(possible > 0)) {
      return new Observed.Missing<>("the window was shorter than a tick of the kernel's clock");
    }
    double waited = (diskWait - earlier.diskWait) / possible;
    return new Observed.Seen<>(
        new ProcessorUse(
            by.readBy(),
            by.machine(),
            processors,
            share((busy - earlier.busy) / possible),
            Double.isNaN(waited) ? OptionalDouble.empty() : OptionalDouble.of(share(waited))));
  }

  /** The kernel may take back a tick of waiting, and two clocks are never quite the same. */
  private static double share(double value) {
    return Math.min(1, Math.max(0, value));
  }
}
