package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Worker;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** What a TPC-C worker does before the time of a transaction starts to count. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChoiceBenchmark {

  private static final int WAREHOUSES = 10;

  private final One worker = new One(0, 1, new Rng(1));
  private final Chooser chooser;
  private final TransactionType.Instance[] instances;
  private final TransactionType.Instance newOrder;

  /** Prepares a worker as the engine does. */
  public ChoiceBenchmark() {
    WorkloadCatalog.Entry tpcc = WorkloadCatalog.load().resolve("tpcc");
    Workload workload = tpcc.create(tpcc.parameters(Map.of()));
    List<TransactionType> types = workload.transactions(new Loaded());
    chooser = Chooser.of(workload.mix(), types, new Rng(2));
    instances =
        types.stream().map(TransactionType::instantiate).toArray(TransactionType.Instance[]::new);
    newOrder =
        types.stream()
            .filter(type -> type.name().equals("new_order"))
            .findFirst()
            .orElseThrow()
            .instantiate();
  }

  /** Choosing alone. */
  @Benchmark
  public int choose() {
    return chooser.next();
  }

  /** Drawing a New-Order: a customer and ten items on average, sorted. */
  @Benchmark
  public long drawNewOrder() {
    newOrder.draw(worker);
    return worker.random.state();
  }

  /** Choosing one of the five and drawing it. */
  @Benchmark
  public long chooseAndDraw() {
    instances[chooser.next()].draw(worker);
    return worker.random.state();
  }

  private record One(int number, int count, Rng random) implements Worker {}

  private record Loaded() implements WorkloadContext {
    @Override
    public LoadedData loaded() {
      return new LoadedData(
          WAREHOUSES, 1, "none", Map.of(), Map.of("c_load", "100"), Instant.EPOCH, 0);
    }

    @Override
    public long seed() {
      return 1;
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Isolation isolation() {
      return Isolation.READ_COMMITTED;
    }
  }
}
