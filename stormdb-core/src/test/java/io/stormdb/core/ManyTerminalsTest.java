package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Pause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users who mostly think need few connections and little of a machine, however many they are. */
class ManyTerminalsTest {

  @Test
  void thousandsShareAFewConnections() {
    StormDb db =
        StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new BankPlugin())));
    TestServer.execute("DROP SCHEMA IF EXISTS terminals_test CASCADE");
    RunPlan plan =
        RunPlan.of("bank")
            .schema("terminals_test")
            .workers(2_000)
            .connections(Connections.pooled(16))
            .thinkTime(new Pause.Exponential(Duration.ofSeconds(2), 10))
            .duration(Duration.ofSeconds(6))
            .verify(true);

    RunResult result = db.run(plan);

    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded()).isEmpty();
    assertThat(result.counts().failed()).isZero();
    // everybody begins with one, and comes back every 2 s on average, unless the machine is busy
    assertThat(result.counts().committed()).isBetween(2_000L, 2_000L + 7_000);
    assertThat(result.checks()).extracting(CheckResult::verdict).containsExactly(Verdict.PASS);
  }
}
