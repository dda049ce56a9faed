package io.stormdb.pgstats;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was done to tables and their indexes. Immutable.
 *
 * @param tables those of the schema of the load, or those of the database that were used if that is
 *     not known; those of which the most blocks were needed first
 * @param indexes of these tables, in the same way
 */
public record RelationActivity(List<TableActivity> tables, List<IndexActivity> indexes) {

  /** Keeps copies. */
  public RelationActivity {
    tables = List.copyOf(tables);
    indexes = List.copyOf(indexes);
  }

  /**
   * Returns the indexes that no scan used in the window, although their table was used, and that
   * enforce nothing either.
   */
  public List<IndexActivity> unusedIndexes() {
    Set<String> used =
        tables.stream()
            .filter(TableActivity::isUsed)
            .map(TableActivity::name)
            .collect(Collectors.toSet());
    return indexes.stream()
        .filter(
            index ->
                index.scans() == 0
                    && !index.enforces()
                    && index.isValid()
                    && used.contains(index.table()))
        .toList();
  }
}
