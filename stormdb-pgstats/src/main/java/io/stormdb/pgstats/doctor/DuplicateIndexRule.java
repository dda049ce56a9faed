package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.DuplicateIndex;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import java.util.List;
import java.util.stream.Collectors;

/** Fires when there are indexes that others make superfluous. */
final class DuplicateIndexRule implements Rule {

  private static final int MOST_NAMES = 3;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    return statistics.facts().find().map(DuplicateIndexRule::judge).orElse(List.of());
  }

  static List<Finding> judge(ServerFacts facts) {
    List<DuplicateIndex> found = facts.duplicateIndexes().find().orElse(List.of());
    return found.isEmpty() ? List.of() : List.of(finding(found));
  }

  private static Finding finding(List<DuplicateIndex> found) {
    Evidence count = Evidence.count("indexes", found.size());
    Evidence bytes = Evidence.bytes("bytes", found.stream().mapToLong(DuplicateIndex::bytes).sum());
    String names =
        found.stream()
            .limit(MOST_NAMES)
            .map(
                index ->
                    "%s.%s does what %s does"
                        .formatted(index.schema(), index.name(), index.duplicateOf()))
            .collect(Collectors.joining("; "));
    return new Finding(
        "duplicate_indexes",
        Level.WARNING,
        "%s superfluous, %s: %s%s"
            .formatted(
                found.size() == 1 ? "1 index is" : count.text() + " indexes are",
                bytes.text(),
                names,
                found.size() > MOST_NAMES ? "; and others" : ""),
        List.of(count, bytes),
        "each write of a row pays for every index of its table, and the cache has to hold them all",
        "drop the superfluous ones",
        Finding.manual("indexes-examine.html"));
  }
}
