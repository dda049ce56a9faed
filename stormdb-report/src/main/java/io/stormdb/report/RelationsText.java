package io.stormdb.report;

import io.stormdb.pgstats.IndexActivity;
import io.stormdb.pgstats.RelationActivity;
import io.stormdb.pgstats.TableActivity;
import io.stormdb.pgstats.TableActivity.Upkeep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tables that were used the most, and what is notable of the others and of indexes. */
final class RelationsText {

  private static final int MOST_TABLES = 5;
  private static final int MOST_INDEXES = 5;

  private RelationsText() {}

  static void add(Block block, RelationActivity relations) {
    List<TableActivity> used =
        relations.tables().stream().filter(TableActivity::isUsed).limit(MOST_TABLES).toList();
    long all = relations.tables().stream().filter(TableActivity::isUsed).count();
    block.value(
        "Tables Used",
        all == 0
            ? "none"
            : Numbers.count(all)
                + (all > used.size() ? ", of which %s are shown".formatted(MOST_TABLES) : ""));
    if (!used.isEmpty()) {
      block.table(table(used));
    }
    upkeep(block, relations);
    List<IndexActivity> unused = relations.unusedIndexes();
    if (!unused.isEmpty()) {
      block.value(
          "Unused Indexes",
          unused.stream()
                  .limit(MOST_INDEXES)
                  .map(
                      index ->
                          index.name()
                              + index
                                  .size()
                                  .after()
                                  .map(bytes -> " (" + Numbers.bytes(bytes) + ")")
                                  .orElse(""))
                  .collect(Collectors.joining(", "))
              + (unused.size() > MOST_INDEXES
                  ? " and " + Numbers.count(unused.size() - MOST_INDEXES, "other", "others")
                  : ""));
    }
  }

  private static Table table(List<TableActivity> used) {
    Table table =
        new Table()
            .text("Table")
            .number("Seq scans")
            .number("Index scans")
            .number("Inserted")
            .number("Updated")
            .number("HOT")
            .number("Deleted")
            .number("Dead")
            .number("Hit")
            .number("Size")
            .number("Growth");
    for (TableActivity one : used) {
      long hit = one.blocks().tableHit() + one.blocks().indexHit();
      long read = one.blocks().tableRead() + one.blocks().indexRead();
      table.row(
          one.name(),
          Numbers.count(one.scans().sequential()),
          Numbers.count(one.scans().index()),
          Numbers.count(one.changes().inserted()),
          Numbers.count(one.changes().updated()),
          Numbers.percent(one.changes().hotUpdated(), one.changes().updated(), 1),
          Numbers.count(one.changes().deleted()),
          Numbers.count(one.rows().dead()),
          Numbers.percent(hit, hit + read, 1),
          both(one.tableSize().after(), one.indexSize().after()),
          both(one.tableSize().growth(), one.indexSize().growth()));
    }
    return table;
  }

  private static String both(Optional<Long> table, Optional<Long> indexes) {
    return table
        .flatMap(bytes -> indexes.map(more -> bytes + more))
        .map(RelationsText::signed)
        .orElse(Numbers.NO_DATA);
  }

  private static String signed(long bytes) {
    return bytes < 0 ? "-" + Numbers.bytes(-bytes) : Numbers.bytes(bytes);
  }

  private static void upkeep(Block block, RelationActivity relations) {
    List<TableActivity> kept =
        relations.tables().stream().filter(table -> automatic(table.upkeep()) > 0).toList();
    if (!kept.isEmpty()) {
      long vacuums = kept.stream().mapToLong(table -> table.upkeep().autovacuums()).sum();
      long analyzes = kept.stream().mapToLong(table -> table.upkeep().autoanalyzes()).sum();
      block.value(
          "Autovacuum",
          "%s and %s of %s"
              .formatted(
                  Numbers.count(vacuums, "vacuum", "vacuums"),
                  Numbers.count(analyzes, "analyze", "analyzes"),
                  kept.stream()
                          .limit(MOST_TABLES)
                          .map(TableActivity::name)
                          .collect(Collectors.joining(", "))
                      + (kept.size() > MOST_TABLES
                          ? " and " + Numbers.count(kept.size() - MOST_TABLES, "other", "others")
                          : "")));
    }
  }

  private static long automatic(Upkeep upkeep) {
    return upkeep.autovacuums() + upkeep.autoanalyzes();
  }
}
