package io.stormdb.examples.example10;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.CheckResult;
import io.stormdb.core.Connections;
import io.stormdb.core.Driver;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import io.stormdb.metrics.Counts;
import org.junit.jupiter.api.Test;

class MetersTest {

  private static final RunPlan PLAN =
      RunPlan.of("meters").workers(8).verify(true).transactions(2_000);

  private final StormDb db = StormDb.on(ExampleServer.throughChannels());

  @Test
  void theSameHappensWithoutAndWithTheDriver() {
    db.rebuild(PLAN);
    RunResult direct = db.run(PLAN);
    RunResult jdbc = db.run(PLAN.connections(Connections.persistent().driver(Driver.JDBC)));

    assertThat(direct.connections().direct()).isTrue();
    assertThat(jdbc.connections().direct()).isFalse();
    for (RunResult result : new RunResult[] {direct, jdbc}) {
      assertThat(result.counts()).isEqualTo(new Counts(2_000, 0, 0, 0));
      assertThat(result.checks()).extracting(CheckResult::name).containsExactly("sums");
      assertThat(result.isDataViolated()).isFalse();
    }
    assertThat(direct.statementCount()).isEqualTo(jdbc.statementCount());
  }
}
