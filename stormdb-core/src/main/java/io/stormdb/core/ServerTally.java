package io.stormdb.core;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Outcome;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the transactions that ran on one server, measured part only. Safe for use by many threads.
 */
final class ServerTally {

  private final LongAdder committed = new LongAdder();
  private final LongAdder rolledBack = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder retries = new LongAdder();

  /**
   * Counts one.
   *
   * @param tries how often it was tried, at least once
   */
  void add(Outcome outcome, int tries) {
    switch (outcome) {
      case COMMITTED -> committed.increment();
      case ROLLED_BACK -> rolledBack.increment();
      case FAILED -> failed.increment();
    }
    if (tries > 1) {
      retries.add(tries - 1L);
    }
  }

  Counts counts() {
    return new Counts(committed.sum(), rolledBack.sum(), failed.sum(), retries.sum());
  }
}
