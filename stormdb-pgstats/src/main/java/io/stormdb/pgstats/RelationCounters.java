package io.stormdb.pgstats;

import io.stormdb.pgstats.TableActivity.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a server had counted of each table and index of a database at one moment.
 *
 * @param tables by an identity that lasts
 * @param indexes by an identity that lasts
 */
record RelationCounters(Map<String, Relation> tables, Map<String, Relation> indexes) {

  RelationCounters {
    tables = Map.copyOf(tables);
    indexes = Map.copyOf(indexes);
  }

  /**
   * A table or an index.
   *
   * @param schema without quotes
   * @param name with its schema, in quotes where need be
   * @param table the same of the table that it belongs to
   * @param counters what only grows
   * @param state what may grow and shrink
   */
  record Relation(String schema, String name, String table, Counters counters, Counters state) {

    /** Returns what was counted since an earlier moment: all of it if it was not there then. */
    private Optional<Counters> since(Map<String, Relation> before, String key) {
      Relation earlier = before.get(key);
      return earlier == null ? Optional.of(counters) : counters.since(earlier.counters);
    }

    private Size size(Map<String, Relation> before, String key, String column) {
      Relation earlier = before.get(key);
      return new Size(
          earlier == null ? Optional.of(0L) : earlier.state.countIfKnown(column),
          state.countIfKnown(column));
    }
  }

  /**
   * Returns what happened since an earlier moment, or empty if counting started anew.
   *
   * @param schema the only one that is meant; empty for all tables that were used
   */
  Optional<RelationActivity> since(RelationCounters before, Optional<String> schema) {
    List<TableActivity> touched = new ArrayList<>();
    for (Map.Entry<String, Relation> entry : of(tables, schema).entrySet()) {
      Relation now = entry.getValue();
      Optional<Counters> growth = now.since(before.tables, entry.getKey());
      if (growth.isEmpty()) {
        return Optional.empty();
      }
      touched.add(table(now, growth.get(), before.tables, entry.getKey()));
    }
    touched.removeIf(table -> schema.isEmpty() && !table.isUsed());
    Set<String> listed = touched.stream().map(TableActivity::name).collect(Collectors.toSet());
    List<IndexActivity> ofThese = new ArrayList<>();
    for (Map.Entry<String, Relation> entry : of(indexes, schema).entrySet()) {
      Relation now = entry.getValue();
      if (listed.contains(now.table())) {
        Optional<Counters> growth = now.since(before.indexes, entry.getKey());
        if (growth.isEmpty()) {
          return Optional.empty();
        }
        ofThese.add(index(now, growth.get(), before.indexes, entry.getKey()));
      }
    }
    touched.sort(
        largest(
            table ->
                table.blocks().tableHit()
                    + table.blocks().tableRead()
                    + table.blocks().indexHit()
                    + table.blocks().indexRead(),
            TableActivity::name));
    ofThese.sort(largest(index -> index.blocksHit() + index.blocksRead(), IndexActivity::name));
    return Optional.of(new RelationActivity(touched, ofThese));
  }

  private static <T> Comparator<T> largest(ToLongFunction<T> blocks, Function<T, String> name) {
    return Comparator.comparingLong(blocks).reversed().thenComparing(name);
  }

  private static Map<String, Relation> of(Map<String, Relation> all, Optional<String> schema) {
    Map<String, Relation> wanted = new HashMap<>(all);
    wanted.values().removeIf(one -> schema.filter(name -> !name.equals(one.schema())).isPresent());
    return wanted;
  }

  private static TableActivity table(
      Relation now, Counters growth, Map<String, Relation> before, String key) {
    Relation earlier = before.get(key);
    return new TableActivity(
        now.name(),
        new TableActivity.Scans(
            growth.count("seq_scan"),
            growth.count("seq_tup_read"),
            growth.count("idx_scan"),
            growth.count("idx_tup_fetch")),
        new TableActivity.Changes(
            growth.count("n_tup_ins"),
            growth.count("n_tup_upd"),
            growth.count("n_tup_hot_upd"),
            growth.count("n_tup_del")),
        new TableActivity.Rows(
            now.state().count("live"),
            now.state().count("dead"),
            earlier == null ? 0 : earlier.state().count("dead")),
        new BlockActivity(
            growth.count("heap_hit"),
            growth.count("heap_read"),
            growth.count("idx_hit"),
            growth.count("idx_read")),
        now.size(before, key, "table_bytes"),
        now.size(before, key, "index_bytes"),
        new TableActivity.Upkeep(
            growth.count("vacuum_count"),
            growth.count("autovacuum_count"),
            growth.count("analyze_count"),
            growth.count("autoanalyze_count"),
            both(growth, "autovacuum_time", "autoanalyze_time"),
            both(growth, "vacuum_time", "analyze_time"),
            new TableActivity.Last(
                moment(now.state(), "last_vacuum"),
                moment(now.state(), "last_autovacuum"),
                moment(now.state(), "last_analyze"),
                moment(now.state(), "last_autoanalyze"))));
  }

  private static Optional<Duration> both(Counters growth, String one, String other) {
    return growth.timeIfKnown(one).flatMap(time -> growth.timeIfKnown(other).map(time::plus));
  }

  private static Optional<Instant> moment(Counters state, String micros) {
    return state.countIfKnown(micros).map(count -> Instant.EPOCH.plus(count, ChronoUnit.MICROS));
  }

  private static IndexActivity index(
      Relation now, Counters growth, Map<String, Relation> before, String key) {
    return new IndexActivity(
        now.name(),
        now.table(),
        now.state().count("enforces") == 1,
        now.state().count("valid") == 1,
        growth.count("idx_scan"),
        growth.count("idx_tup_read"),
        growth.count("idx_tup_fetch"),
        growth.count("idx_hit"),
        growth.count("idx_read"),
        now.size(before, key, "bytes"));
  }
}
