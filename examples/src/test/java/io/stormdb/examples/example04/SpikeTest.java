/*
 * Example 4, second part: what came of it.
 *
 * You learn where to find the timetable, the start delays and the phases in a result.
 */
package io.stormdb.examples.example04;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import org.junit.jupiter.api.Test;

class SpikeTest {

  @Test
  void everyTransactionOfTheTimetableIsAccountedFor() {
    StormDb db = StormDb.on(ExampleServer.dataSource());

    RunResult result = db.run(Spike.plan().schema("spike_test").scale(1));

    RunResult.OpenLoop timetable = result.openLoop().orElseThrow();
    // 2 s at 100/s, 2 s at 500/s, 1 s on the way from 500/s to 100/s, 1 s at 100/s
    assertThat(timetable.due()).isEqualTo(200 + 1_000 + 300 + 100);
    assertThat(timetable.startDelays().count()).isEqualTo(timetable.due() - timetable.unissued());
    assertThat(result.phases()).hasSize(3);
    assertThat(result.phases().get(1).tps()).isGreaterThan(result.phases().get(0).tps());
    assertThat(result.latencies().max().orElseThrow())
        .isGreaterThanOrEqualTo(result.serviceTimes().max().orElseThrow());
  }
}
