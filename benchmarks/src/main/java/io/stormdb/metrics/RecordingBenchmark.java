package io.stormdb.metrics;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to take down a transaction of five types, with latencies that differ. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecordingBenchmark {

  private static final int TYPES = 5;
  private static final int STATEMENT_KINDS = 5;
  private static final int LATENCIES = 1_024;

  private final WorkerRecorder recorder = new WorkerRecorder(TYPES, STATEMENT_KINDS, false);
  private final long[] latenciesNanos = new long[LATENCIES];
  private int next;

  /** Draws latencies from 0.1 to 10 milliseconds, evenly on a logarithmic scale. */
  public RecordingBenchmark() {
    for (int i = 0; i < LATENCIES; i++) {
      latenciesNanos[i] = (long) (100_000 * Math.pow(100, i * 0.618034 % 1));
    }
  }

  /** A look at the clock, which a worker takes twice a transaction: what to compare with. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** One transaction that committed at the first try. */
  @Benchmark
  public void transaction() {
    int number = next++;
    recorder.transaction(
        Math.floorMod(number, TYPES), Outcome.COMMITTED, 1, latenciesNanos[number & LATENCIES - 1]);
  }

  /** One statement that the server has answered. */
  @Benchmark
  public void statement() {
    recorder.statements(next++ & 3, 1, 10);
  }
}
