package io.stormdb.metrics;

import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Latencies of some time: histograms by type of transaction, and those of delays and waits.
 *
 * @param successful response times
 * @param serviceTimes the very same list where the two cannot differ
 * @param failed response times
 * @param startDelays of all types
 * @param connectionWaits of all types
 */
record Drained(
    List<Histogram> successful,
    List<Histogram> serviceTimes,
    List<Histogram> failed,
    Histogram startDelays,
    Histogram connectionWaits) {

  /** Returns empty ones; service times are apart from response times where the two can differ. */
  static Drained nothing(int types, boolean apart) {
    List<Histogram> successful = empty(types);
    return new Drained(
        successful,
        apart ? empty(types) : successful,
        empty(types),
        Latencies.emptyHistogram(),
        Latencies.emptyHistogram());
  }

  private static List<Histogram> empty(int types) {
    return IntStream.range(0, types).mapToObj(type -> Latencies.emptyHistogram()).toList();
  }

  /** Moves in what a worker has recorded since it was last asked. */
  void drain(WorkerRecorder worker) {
    forEach(successful, (sum, type) -> worker.drainSuccessful(type, sum));
    if (isApart()) {
      forEach(serviceTimes, (sum, type) -> worker.drainServiceTimes(type, sum));
    }
    forEach(failed, (sum, type) -> worker.drainFailed(type, sum));
    worker.drainStartDelays(startDelays);
    worker.drainConnectionWaits(connectionWaits);
  }

  /** Adds that of another time. */
  void add(Drained other) {
    forEach(successful, (sum, type) -> sum.add(other.successful.get(type)));
    if (isApart()) {
      forEach(serviceTimes, (sum, type) -> sum.add(other.serviceTimes.get(type)));
    }
    forEach(failed, (sum, type) -> sum.add(other.failed.get(type)));
    startDelays.add(other.startDelays);
    connectionWaits.add(other.connectionWaits);
  }

  Drained copy() {
    List<Histogram> copies = copy(successful);
    return new Drained(
        copies,
        isApart() ? copy(serviceTimes) : copies,
        copy(failed),
        startDelays.copy(),
        connectionWaits.copy());
  }

  /** Returns the tally of a type; nobody may change the histograms any more. */
  TypeTally tally(int type, Counts counts) {
    Latencies latencies = Latencies.owning(successful.get(type));
    return new TypeTally(
        counts,
        latencies,
        isApart() ? Latencies.owning(serviceTimes.get(type)) : latencies,
        Latencies.owning(failed.get(type)));
  }

  private boolean isApart() {
    return serviceTimes != successful;
  }

  private static List<Histogram> copy(List<Histogram> histograms) {
    return histograms.stream().map(Histogram::copy).toList();
  }

  private static void forEach(List<Histogram> histograms, ObjIntConsumer<Histogram> action) {
    for (int type = 0; type < histograms.size(); type++) {
      action.accept(histograms.get(type), type);
    }
  }
}
