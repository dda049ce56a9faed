package io.stormdb.metrics;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Takes down what all workers do in one phase of a run: one {@link WorkerRecorder} each, put
 * together whenever somebody asks. Workers may record at any time; only one thread may ask.
 */
public final class PhaseRecorder {

  private final List<WorkerRecorder> workers;
  private final int types;
  private final int kinds;
  private final boolean openLoop;
  private final Drained total;
  private Count before;

  /** What was counted since the start of the phase. */
  private record Count(
      List<Counts> types, List<Long> statements, List<Long> rows, List<Long> counters) {

    Count minus(Count earlier) {
      return new Count(
          IntStream.range(0, types.size())
              .mapToObj(type -> types.get(type).minus(earlier.types.get(type)))
              .toList(),
          difference(statements, earlier.statements),
          difference(rows, earlier.rows),
          difference(counters, earlier.counters));
    }

    Tally with(Drained latencies) {
      return new Tally(
          IntStream.range(0, types.size())
              .mapToObj(type -> latencies.tally(type, types.get(type)))
              .toList(),
          statements,
          rows,
          counters,
          Latencies.owning(latencies.startDelays()));
    }

    private static List<Long> difference(List<Long> now, List<Long> before) {
      return IntStream.range(0, now.size())
          .mapToObj(i -> now.get(i) - (i < before.size() ? before.get(i) : 0))
          .toList();
    }
  }

  /**
   * Makes room.
   *
   * @param workers how many record
   * @param types how many types of transactions there are
   * @param kinds how many kinds of statements
   * @param openLoop whether transactions may start later than they are meant to; service times are
   *     recorded apart then
   */
  public PhaseRecorder(int workers, int types, int kinds, boolean openLoop) {
    this.workers =
        IntStream.range(0, workers)
            .mapToObj(worker -> new WorkerRecorder(types, kinds, openLoop))
            .toList();
    this.types = types;
    this.kinds = kinds;
    this.openLoop = openLoop;
    this.total = Drained.nothing(types, openLoop);
    this.before = count();
  }

  /** Returns the recorder of a worker, from 0. */
  public WorkerRecorder worker(int number) {
    return workers.get(number);
  }

  /** Returns what has been recorded since the last call. */
  public Tally flip() {
    Drained drained = Drained.nothing(types, openLoop);
    workers.forEach(drained::drain);
    total.add(drained);
    Count now = count();
    Count difference = now.minus(before);
    before = now;
    return difference.with(drained);
  }

  /** Returns the counts of all types together up to now. */
  public Counts counts() {
    return Counts.sum(count().types());
  }

  /** Returns everything that calls of {@link #flip} have returned so far. */
  public Tally total() {
    return before.with(total.copy());
  }

  private Count count() {
    return new Count(
        IntStream.range(0, types)
            .mapToObj(
                type -> Counts.sum(workers.stream().map(worker -> worker.counts(type)).toList()))
            .toList(),
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
}
