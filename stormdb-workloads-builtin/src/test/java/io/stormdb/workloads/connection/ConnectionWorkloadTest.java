package io.stormdb.workloads.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.StatementKind;
import io.stormdb.core.CheckResult;
import io.stormdb.core.Connections;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionWorkloadTest {

  private static final String SCHEMA = "connection_workload_test";
  private static final RunPlan PLAN =
      RunPlan.of("connection").schema(SCHEMA).workers(4).transactions(4_000).verify(true);

  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(WorkloadCatalog.of(List.of(new ConnectionPlugin())));

  @BeforeEach
  void startWithout() {
    TestServer.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
  }

  private static long committed(RunResult result, String type) {
    return result.transactions().stream()
        .filter(transactions -> transactions.name().equals(type))
        .mapToLong(transactions -> transactions.counts().committed())
        .sum();
  }

  @Test
  void doesWhatItSaysInTheMixThatItSays() {
    RunResult result = db.run(PLAN);
    assertThat(result.errors()).isEmpty();
    assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    assertThat(result.counts().committed()).isEqualTo(4_000);
    assertShare(committed(result, "select"), 0.60);
    assertShare(committed(result, "insert"), 0.20);
    assertShare(committed(result, "update"), 0.15);
    assertShare(committed(result, "delete"), 0.05);
    long deleted = result.statements().get(StatementKind.DELETE).rows();
    assertThat(TestServer.number(SCHEMA, "SELECT count(*) FROM connection_test"))
        .isEqualTo(1_000 + committed(result, "insert") - deleted);
    // at first there may be nothing to delete
    assertThat(deleted).isBetween(committed(result, "delete") - 50, committed(result, "delete"));
  }

  private static void assertShare(long count, double share) {
    double tolerance = 5 * Math.sqrt(share * (1 - share) / 4_000);
    assertThat(count / 4_000.0).isBetween(share - tolerance, share + tolerance);
  }

  @Test
  void comparesConnectionsUnlessAModeIsNamed() {
    RunPlan plan = PLAN.verify(false).transactions(40);
    RunResult usual = db.run(plan);
    assertThat(usual.plan().connections().mode()).isEqualTo(new Connections.Mixed());
    assertThat(usual.connections().halves()).hasSize(2);
    RunResult named = db.run(plan.connections(Connections.persistent()));
    assertThat(named.plan().connections().mode()).isEqualTo(new Connections.Persistent());
    assertThat(named.connections().halves()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void hasThousandRowsAUnitOfScale(int scale) {
    db.load(PLAN.scale(scale));
    assertThat(
            TestServer.string(
                SCHEMA,
                "SELECT concat_ws(' ', count(*), min(id), max(id), min(value) >= 1,"
                    + " max(value) <= 1000) FROM connection_test"))
        .isEqualTo("%1$d 1 %1$d t t".formatted(1_000 * scale));
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple_connection", "connection_overhead"})
  void goesByItsOtherNames(String alias) {
    RunResult result = db.run(RunPlan.of(alias).schema(SCHEMA).workers(2).transactions(100));
    assertThat(result.workload()).isEqualTo("connection");
    assertThat(result.counts().committed()).isEqualTo(100);
  }
}
