package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;

/** What became of the transactions of each type. */
final class TransactionsText {

  private TransactionsText() {}

  static String of(RunResult result) {
    Table table =
        new Table()
            .text("Type")
            .number("Count")
            .number("TPS")
            .number("Failed")
            .number("Retries")
            .number("Rolled back")
            .number("P50")
            .number("P95")
            .number("P99")
            .number("Max");
    boolean nothing = result.measured().isZero();
    for (RunResult.Transactions type : result.transactions()) {
      Latencies latencies = type.latencies();
      table.row(
          type.name(),
          count(nothing, type.counts().total()),
          Numbers.rate(type.counts().successful(), result.measured()),
          count(nothing, type.counts().failed()),
          count(nothing, type.counts().retries()),
          count(nothing, type.counts().rolledBack()),
          Numbers.latency(latencies.percentile(50)),
          Numbers.latency(latencies.percentile(95)),
          Numbers.latency(latencies.percentile(99)),
          Numbers.latency(latencies.max()));
    }
    return new Block("Transactions:").table(table).toString();
  }

  private static String count(boolean nothing, long count) {
    return nothing ? Numbers.NO_DATA : Numbers.count(count);
  }
}
