package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a server had counted at one moment.
 *
 * @param server the server
 * @param views the numbers of each view
 * @param relations the numbers of each table and index
 * @param statements the numbers of each statement, if they were asked for
 * @param facts what it is and how it is set up
 */
record Snapshot(
    Server server,
    Map<CatalogView<?>, Observed<Counters>> views,
    Observed<RelationCounters> relations,
    Optional<Observed<StatementCounters>> statements,
    Observed<ServerFacts> facts) {

  static final DatabaseView DATABASE = new DatabaseView();
  static final BlocksView BLOCKS = new BlocksView();
  static final WalView WAL = new WalView();
  static final CheckpointsView CHECKPOINTS = new CheckpointsView();
  static final ConnectionsView CONNECTIONS = new ConnectionsView();
  static final CacheView CACHE = new CacheView();
  static final IoView IO = new IoView();
  static final SlruView SLRU = new SlruView();
  static final ArchiverView ARCHIVER = new ArchiverView();
  static final ReplicationView REPLICATION = new ReplicationView();
  static final WalPosition POSITION = new WalPosition();
  static final ProcessesView PROCESSES = new ProcessesView();

  Snapshot {
    views = Map.copyOf(views);
  }

  /**
   * Returns what happened since an earlier moment.
   *
   * @param top how many statements to list
   * @param load what is known of the load
   * @param waits what was seen in between
   * @param originNanos the moment from which times are counted
   * @param timeline what happened from sample to sample in between
   * @param processors how busy those of the server were in between
   */
  ServerStatistics since(
      Snapshot before,
      Duration window,
      int top,
      KnownLoad load,
      WaitSampler waits,
      long originNanos,
      Observed<ServerTimeline> timeline,
      Observed<ProcessorUse> processors) {
    StatementNames names = new StatementNames(load.statements());
    // what is counted of databases, tables and statements does not say itself when it began
    boolean isLost = server.epoch().isAnewSince(before.server.epoch());
    return new ServerStatistics(
        window,
        isLost ? lost() : compare(DATABASE, before),
        isLost ? lost() : compare(BLOCKS, before),
        // the position in the log is not lost
        compare(isLost ? POSITION : WAL, before),
        compare(CHECKPOINTS, before),
        compare(CONNECTIONS, before),
        compare(CACHE, before),
        waits.activity(),
        waits.ofAll(
            names,
            isLost
                ? lost()
                : compare(
                    before.relations,
                    relations,
                    (earlier, later) -> later.since(earlier, load.schema())),
            originNanos),
        facts,
        statements.flatMap(
            after ->
                before.statements.map(
                    earlier ->
                        isLost
                            ? lost()
                            : compare(
                                earlier, after, (first, last) -> last.since(first, top, names)))),
        compare(IO, before),
        compare(SLRU, before),
        compare(ARCHIVER, before),
        compare(REPLICATION, before),
        timeline,
        processors);
  }

  private static <T> Observed<T> lost() {
    return new Observed.Missing<>(Observed.RESET);
  }

  private <T> Observed<T> compare(CatalogView<T> view, Snapshot before) {
    return compare(before.of(view), of(view), view::compare);
  }

  private static <S, T> Observed<T> compare(
      Observed<S> before, Observed<S> after, BiFunction<S, S, Optional<T>> comparison) {
    if (before instanceof Observed.Missing<S> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    if (after instanceof Observed.Missing<S> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    return seen(comparison.apply(before.find().orElseThrow(), after.find().orElseThrow()));
  }

  private static <T> Observed<T> seen(Optional<T> comparison) {
    return comparison.<Observed<T>>map(Observed.Seen::new).orElseGet(Snapshot::lost);
  }

  private Observed<Counters> of(CatalogView<?> view) {
    return views.getOrDefault(view, new Observed.Missing<>(view.name() + " was not read"));
  }
}
