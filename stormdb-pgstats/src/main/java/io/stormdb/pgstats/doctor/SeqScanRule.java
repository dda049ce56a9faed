package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.RelationActivity;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.TableActivity;
import java.util.Comparator;
import java.util.List;

/** Fires when large tables were read from end to end again and again. */
final class SeqScanRule implements Rule {

  /** The server calls a table large from here on: {@code min_parallel_table_scan_size}. */
  private static final long LEAST_BYTES = 8 << 20;

  /** Fewer are a check, a backup or a report. */
  private static final long LEAST_SCANS = 10;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    return statistics.activity().relations().find().map(SeqScanRule::judge).orElse(List.of());
  }

  private static List<Finding> judge(RelationActivity relations) {
    List<TableActivity> scanned =
        relations.tables().stream()
            .filter(table -> table.scans().sequential() >= LEAST_SCANS)
            .filter(table -> table.tableSize().after().orElse(0L) >= LEAST_BYTES)
            .sorted(
                Comparator.comparingLong((TableActivity table) -> table.scans().sequentialRows())
                    .reversed())
            .toList();
    return scanned.isEmpty() ? List.of() : List.of(finding(scanned));
  }

  private static Finding finding(List<TableActivity> scanned) {
    TableActivity most = scanned.get(0);
    Evidence tables = Evidence.count("tables", scanned.size());
    Evidence scans = Evidence.count("scans", most.scans().sequential());
    Evidence rows = Evidence.count("rows", most.scans().sequentialRows());
    Evidence size = Evidence.bytes("table_bytes", most.tableSize().after().orElseThrow());
    return new Finding(
        "seq_scans",
        Level.NOTE,
        "%s of %s was read from end to end %s times, %s rows in all%s"
            .formatted(
                most.name(),
                size.text(),
                scans.text(),
                rows.text(),
                scanned.size() == 1
                    ? ""
                    : "; %s other large %s likewise"
                        .formatted(
                            Integer.toString(scanned.size() - 1),
                            scanned.size() == 2 ? "table" : "tables")),
        List.of(tables, scans, rows, size),
        "that is right for reports over most rows; a statement that wants few rows reads all of them for nothing",
        "look for the statement in pg_stat_statements and at its plan (EXPLAIN): it may lack an index",
        Finding.manual("using-explain.html"));
  }
}
