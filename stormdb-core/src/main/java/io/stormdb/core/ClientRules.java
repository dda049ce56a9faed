package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.core.ClientHealth.Grade;
import io.stormdb.metrics.Latencies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When a load driver counts as a bottleneck: the worst of what was observed decides. */
final class ClientRules {

  /**
   * Shares of its processors that the process may use for an A, a B and a C. Up to a half, peaks
   * and the garbage collector find room. A driver and a server that share a machine in balance use
   * half of it each. Beyond nine tenths, threads of the driver wait for a processor before they can
   * wait for the server.
   */
  private static final double[] CPU = {0.5, 0.75, 0.9};

  /**
   * How late a thread may wake up, 99 times of 100, for an A, a B and a C, in nanoseconds. A timer
   * of a machine with room is late by less than a millisecond. Runs of transactions of 5 ms on
   * clients that were starved of their processor showed the rest ({@code
   * benchmarks/client-health}): to 5 ms, half of the transactions were late by a millisecond or so;
   * to 20 ms, the 99th percentile was; from 20 ms on, a closed loop did less than a third of what
   * it should have.
   */
  private static final double[] LAG_NANOS = {2e6, 5e6, 20e6};

  /** Shares of the time that the garbage collector may take for an A, a B and a C. */
  private static final double[] PAUSED = {0.01, 0.05, 0.1};

  /**
   * The longest pause of the garbage collector for an A, a B and a C, in nanoseconds. It is in the
   * maximum of every worker, and a second of it in the percentiles.
   */
  private static final double[] PAUSE_NANOS = {50e6, 200e6, 1e9};

  /** From here on, nobody on the machine finds a processor at once. */
  private static final double FULL = 0.95;

  private final List<Finding> findings = new ArrayList<>();

  private record Finding(Grade grade, String words) {}

  private ClientRules() {}

  static ClientHealth judge(ClientUse use) {
    ClientRules rules = new ClientRules();
    use.share()
        .ifPresent(
            share ->
                rules.find(
                    CPU,
                    share,
                    "the client used %s of %s"
                        .formatted(
                            percent(share),
                            use.processors() == 1
                                ? "1 processor"
                                : use.processors() + " processors")));
    rules.findLate(use.lag(), "a thread of the client woke up");
    rules.findLate(use.wakeUps(), "a free worker started its transaction");
    rules.find(
        PAUSED,
        use.pausedShare(),
        "garbage collection stopped the client for %s of the time"
            .formatted(percent(use.pausedShare())));
    rules.find(
        PAUSE_NANOS,
        (double) use.longestPause().toNanos(),
        "garbage collection stopped the client for %s at once"
            .formatted(rounded(use.longestPause())));
    Finding worst = rules.worst();
    boolean full = use.machine().orElse(0) >= FULL;
    if (!full) {
      return new ClientHealth(worst.grade(), worst.words(), use);
    }
    // the server may be on the same machine: that it is full is not the client's fault by itself
    return new ClientHealth(
        worst.grade() == Grade.A ? Grade.B : worst.grade(),
        "%s, on a machine that was full (%s), with all else that ran there"
            .formatted(worst.words(), percent(use.machine().getAsDouble())),
        use);
  }

  private void findLate(Latencies late, String who) {
    late.percentile(99)
        .ifPresent(
            p99 ->
                find(
                    LAG_NANOS,
                    (double) p99.toNanos(),
                    "%s up to %s late, 99 times of 100".formatted(who, rounded(p99))));
  }

  private void find(double[] limits, double value, String words) {
    Grade[] grades = Grade.values();
    int grade = 0;
    while (grade < limits.length && value > limits[grade]) {
      grade++;
    }
    findings.add(new Finding(grades[grade], words));
  }

  /** Returns the finding with the worst grade; of several, the first. */
  private Finding worst() {
    Finding worst = findings.get(0);
    for (Finding finding : findings) {
      if (finding.grade().compareTo(worst.grade()) > 0) {
        worst = finding;
      }
    }
    return worst;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String rounded(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos < 1_000_000 || nanos >= 1_000_000_000) {
      long step = nanos < 1_000_000 ? 1_000 : 100_000;
      return GoDuration.format(Duration.ofNanos(Math.round(nanos / (double) step) * step));
    }
    long tenths = Math.round(nanos / 1e5);
    return BigDecimal.valueOf(tenths, 1).stripTrailingZeros().toPlainString() + "ms";
  }
}
