/*
 * Example 5, second part: what came of it.
 *
 * You learn where to find the wait for a connection, and how busy the pool was.
 */
package io.stormdb.examples.example05;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import org.junit.jupiter.api.Test;

class SmallPoolTest {

  @Test
  void mostOfTheLatencyIsTheWaitForAConnection() {
    StormDb db = StormDb.on(ExampleServer.dataSource());

    RunResult result = db.run(SmallPool.plan().schema("pool_test").scale(1));

    ConnectionFigures connections = result.connections();
    assertThat(connections.opened()).isEqualTo(2);
    assertThat(connections.waits().count()).isEqualTo(2_000);
    assertThat(connections.waits().mean().orElseThrow())
        .isGreaterThan(result.serviceTimes().mean().orElseThrow());
    double busy = connections.pool().orElseThrow().utilisation(result.measured()).orElseThrow();
    assertThat(busy).isGreaterThan(0.3);
  }
}
