package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.WaitActivity;
import java.util.List;

/** Fires when sessions of the load often held a transaction open and did nothing. */
final class IdleInTransactionRule implements Rule {

  /** A transaction of many short statements over a network is near to half of that. */
  private static final int MOST_PERCENT = 25;

  /** With fewer, a quarter is chance. */
  private static final long LEAST_OBSERVATIONS = 40;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    return statistics.waits().find().map(IdleInTransactionRule::judge).orElse(List.of());
  }

  private static List<Finding> judge(WaitActivity waits) {
    long all = waits.observations();
    long idle =
        waits.states().stream()
            .filter(state -> state.state().startsWith("idle in transaction"))
            .mapToLong(WaitActivity.State::count)
            .sum();
    if (all < LEAST_OBSERVATIONS || idle * 100 <= all * MOST_PERCENT) {
      return List.of();
    }
    Evidence share = Evidence.percent("idle_in_transaction_percent", idle, all);
    Evidence observations = Evidence.count("observations", all);
    return List.of(
        new Finding(
            "idle_in_transaction",
            Level.WARNING,
            "sessions of the load were idle in a transaction in %s of %s observations"
                .formatted(share.text(), observations.text()),
            List.of(share, observations),
            "meanwhile they keep their locks and their view of the data, and the server has nothing to do",
            "look for a slow client or network (Client Health), or for waits within transactions; fewer round trips help",
            Finding.manual("runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT")));
  }
}
