package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Figure;
import io.stormdb.api.StatementKind;
import io.stormdb.api.Step;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Tally;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A run that is made of steps, each measured by itself. */
class SteppedRunTest {

  private static final RunPlan PLAN =
      RunPlan.of("ladder")
          .schema("stepped_run_test")
          .workers(2)
          .duration(Duration.ofMillis(600))
          .interval(Duration.ofMillis(200));

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new LadderPlugin())));

  @BeforeEach
  void startWithout() {
    TestServer.execute("DROP SCHEMA IF EXISTS stepped_run_test CASCADE");
  }

  private static List<String> names(RunResult result) {
    return result.steps().done().stream().map(StepResult::name).toList();
  }

  /** Writes down what it is told, in that order. */
  private static class Heard implements RunListener {
    final List<String> events = new ArrayList<>();
    final List<Duration> starts = new ArrayList<>();
    final List<Duration> left = new ArrayList<>();
    final List<Integer> types = new ArrayList<>();

    @Override
    public void steps(RunPlan plan, List<Step> steps) {
      events.add(steps.size() + " steps");
    }

    @Override
    public void step(int number, Step step) {
      events.add(number + " " + step.name());
    }

    @Override
    public void started(RunPlan plan) {
      events.add("started");
    }

    @Override
    public void transactions(Instant started, List<String> names) {
      events.add(String.join("+", names));
    }

    @Override
    public void measuring() {
      events.add("measuring");
    }

    @Override
    public void interval(
        Duration start, Duration length, boolean measured, Tally tally, Duration remaining) {
      starts.add(start);
      left.add(remaining);
      types.add(tally.types().size());
    }

    @Override
    public void degraded(String reason) {
      events.add(reason);
    }

    @Override
    public void judged(ClientHealth client) {
      events.add("judged");
    }

    @Override
    public void ended() {
      events.add("ended");
    }
  }

  @Nested
  class ARunToItsEnd {

    @Test
    void measuresEachStepByItselfAndTellsOfThemAsOfOneRun() {
      Heard heard = new Heard();
      RunResult result = db.listen(heard).run(PLAN.warmup(Duration.ofMillis(200)));
      assertThat(heard.events)
          .containsExactly(
              "3 steps",
              "1 climbing",
              "started",
              "climb+rest",
              "measuring",
              "2 resting",
              "3 both",
              "ended",
              "judged");
      assertThat(heard.types).containsOnly(2);
      assertThat(heard.starts).isSorted().doesNotHaveDuplicates();
      // after the first interval of three steps of 800 ms, which ends with its step at the latest
      assertThat(heard.left.get(0)).isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_300));
      assertThat(heard.left.get(heard.left.size() - 1)).isZero();
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.degraded()).isEmpty();
      assertThat(names(result)).containsExactly("climbing", "resting", "both");
      for (StepResult step : result.steps().done()) {
        assertThat(step.result().measured()).isEqualTo(Duration.ofMillis(600));
        assertThat(step.result().warmup()).isEqualTo(Duration.ofMillis(200));
        assertThat(step.result().runId()).isEqualTo(result.runId());
      }
    }

    @Test
    void addsUpWhatTheStepsMeasured() {
      RunResult result = db.run(PLAN);
      List<RunResult> steps = result.steps().done().stream().map(StepResult::result).toList();
      assertThat(result.measured()).isEqualTo(Duration.ofMillis(1_800));
      assertThat(result.counts())
          .isEqualTo(Counts.sum(steps.stream().map(RunResult::counts).toList()));
      assertThat(result.latencies().count()).isEqualTo(result.counts().total());
      assertThat(result.latencies().max())
          .isEqualTo(
              steps.stream()
                  .flatMap(step -> step.latencies().max().stream())
                  .max(Duration::compareTo));
      assertThat(result.tps().orElseThrow())
          .isCloseTo(result.counts().successful() / 1.8, within(1e-6));
      assertThat(result.statements().get(StatementKind.INSERT).rows())
          .isEqualTo(result.counters().get("rungs"))
          .isEqualTo(result.measures().get("height").values().count());
      assertThat(result.details().workers().stream().mapToLong(w -> w.counts().total()).sum())
          .isEqualTo(result.counts().total());
      assertThat(result.intervals()).hasSize(result.details().intervals().size());
      assertThat(result.intervals().stream().mapToLong(i -> i.counts().total()).sum())
          .isEqualTo(result.counts().total());
      assertThat(result.intervals()).extracting(RunResult.Interval::start).isSorted();
      assertThat(result.transactions())
          .extracting(RunResult.Transactions::name)
          .containsExactly("climb", "rest");
      assertThat(result.connections().opened()).isEqualTo(6);
      assertThat(result.latencyRanges()).isEmpty();
    }

    @Test
    void keepsTheOrderOfTypesInEveryInterval() {
      RunResult result =
          db.run(PLAN.detail(new Detail(true, true, true, false)).duration(Duration.ofMillis(200)));
      assertThat(result.details().intervals()).isNotEmpty();
      Counts[] sums = {Counts.ZERO, Counts.ZERO};
      for (Details.Piece piece : result.details().intervals()) {
        assertThat(piece.types()).hasSize(2);
        sums[0] = sums[0].plus(piece.types().get(0).counts());
        sums[1] = sums[1].plus(piece.types().get(1).counts());
      }
      assertThat(result.transactions())
          .extracting(RunResult.Transactions::counts)
          .containsExactly(sums);
      assertThat(result.details().statements())
          .extracting(Details.OfStatement::name)
          .containsExactlyInAnyOrder("climb", "rest");
    }

    @Test
    void runsOnlyTheTransactionsOfTheStepOnWhatItsPreparationLeft() {
      RunResult result = db.run(PLAN.transactions(40));
      assertThat(result.steps().done().get(0).result().transactions())
          .extracting(RunResult.Transactions::name)
          .containsExactly("climb");
      assertThat(result.steps().done().get(1).result().transactions())
          .extracting(RunResult.Transactions::name)
          .containsExactly("rest");
      // what was in the table after each step, and what was reported of it
      long climbedInBoth =
          result.steps().done().get(2).result().transactions().get(0).counts().committed();
      assertThat(result.steps().conclusions())
          .containsExactly("40 of 40", "0 of 0", "%1$d of %1$d".formatted(climbedInBoth));
      assertThat(result.steps().done().get(0).attributes()).isEqualTo(Map.of("where", "up"));
      assertThat(result.steps().done().get(1).figures())
          .containsExactly(Figure.speed("m/s", 40), Figure.of("rungs", 0));
      assertThat(result.steps().relativeSpeed(result.steps().done().get(0))).hasValue(0.25);
      assertThat(result.steps().relativeSpeed(result.steps().done().get(1))).hasValue(1.0);
    }
  }

  @Nested
  class ARunThatEndsEarly {

    @Test
    void keepsWhatWasMeasuredWhenSomebodyEndsIt() {
      Cancellation cancellation = new Cancellation();
      RunListener ending =
          new RunListener() {
            private int current;

            @Override
            public void step(int number, Step step) {
              current = number;
            }

            @Override
            public void interval(
                Duration start, Duration length, boolean measured, Tally tally, Duration left) {
              if (current == 2) {
                cancellation.cancel();
              }
            }
          };
      // steps that are long enough to be cancelled in their midst by a thread that is held up
      RunPlan plan = PLAN.duration(Duration.ofMillis(1_500)).verify(true);
      RunResult result = db.cancelledBy(cancellation).listen(ending).run(plan);
      assertThat(result.status()).isEqualTo(RunResult.Status.INTERRUPTED);
      assertThat(names(result)).containsExactly("climbing", "resting");
      assertThat(result.steps().planned()).isEqualTo(3);
      assertThat(result.steps().done().get(0).result().status())
          .isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.steps().done().get(1).result().status())
          .isEqualTo(RunResult.Status.INTERRUPTED);
      assertThat(result.measured()).isBetween(Duration.ofMillis(1_700), Duration.ofMillis(2_999));
      assertThat(result.degraded())
          .containsExactly("1 of 3 steps were not run, the first of them 'both'");
    }

    @Test
    void keepsWhatWasMeasuredWhenALaterStepCannotBePrepared() {
      RunResult result = db.run(PLAN.transactions(10).parameter("trouble", "preparation"));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(names(result)).containsExactly("climbing");
      assertThat(result.counts().committed()).isEqualTo(10);
      assertThat(result.degraded())
          .containsExactly(
              "step 'resting' could not be run: ERROR: relation \"stair\" does not exist",
              "2 of 3 steps were not run, the first of them 'resting'");
    }

    @Test
    void keepsWhatWasMeasuredWhenALaterStepFails() {
      RunResult result = db.run(PLAN.transactions(10).parameter("trouble", "transaction"));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(names(result)).containsExactly("climbing", "resting");
      assertThat(result.steps().done().get(0).result().counts().committed()).isEqualTo(10);
      assertThat(result.degraded().get(0))
          .startsWith("step 'resting': ")
          .contains("the ladder fell");
      assertThat(result.degraded()).endsWith("1 of 3 steps were not run, the first of them 'both'");
    }

    @Test
    void isRefusedIfNotEvenTheFirstStepCanBePrepared() {
      assertThatThrownBy(
              () -> db.run(PLAN.transactions(10).parameter("trouble", "first-preparation")))
          .isInstanceOf(StormDbException.class)
          .hasMessage("step 'climbing' could not be run: ERROR: relation \"stair\" does not exist");
    }

    @Test
    void goesOnWhenAStepCannotBeLookedAtAndSaysSo() {
      RunResult result = db.run(PLAN.transactions(10).parameter("trouble", "observation"));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(names(result)).hasSize(3);
      assertThat(result.steps().done().get(1).figures()).isEmpty();
      assertThat(result.degraded())
          .containsExactly("step 'resting' could not be looked at afterwards: too dark to see");
    }
  }

  @Nested
  class ARunIsRefused {

    @Test
    void ifAStepNamesATransactionThatThereIsNot() {
      assertThatThrownBy(() -> db.run(PLAN.parameter("trouble", "name")))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "step 'resting' has a weight for transaction 'sleep'; there are: climb, rest");
    }

    @Test
    void ifThePlanHasAMixOfItsOwn() {
      assertThatThrownBy(() -> db.run(PLAN.mix(MixWeights.parse("climb=1"))))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "the plan has a mix, but in workload 'ladder' steps decide which transactions run;"
                  + " leave the mix out");
    }

    @Test
    void ifTheLoadWouldChangeWithinAStep() {
      assertThatThrownBy(
              () ->
                  db.run(
                      PLAN.phases(
                          List.of(
                              Phase.of(Duration.ofSeconds(1)), Phase.of(Duration.ofSeconds(1))))))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "workload 'ladder' runs in steps, each under the same load; run it without phases and"
                  + " shape");
    }

    @Test
    void whileAnotherWorksInTheSameSchema() throws SQLException {
      db.run(PLAN.transactions(1));
      try (Connection other = TestServer.dataSource().getConnection()) {
        SchemaLock.SHARED.acquire(other, "stepped_run_test");
        assertThatThrownBy(() -> db.run(PLAN.transactions(1)))
            .isInstanceOf(StormDbException.class)
            .hasMessage(
                "schema stepped_run_test is being used by another StormDB; wait for it to end, or"
                    + " name another schema with 'schema'");
        SchemaLock.SHARED.release(other, "stepped_run_test");
      }
      assertThat(db.run(PLAN.transactions(1)).status()).isEqualTo(RunResult.Status.COMPLETED);
    }

    @Test
    void ifItsConnectionsCannotHaveThePropertiesThatAStepNeeds() {
      StormDb foreign =
          StormDb.on(new Foreign(TestServer.dataSource()))
              .catalog(WorkloadCatalog.of(List.of(new LadderPlugin())));
      assertThatThrownBy(() -> foreign.run(PLAN.parameter("trouble", "driver")))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "step 'resting' needs connections with the driver's {reWriteBatchedInserts=true}, which"
                  + " can only be set on a PGSimpleDataSource, and the data source is a "
                  + Foreign.class.getName()
                  + "; give a PGSimpleDataSource, or leave the step out");
      assertThat(db.run(PLAN.transactions(1).parameter("trouble", "driver")).status())
          .isEqualTo(RunResult.Status.COMPLETED);
    }
  }

  /** A data source of somebody else, who does not let anybody look inside. */
  private record Foreign(DataSource real) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return real.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return real.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger("foreign");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("not a " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
