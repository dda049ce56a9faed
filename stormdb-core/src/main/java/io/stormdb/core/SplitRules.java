package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.TransactionType;
import java.util.List;
import java.util.stream.Collectors;

/** What transactions must be like when some of them run where they can only read. */
final class SplitRules {

  private SplitRules() {}

  /**
   * Refuses a split that would have no effect, or that PostgreSQL would refuse.
   *
   * @param workload its name
   * @throws StormDbException with the reason
   */
  static void require(String workload, RunPlan plan, List<TransactionType> types) {
    if (!plan.connections().readWriteSplit()) {
      return;
    }
    List<TransactionType> reads = types.stream().filter(TransactionType::isReadOnly).toList();
    if (reads.isEmpty()) {
      throw StormDbException.usage(
          "workload '%s' has no transaction that only reads (%s), so read_write_split would have no effect; leave it out"
              .formatted(workload, listed(types)));
    }
    for (TransactionType type : reads) {
      if (type.isolation() == Isolation.SERIALIZABLE) {
        throw StormDbException.usage(
            "workload '%s': transaction '%s' only reads and insists on being serializable, which PostgreSQL has not on a standby; leave read_write_split out"
                .formatted(workload, type.name()));
      }
    }
  }

  /**
   * Refuses transactions that write, where servers only let them read.
   *
   * @param workload its name
   * @param url names the servers
   * @throws StormDbException with the reason
   */
  static void requireReads(String workload, List<TransactionType> types, String url) {
    List<TransactionType> writes = types.stream().filter(type -> !type.isReadOnly()).toList();
    if (!writes.isEmpty()) {
      throw StormDbException.usage(
          "workload '%s' has transactions that may write (%s), but %s only lets them read; use target_session_attrs: read-write, or read_write_split"
              .formatted(workload, listed(writes), url));
    }
  }

  private static String listed(List<TransactionType> types) {
    return types.stream().map(TransactionType::name).collect(Collectors.joining(", "));
  }
}
