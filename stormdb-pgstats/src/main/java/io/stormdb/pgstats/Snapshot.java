package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a server had counted at one moment.
 *
 * @param server the server
 * @param views the numbers of each view
 * @param statements the numbers of each statement, if they were asked for
 */
record Snapshot(
    Server server,
    Map<CatalogView<?>, Observed<Counters>> views,
    Optional<Observed<StatementCounters>> statements) {

  static final DatabaseView DATABASE = new DatabaseView();
  static final BlocksView BLOCKS = new BlocksView();
  static final WalView WAL = new WalView();
  static final CheckpointsView CHECKPOINTS = new CheckpointsView();
  static final ConnectionsView CONNECTIONS = new ConnectionsView();
  static final CacheView CACHE = new CacheView();

  Snapshot {
    views = Map.copyOf(views);
  }

  /**
   * Returns what happened since an earlier moment.
   *
   * @param top how many statements to list
   * @param waits what was seen in between
   */
  ServerStatistics since(Snapshot before, Duration window, int top, Observed<WaitActivity> waits) {
    if (!server.epoch().equals(before.server.epoch())) {
      return ServerStatistics.missing(window, Observed.RESET, statements.isPresent());
    }
    return new ServerStatistics(
        window,
        compare(DATABASE, before),
        compare(BLOCKS, before),
        compare(WAL, before),
        compare(CHECKPOINTS, before),
        compare(CONNECTIONS, before),
        compare(CACHE, before),
        waits,
        statements.flatMap(
            after -> before.statements.map(earlier -> compare(earlier, after, top))));
  }

  private <T> Observed<T> compare(CatalogView<T> view, Snapshot before) {
    Observed<Counters> earlier = before.of(view);
    Observed<Counters> later = of(view);
    if (earlier instanceof Observed.Missing<Counters> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    if (later instanceof Observed.Missing<Counters> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    return seen(view.compare(earlier.find().orElseThrow(), later.find().orElseThrow()));
  }

  private static Observed<StatementActivity> compare(
      Observed<StatementCounters> before, Observed<StatementCounters> after, int top) {
    if (before instanceof Observed.Missing<StatementCounters> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    if (after instanceof Observed.Missing<StatementCounters> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    return seen(after.find().orElseThrow().since(before.find().orElseThrow(), top));
  }

  private static <T> Observed<T> seen(Optional<T> comparison) {
    return comparison
        .<Observed<T>>map(Observed.Seen::new)
        .orElseGet(() -> new Observed.Missing<>(Observed.RESET));
  }

  private Observed<Counters> of(CatalogView<?> view) {
    return views.getOrDefault(view, new Observed.Missing<>(view.name() + " was not read"));
  }
}
