package io.stormdb.cli;

import io.stormdb.core.RunListener;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ProcessorUse;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import io.stormdb.pgstats.WaitActivity;
import io.stormdb.progressive.BandObserver;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Has the server looked at in each band of a study.
 *
 * @param collectors makes one that looks, for each band
 * @param every how often it is to look at counters
 */
record BandStatistics(Supplier<StatisticsCollector> collectors, Duration every)
    implements BandObserver {

  private static final List<String> CLASSES =
      List.of(
          Conclusions.CPU_SHARE,
          Conclusions.LOCK_SHARE,
          Conclusions.IO_SHARE,
          Conclusions.CLIENT_SHARE);

  private static final Set<String> LOCKS = Set.of("Lock", "LWLock");

  /** Held by whoever writes or reads a file: who waits for them waits for that file. */
  private static final Set<String> HELD_FOR_FILES =
      Set.of("WALWrite", "WALWriteLock", "BufferIO", "buffer_io");

  @Override
  public Observation observe(Level level) {
    Collecting collecting = new Collecting(collectors.get(), every);
    return new Observation() {
      @Override
      public RunListener listener() {
        return collecting;
      }

      @Override
      public Map<String, Double> figures() {
        return collecting.statistics().map(BandStatistics::figures).orElse(Map.of());
      }

      @Override
      public List<String> missing() {
        return collecting.statistics().map(BandStatistics::missing).orElse(List.of());
      }

      @Override
      public void close() {
        collecting.close();
      }
    };
  }

  private static Map<String, Double> figures(ServerStatistics seen) {
    Map<String, Double> figures = new LinkedHashMap<>();
    seen.database().find().ifPresent(database -> add(figures, database));
    seen.wal().find().ifPresent(wal -> figures.put("wal_bytes", (double) wal.bytes()));
    seen.waits().find().ifPresent(waits -> add(figures, waits));
    seen.processors().find().ifPresent(use -> add(figures, use));
    return figures;
  }

  private static List<String> missing(ServerStatistics seen) {
    List<String> missing = new ArrayList<>();
    add(missing, "what the database counted", seen.database());
    add(missing, "what sessions wait for", seen.waits());
    add(missing, "how busy the server's processors are", seen.processors());
    return missing;
  }

  private static void add(List<String> missing, String what, Observed<?> part) {
    part.whyMissing().ifPresent(why -> missing.add("%s is not known: %s".formatted(what, why)));
  }

  private static void add(Map<String, Double> figures, ProcessorUse use) {
    figures.put(Conclusions.PROCESSORS, use.processors());
    figures.put(Conclusions.PROCESSORS_BUSY, use.busyShare());
    use.diskWaitShare().ifPresent(share -> figures.put(Conclusions.PROCESSORS_WAITING, share));
    figures.put(Conclusions.DRIVER_INCLUDED, use.includesDriver() ? 1.0 : 0.0);
  }

  private static void add(Map<String, Double> figures, DatabaseActivity database) {
    figures.put("commits", (double) database.commits());
    figures.put("rollbacks", (double) database.rollbacks());
    figures.put("blocks_hit", (double) database.blocksHit());
    figures.put("blocks_read", (double) database.blocksRead());
    figures.put("deadlocks", (double) database.deadlocks());
    figures.put("temp_bytes", (double) database.tempBytes());
  }

  /** A session that is idle is outside of transactions, and waits for nobody but its next one. */
  private static void add(Map<String, Double> figures, WaitActivity waits) {
    List<WaitActivity.State> busy =
        waits.states().stream().filter(state -> !state.state().equals("idle")).toList();
    double all = busy.stream().mapToLong(WaitActivity.State::count).sum();
    if (all == 0) {
      return;
    }
    CLASSES.forEach(name -> figures.put(name, 0.0));
    for (WaitActivity.State state : busy) {
      String share = shareOf(state);
      figures.computeIfPresent(share, (name, sum) -> sum + state.count() / all);
      if (!state.event().isBlank() && CLASSES.contains(share)) {
        figures.merge(
            share + Conclusions.EVENT + state.type() + ":" + state.event(),
            state.count() / all,
            Double::sum);
      }
    }
    figures.put("session_observations", all);
  }

  /** Returns the name of the share that a state counts for; blank for none. */
  private static String shareOf(WaitActivity.State state) {
    if (state.type().isBlank()) {
      return Conclusions.CPU_SHARE;
    }
    if (state.type().equals("IO") || HELD_FOR_FILES.contains(state.event())) {
      return Conclusions.IO_SHARE;
    }
    if (LOCKS.contains(state.type())) {
      return Conclusions.LOCK_SHARE;
    }
    return state.type().equals("Client") ? Conclusions.CLIENT_SHARE : "";
  }
}
