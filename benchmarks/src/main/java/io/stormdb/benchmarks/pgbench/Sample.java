package io.stormdb.benchmarks.pgbench;

import java.util.Locale;

/**
 * What one side did in one round.
 *
 * @param tps transactions a second, the time for connecting left out
 * @param cpuMicros the client's own CPU time a transaction, in microseconds; that of pgbench from
 *     its start to its end, ours from the moment when the connections are there
 */
record Sample(double tps, double cpuMicros) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f/s, %.2f us CPU", tps, cpuMicros);
  }
}
