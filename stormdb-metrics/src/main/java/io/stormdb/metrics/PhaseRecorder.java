package io.stormdb.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Takes down what all workers do in one phase of a run: one {@link WorkerRecorder} each, put
 * together whenever somebody asks. Workers may record at any time; only one thread may ask.
 */
public final class PhaseRecorder {

  private final List<WorkerRecorder> workers;
  private final int types;
  private final int kinds;
  private final List<Histogram> successfulTotals = new ArrayList<>();
  private final List<Histogram> failedTotals = new ArrayList<>();
  private Tally before;

  /**
   * Makes room.
   *
   * @param workers how many record
   * @param types how many types of transactions there are
   * @param kinds how many kinds of statements
   */
  public PhaseRecorder(int workers, int types, int kinds) {
    this.workers =
        IntStream.range(0, workers).mapToObj(worker -> new WorkerRecorder(types, kinds)).toList();
    this.types = types;
    this.kinds = kinds;
    for (int type = 0; type < types; type++) {
      successfulTotals.add(Latencies.emptyHistogram());
      failedTotals.add(Latencies.emptyHistogram());
    }
    this.before = tally(List.of(), List.of());
  }

  /** Returns the recorder of a worker, from 0. */
  public WorkerRecorder worker(int number) {
    return workers.get(number);
  }

  /** Returns what has been recorded since the last call. */
  public Tally flip() {
    List<Histogram> successful = new ArrayList<>();
    List<Histogram> failed = new ArrayList<>();
    for (int type = 0; type < types; type++) {
      Histogram ok = Latencies.emptyHistogram();
      Histogram bad = Latencies.emptyHistogram();
      for (WorkerRecorder worker : workers) {
        worker.drainSuccessful(type, ok);
        worker.drainFailed(type, bad);
      }
      successfulTotals.get(type).add(ok);
      failedTotals.get(type).add(bad);
      successful.add(ok);
      failed.add(bad);
    }
    Tally now = tally(successful, failed);
    Tally difference = difference(now, before);
    before = now;
    return difference;
  }

  /** Returns everything that calls of {@link #flip} have returned so far. */
  public Tally total() {
    return new Tally(
        IntStream.range(0, types)
            .mapToObj(
                type ->
                    new TypeTally(
                        before.types().get(type).counts(),
                        Latencies.owning(successfulTotals.get(type).copy()),
                        Latencies.owning(failedTotals.get(type).copy())))
            .toList(),
        before.statements(),
        before.rows(),
        before.counters());
  }

  /** Counts since the start of the phase, with the latencies given. */
  private Tally tally(List<Histogram> successful, List<Histogram> failed) {
    List<TypeTally> byType = new ArrayList<>();
    for (int type = 0; type < types; type++) {
      int number = type;
      byType.add(
          new TypeTally(
              Counts.sum(workers.stream().map(worker -> worker.counts(number)).toList()),
              successful.isEmpty() ? Latencies.none() : Latencies.owning(successful.get(type)),
              failed.isEmpty() ? Latencies.none() : Latencies.owning(failed.get(type))));
    }
    return new Tally(
        byType,
        sums(kinds, kind -> worker -> worker.statementCount(kind)),
        sums(kinds, kind -> worker -> worker.rowCount(kind)),
        sums(
            workers.stream().mapToInt(WorkerRecorder::counterBound).max().orElse(0),
            counter -> worker -> worker.counter(counter)));
  }

  private List<Long> sums(int size, IntFunction<ToLongFunction<WorkerRecorder>> figure) {
    return IntStream.range(0, size)
        .mapToObj(index -> workers.stream().mapToLong(figure.apply(index)).sum())
        .toList();
  }

  private static Tally difference(Tally now, Tally before) {
    List<TypeTally> byType = new ArrayList<>();
    for (int type = 0; type < now.types().size(); type++) {
      TypeTally current = now.types().get(type);
      byType.add(
          new TypeTally(
              current.counts().minus(before.types().get(type).counts()),
              current.latencies(),
              current.failedLatencies()));
    }
    return new Tally(
        byType,
        minus(now.statements(), before.statements()),
        minus(now.rows(), before.rows()),
        minus(now.counters(), before.counters()));
  }

  private static List<Long> minus(List<Long> now, List<Long> before) {
    return IntStream.range(0, now.size())
        .mapToObj(i -> now.get(i) - (i < before.size() ? before.get(i) : 0))
        .toList();
  }
}
