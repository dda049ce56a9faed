package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.IndexActivity;
import io.stormdb.pgstats.RelationActivity;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.TableActivity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fires when indexes were kept up to date through many writes, and no scan used them. */
final class UnusedIndexRule implements Rule {

  /** Fewer cost nothing that anybody could measure. */
  private static final long LEAST_WRITES = 1_000;

  private static final int MOST_NAMES = 3;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    return statistics.activity().relations().find().map(UnusedIndexRule::judge).orElse(List.of());
  }

  private static List<Finding> judge(RelationActivity relations) {
    Map<String, Long> writes =
        relations.tables().stream()
            .collect(Collectors.toMap(TableActivity::name, UnusedIndexRule::writes));
    List<IndexActivity> unused =
        relations.unusedIndexes().stream()
            .filter(index -> writes.getOrDefault(index.table(), 0L) >= LEAST_WRITES)
            .toList();
    if (unused.isEmpty()) {
      return List.of();
    }
    long versions =
        unused.stream().map(IndexActivity::table).distinct().mapToLong(writes::get).sum();
    long bytes = unused.stream().mapToLong(index -> index.size().after().orElse(0L)).sum();
    return List.of(finding(unused, versions, bytes));
  }

  /** Returns how many versions of rows were written that indexes have to know of. */
  private static long writes(TableActivity table) {
    TableActivity.Changes changes = table.changes();
    return changes.inserted() + changes.updated() - changes.hotUpdated();
  }

  private static Finding finding(List<IndexActivity> unused, long versions, long bytes) {
    Evidence count = Evidence.count("indexes", unused.size());
    Evidence written = Evidence.count("row_versions", versions);
    Evidence size = Evidence.bytes("bytes", bytes);
    return new Finding(
        "unused_indexes",
        Level.NOTE,
        "%s used by no scan while %s new row versions were written, %s: %s%s"
            .formatted(
                unused.size() == 1 ? "1 index was" : count.text() + " indexes were",
                written.text(),
                size.text(),
                unused.stream()
                    .limit(MOST_NAMES)
                    .map(IndexActivity::name)
                    .collect(Collectors.joining(", ")),
                unused.size() > MOST_NAMES ? " and others" : ""),
        List.of(count, written, size),
        "each write of a row pays for every index of its table",
        "drop what no other load needs either: pg_stat_user_indexes counts scans since its last reset",
        Finding.manual("monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW"));
  }
}
