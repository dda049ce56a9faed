/*
 * Example 5: what do eight workers lose that share two connections?
 *
 * You learn how to ask for a pool.
 */
package io.stormdb.examples.example05;

import io.stormdb.core.Connections;
import io.stormdb.core.RunPlan;
import java.time.Duration;

/** Four workers a connection. */
final class SmallPool {

  private SmallPool() {}

  static RunPlan plan() {
    return RunPlan.of("bank")
        .workers(8)
        .transactions(2_000)
        .connections(Connections.pooled(2).timeout(Duration.ofSeconds(5)));
  }
}
