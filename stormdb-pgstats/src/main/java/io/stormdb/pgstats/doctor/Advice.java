package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerStatistics;
import java.util.Comparator;
import java.util.List;

/** What the statistics of a run give reason to do. Every rule states the number that it is by. */
public final class Advice {

  private static final List<Rule> RULES =
      List.of(
          statistics -> statistics.facts().find().map(SettingRule::judge).orElse(List.of()),
          new CheckpointRule(),
          new HitRatioRule(),
          new TempFilesRule(),
          new ConnectionRule(),
          new IdleInTransactionRule(),
          new LongIdleRule(),
          new DuplicateIndexRule(),
          new SeqScanRule(),
          new UnusedIndexRule(),
          IoTimingRule.ofData(),
          IoTimingRule.ofWal(),
          new StatementsRule());

  private Advice() {}

  /**
   * Returns what is worth doing, what matters most first; empty if nothing is. A rule whose numbers
   * were not observed says nothing.
   */
  public static List<Finding> on(ServerStatistics statistics) {
    return RULES.stream()
        .flatMap(rule -> rule.judge(statistics).stream())
        .sorted(Comparator.comparing(Finding::level).reversed())
        .toList();
  }
}
