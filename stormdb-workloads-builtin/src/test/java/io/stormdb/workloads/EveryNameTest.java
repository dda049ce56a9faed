package io.stormdb.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.StatementKind;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each name and alias for some seconds, and whether what is reported is what the server counted.
 */
class EveryNameTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());

  private static long changedRows(String schema) {
    return TestServer.number(
        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables"
            + " WHERE relname <> 'stormdb_marker' AND schemaname = '"
            + schema
            + "'");
  }

  private static long committed(RunResult result, String name) {
    return result.transactions().stream()
        .filter(type -> type.name().equals(name))
        .mapToLong(type -> type.counts().committed())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simple",
        "mixed",
        "simple_read",
        "read",
        "simple_write",
        "write",
        "connection",
        "simple_connection",
        "connection_overhead",
        "tpcc",
        "bulk_insert"
      })
  void runsWithoutErrorsAndReportsTheRowsThatTheServerHas(String name) {
    String schema = "every_" + name;
    RunPlan plan =
        RunPlan.of(name)
            .schema(schema)
            .scale(1)
            .workers(4)
            .parameters(
                name.equals("bulk_insert")
                    ? Map.of("batch_sizes", "100", "ring_buffer_size", "2000")
                    : Map.of())
            .warmup(Duration.ZERO)
            .duration(Duration.ofSeconds(name.equals("bulk_insert") ? 1 : 2))
            .verify(true);
    DB.rebuild(plan);
    long before = changedRows(schema);

    RunResult result = DB.run(plan);

    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.counts().committed()).isPositive();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks())
        .isNotEmpty()
        .extracting(CheckResult::verdict)
        .doesNotContain(Verdict.FAIL);
    long reported =
        Stream.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE)
            .map(kind -> result.statements().get(kind))
            .mapToLong(RunResult.Statements::rows)
            .sum();
    long changed = changedRows(schema) - before;
    if (name.equals("tpcc")) {
      // its statements change several tables each, and the server tells the rows of one of them
      assertThat(TestServer.number(schema, "SELECT count(*) FROM orders") - 30_000)
          .isEqualTo(committed(result, "new_order"));
    } else {
      assertThat(result.statements().get(StatementKind.COMPOUND).count()).isZero();
      assertThat(changed).isEqualTo(reported);
    }
    DB.cleanup(plan);
  }
}
