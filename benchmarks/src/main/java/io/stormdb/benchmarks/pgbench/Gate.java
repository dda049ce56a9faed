package io.stormdb.benchmarks.pgbench;

import java.util.Locale;

/**
 * What is asked for in a setting.
 *
 * @param leastTps the least ratio of transactions a second
 * @param mostCpu the most ratio of CPU time a transaction; infinite for no limit
 */
record Gate(double leastTps, double mostCpu) {

  /** 3,000 transactions of TPC-C where pgbench does 16,000 of its own. */
  private static final double TPCC_TPS = 3_000.0 / 16_000;

  /** Returns what is asked for with some number of clients; 0.95 of TPS where nothing else is. */
  static Gate of(Script script, String transport, int clients) {
    if (script == Script.TPCC) {
      return new Gate(TPCC_TPS, Double.POSITIVE_INFINITY);
    }
    if (clients == 8) {
      return new Gate(1.00, script == Script.SELECT ? 1.25 : Double.POSITIVE_INFINITY);
    }
    boolean level = clients == 32 && transport.equals("unix");
    return new Gate(level ? 1.00 : 0.95, Double.POSITIVE_INFINITY);
  }

  /** Returns whether medians are good enough, rounded as they are shown. */
  boolean isReached(double tps, double cpu) {
    return Math.round(tps * 100) >= Math.round(leastTps * 100)
        && (mostCpu == Double.POSITIVE_INFINITY
            || Math.round(cpu * 100) <= Math.round(mostCpu * 100));
  }

  @Override
  public String toString() {
    String least = String.format(Locale.ROOT, "TPS at least %.2f", leastTps);
    return mostCpu == Double.POSITIVE_INFINITY
        ? least
        : least + String.format(Locale.ROOT, ", CPU at most %.2f", mostCpu);
  }
}
