package io.stormdb.examples.example08;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StepResult;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import org.junit.jupiter.api.Test;

class ParcelShelfTest {

  @Test
  void measuresBothWaysByThemselvesAndFindsOneFaster() {
    RunResult result =
        StormDb.run(RunPlan.of("parcels").workers(1).transactions(200), ExampleServer.dataSource());
    assertThat(result.steps().done())
        .extracting(StepResult::name)
        .containsExactly("one_by_one", "all_at_once");
    assertThat(result.counters()).containsEntry("parcels_put", 2L * 200 * ParcelShelf.PARCELS);
    StepResult slow = result.steps().done().get(0);
    StepResult fast = result.steps().done().get(1);
    // a round trip for each parcel, and one for all of them
    assertThat(slow.result().statementCount()).isEqualTo(200 * ParcelShelf.PARCELS);
    assertThat(fast.result().statementCount()).isEqualTo(200);
    assertThat(result.steps().relativeSpeed(fast)).hasValue(1.0);
    assertThat(result.steps().relativeSpeed(slow).orElseThrow()).isLessThan(0.8);
  }
}
