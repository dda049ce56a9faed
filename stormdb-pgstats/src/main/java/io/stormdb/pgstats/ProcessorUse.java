package io.stormdb.pgstats;

import java.util.OptionalDouble;

/**
 * How busy the processors of a server were in the window, whoever used them: the server, all else
 * that ran on its machine, and {@linkplain #includesDriver the load driver too} if that is the same
 * machine. Immutable.
 *
 * @param readBy how the counters of the kernel were read
 * @param machine whether the load driver runs on the same machine
 * @param processors those that are online or, if the server's container may use fewer, how many
 *     that is; positive
 * @param busyShare share of their time in which they worked, or were taken away by the host of a
 *     virtual machine; 0 to 1. Of a container that is limited, only its own work
 * @param diskWaitShare share of their time in which they had nothing to do while somebody waited
 *     for a disk, 0 to 1; empty for a container that is limited, of which it is not known
 */
public record ProcessorUse(
    HostFacts.ReadBy readBy,
    Machine machine,
    double processors,
    double busyShare,
    OptionalDouble diskWaitShare) {

  /** Checks the ranges. */
  public ProcessorUse {
    if (!(processors > 0)) {
      throw new IllegalArgumentException("processors must be positive, was " + processors);
    }
    requireShare("busyShare", busyShare);
    diskWaitShare.ifPresent(share -> requireShare("diskWaitShare", share));
  }

  /**
   * Returns whether the load driver's own work is in these numbers: it runs on the same machine,
   * and they are of all of it.
   */
  public boolean includesDriver() {
    return machine == Machine.SAME && diskWaitShare.isPresent();
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, was " + share);
    }
  }
}
