package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seed alone decides which transactions with which arguments each worker runs. */
class ReproducibilityTest {

  private static final RunPlan PLAN =
      RunPlan.of("trace").schema("trace_test").workers(4).transactions(2_000).seed(7);

  private final TracePlugin plugin = new TracePlugin();
  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(plugin)));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS trace_test CASCADE");
  }

  private Map<Integer, List<String>> traced(RunPlan plan) {
    assertThat(db.run(plan).counts().committed()).isEqualTo(2_000);
    return plugin.take();
  }

  @Test
  void theSameSeedGivesTheSameTransactionsToEachWorker() {
    Map<Integer, List<String>> first = traced(PLAN);
    assertThat(first).hasSize(4);
    // 500 were run by each, and one more was drawn before the worker saw that it was enough
    assertThat(first.values()).allSatisfy(of -> assertThat(of).hasSizeBetween(500, 501));
    assertThat(first.get(0)).isNotEqualTo(first.get(1));
    assertThat(traced(PLAN)).isEqualTo(first);
  }

  @Test
  void anotherSeedGivesOthers() {
    Map<Integer, List<String>> first = traced(PLAN);
    Map<Integer, List<String>> other = traced(PLAN.seed(8));
    assertThat(other.keySet())
        .allSatisfy(worker -> assertThat(other.get(worker)).isNotEqualTo(first.get(worker)));
  }

  @Test
  void triesDoNotChangeTheSequence() {
    Map<Integer, List<String>> alone = traced(PLAN);
    RunPlan contended =
        PLAN.parameter("contended", "true").isolation(Isolation.REPEATABLE_READ).maxTries(1_000);
    RunResult result = db.run(contended);
    assertThat(result.counts().committed()).isEqualTo(2_000);
    assertThat(result.counts().retries()).isPositive();
    assertThat(plugin.take()).isEqualTo(alone);
  }

  @Test
  void pausesDoNotChangeTheSequence() {
    Pause pause = new Pause.Uniform(Duration.ZERO, Duration.ofMillis(2));
    assertThat(traced(PLAN.thinkTime(pause))).isEqualTo(traced(PLAN));
  }
}
