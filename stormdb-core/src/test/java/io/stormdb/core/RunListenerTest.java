package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run tells those who watch it, and when. */
class RunListenerTest {

  private static final RunPlan PLAN = RunPlan.of("bank").schema("listener_test").workers(2);

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new BankPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS listener_test CASCADE");
  }

  /** Writes down what it is told, in that order. */
  private static class Heard implements RunListener {

    final List<String> events = new ArrayList<>();

    @Override
    public void started(RunPlan plan) {
      events.add("started");
    }

    @Override
    public void measuring() {
      events.add("measuring");
    }

    @Override
    public void interval(
        Duration start, Duration length, boolean measured, Tally tally, Duration left) {
      events.add(measured ? "measured" : "warm-up");
    }

    @Override
    public void ended() {
      events.add("ended");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, started measuring measured ended",
    "300, started warm-up measuring measured ended"
  })
  void theMeasuredPartIsAnnouncedWhenItBegins(int warmupMillis, String told) {
    Heard heard = new Heard();
    db.listen(heard)
        .run(
            PLAN.warmup(Duration.ofMillis(warmupMillis))
                .duration(Duration.ofMillis(500))
                .interval(Duration.ofSeconds(1)));
    assertThat(String.join(" ", heard.events)).isEqualTo(told);
  }

  @Test
  void aRunThatIsCancelledInItsWarmUpNeverMeasures() {
    Cancellation cancellation = new Cancellation();
    Heard heard =
        new Heard() {
          @Override
          public void interval(
              Duration start, Duration length, boolean measured, Tally tally, Duration left) {
            super.interval(start, length, measured, tally, left);
            cancellation.cancel();
          }
        };
    db.cancelledBy(cancellation)
        .listen(heard)
        .run(PLAN.warmup(Duration.ofHours(1)).interval(Duration.ofMillis(100)));
    assertThat(heard.events).containsExactly("started", "warm-up", "warm-up", "ended");
  }

  @Test
  void theEndIsToldWhenNoWorkerIsConnectedAndTheChecksAreStillToCome() {
    List<String> connected = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void ended() {
            connected.addAll(connectedWorkers());
            TestServer.execute(
                "UPDATE listener_test.account SET balance = balance + 1 WHERE id = 1");
          }
        };
    RunResult result = db.listen(listener).run(PLAN.transactions(100).verify(true));
    assertThat(connected).isEmpty();
    assertThat(result.isDataViolated()).isTrue();
    db.rebuild(PLAN);
  }

  @Test
  void whatWorkersHaveRunIsToldBeforeTheEndWhetherOrNotItWasTimed() {
    List<String> told = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void ran(String schema, Collection<Sql> statements) {
            told.add(schema);
            statements.stream().map(Sql::name).sorted().forEach(told::add);
          }

          @Override
          public void ended() {
            told.add("ended");
          }
        };
    db.listen(listener).run(PLAN.transactions(200));
    assertThat(told).containsExactly("listener_test", "balance", "deposit", "withdraw", "ended");
  }

  /** Returns those that stay: a session ends a moment after its connection was closed. */
  private static List<String> connectedWorkers() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    List<String> connected;
    do {
      connected =
          TestServer.strings(
              "SELECT application_name FROM pg_stat_activity"
                  + " WHERE application_name ~ '^stormdb:[0-9a-f]{8}$'");
    } while (!connected.isEmpty() && System.nanoTime() - deadline < 0);
    return connected;
  }
}
