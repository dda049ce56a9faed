/*
 * Example 1: a load test in a test suite.
 *
 * You learn how to
 *   - start a real PostgreSQL for your tests,
 *   - say what is to be run, and run it,
 *   - let the test fail when the result is not good enough.
 *
 * The workload is the built-in "simple". Your own is used in the same way: see example 2.
 */
package io.stormdb.examples.example01;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LoadInATestSuiteTest {

  // started once for all tests of this class; its data is gone when it is closed
  @AutoClose
  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "128MB"));

  private static DataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(SERVER.jdbcUrl());
    dataSource.setUser(SERVER.user());
    dataSource.setPassword(SERVER.password());
    return dataSource;
  }

  @Test
  void readsAndWritesStayUnderHalfASecond() {
    RunPlan plan =
        RunPlan.of("simple")
            .scale(10)
            .parameter("read_ratio", "0.9")
            .workers(4)
            .warmup(ofSeconds(1))
            .duration(ofSeconds(2));

    RunResult result = StormDb.run(plan, dataSource());

    // first of all: was the load what was asked for?
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded()).isEmpty();
    assertThat(result.errors()).isEmpty();
    // only then: how fast was it?
    assertThat(result.latencies().percentile(99).orElseThrow()).isLessThan(ofMillis(500));
    assertThat(result.tps().orElseThrow()).isGreaterThan(50);
  }

  @Test
  void afterSomeThousandWritesTheDataIsStillSound() {
    // a number of transactions instead of a duration: the test is as long as it takes
    RunPlan plan =
        RunPlan.of("simple_write")
            .schema("write_test")
            .scale(1)
            .parameter("keys", "zipfian")
            .workers(8)
            .transactions(2_000)
            .verify(true);

    RunResult result = StormDb.run(plan, dataSource());

    assertThat(result.counts().committed()).isEqualTo(2_000);
    assertThat(result.isDataViolated()).isFalse();
    // drops what the workload has created in that schema, and nothing else
    StormDb.on(dataSource()).cleanup(plan);
  }
}
