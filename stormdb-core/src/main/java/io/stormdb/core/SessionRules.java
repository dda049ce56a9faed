package io.stormdb.core;

import io.stormdb.api.TransactionType;
import java.util.List;

/** What a plan and transactions must be like when users run them in sessions. */
final class SessionRules {

  private SessionRules() {}

  /**
   * Refuses what sessions give no meaning to.
   *
   * @param workload its name
   * @throws StormDbException with the reason
   */
  static void require(String workload, RunPlan plan, List<TransactionType> types) {
    if (plan.load() instanceof Load.Open open) {
      throw StormDbException.usage(
          "workload '%s' runs in sessions of users, which need a closed loop, because a timetable of transactions (%s) would tear them apart; leave the rate out and set the number of users with workers"
              .formatted(workload, open.rate()));
    }
    if (plan.mix().isPresent()) {
      throw StormDbException.usage(
          "the plan has a mix, but in workload '%s' sessions decide which transaction comes next; leave the mix out"
              .formatted(workload));
    }
    for (int i = 0; i < plan.phases().size(); i++) {
      if (!plan.phases().get(i).mix().isEmpty()) {
        throw StormDbException.usage(
            "phase %d has a mix, but in workload '%s' sessions decide which transaction comes next; leave the mix out"
                .formatted(i + 1, workload));
      }
    }
    for (TransactionType type : types) {
      if (!type.keying().isNone() || !type.thinking().isNone()) {
        throw StormDbException.usage(
            "workload '%s': transaction '%s' has pauses of its own, but sessions decide how long users wait; give it none"
                .formatted(workload, type.name()));
      }
    }
  }
}
