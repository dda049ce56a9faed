package io.stormdb.workloads.tpcc;

import io.stormdb.api.Rng;
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

/** What it costs to draw the number of an item. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NuRandBenchmark {

  private final Rng random = new Rng(1);
  private final NuRand items = NuRand.item(1_234);

  /** An even draw, of which a non-uniform one takes two: what to compare with. */
  @Benchmark
  public int uniform() {
    return random.between(1, Cardinality.ITEMS);
  }

  /** A draw by clause 2.1.6. */
  @Benchmark
  public int nonUniform() {
    return items.draw(random);
  }
}
