package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether statistics can be collected: they are, for a moment, in the way of a run. */
final class StatisticsChecks {

  /** There is no load yet, and statements have a check of their own. */
  private static final Set<String> NOT_HERE = Set.of("waits", "statements");

  /** Views that older versions do not have, which nobody can do anything about. */
  private static final Map<String, Integer> SINCE = Map.of("io", 16, "slru", 13);

  private StatisticsChecks() {}

  static List<Finding> views(Visit visit) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Observed<?>> parts = visit.statistics().parts();
    long seen = parts.values().stream().filter(part -> part.find().isPresent()).count();
    parts.forEach(
        (name, part) -> {
          if (!NOT_HERE.contains(name)
              && visit.session().majorVersion() >= SINCE.getOrDefault(name, 0)) {
            part.whyMissing().ifPresent(reason -> findings.add(missing(name, reason)));
          }
        });
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "statistics", "all views of statistics can be read", Evidence.count("parts", seen)))
        : findings;
  }

  private static Finding missing(String part, String reason) {
    return new Finding(
        "statistics",
        Level.WARNING,
        "statistics of '%s' cannot be had: %s".formatted(part, reason),
        List.of(new Evidence.State("part", part)),
        "reports will lack them",
        "do what the sentence above says, if it names something to do",
        Finding.manual("monitoring-stats.html"));
  }

  static List<Finding> statements(Visit visit) {
    ServerStatistics statistics = visit.statistics();
    Optional<String> missing = statistics.statements().flatMap(part -> part.whyMissing());
    if (missing.isPresent()) {
      return new StatementsRule().judge(statistics);
    }
    return statistics
        .facts()
        .find()
        .map(facts -> facts.extension(StatementsRule.EXTENSION))
        .flatMap(ExtensionState::installed)
        .map(
            version ->
                List.of(
                    Finding.ok(
                        StatementsRule.EXTENSION,
                        "pg_stat_statements %s can be read".formatted(version),
                        new Evidence.State("installed", version))))
        .orElse(List.of());
  }
}
