package io.stormdb.core;

import io.stormdb.api.Figure;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A run that is made of steps, each measured by itself. What has been measured is kept when a later
 * step fails or somebody ends the run. Belongs to one thread.
 */
final class SteppedRun {

  private final MeasuredRun run;
  private final RunPlan plan;
  private final List<TransactionType> types;
  private final List<Step> steps;
  private final StepRelay relay;
  private final List<StepResult> done = new ArrayList<>();
  private final List<String> degraded = new ArrayList<>();
  private final List<Totals> totals = new ArrayList<>();

  /**
   * A step, and what it needs.
   *
   * @param types the transactions that run
   * @param workers whose connections workers have
   */
  private record Ready(Step step, List<TransactionType> types, Servers workers) {}

  /** How a step is measured. */
  @FunctionalInterface
  interface Measurement {
    /**
     * Measures.
     *
     * @param types that run
     * @param workers whose connections workers have
     * @throws StormDbException if it could not start
     */
    MeasuredRun.Measured of(List<TransactionType> types, Servers workers, RunListener listener)
        throws SQLException;
  }

  /**
   * Prepares.
   *
   * @param types from which each step takes some
   * @param steps at least one
   * @throws StormDbException if plan and steps do not go together
   */
  SteppedRun(MeasuredRun run, List<TransactionType> types, List<Step> steps) {
    this.run = run;
    this.plan = run.target().plan();
    this.types = types;
    this.steps = steps;
    if (!plan.phases().isEmpty() || !(plan.shape() instanceof Shape.Constant)) {
      throw StormDbException.usage(
          "workload '%s' runs in steps, each under the same load; run it without phases and shape"
              .formatted(run.target().type().name()));
    }
    if (plan.connections().readWriteSplit()) {
      throw StormDbException.usage(
          "workload '%s' runs in steps, for which reads cannot be split from writes; run it without the split"
              .formatted(run.target().type().name()));
    }
    if (plan.mix().isPresent() && steps.stream().anyMatch(step -> !step.weights().isEmpty())) {
      throw StormDbException.usage(
          "the plan has a mix, but in workload '%s' steps decide which transactions run; leave the mix out"
              .formatted(run.target().type().name()));
    }
    if (steps.stream().map(Step::name).distinct().count() < steps.size()) {
      throw new IllegalStateException("two steps of the workload have the same name: " + steps);
    }
    this.relay =
        new StepRelay(
            run.listener(),
            StepSum.typeNames(types),
            plan.end().duration().map(plan.warmup()::plus).orElse(Duration.ZERO));
  }

  /**
   * Runs the steps.
   *
   * @throws StormDbException if not even the first could start
   */
  StepSum run(Measurement measurement) {
    // before the first one runs: what cannot be had must not be found out at the end
    List<Ready> ready = new ArrayList<>();
    for (Step step : steps) {
      ready.add(
          new Ready(
              step,
              chosen(step),
              run.poolers().servers().with(step.driverProperties(), step.name())));
    }
    run.listener().steps(plan, steps);
    for (int i = 0; i < ready.size() && !run.cancellation().isCancelled(); i++) {
      String problem = run(ready.get(i), i + 1, measurement);
      if (problem != null && !run.cancellation().isCancelled()) {
        degrade(problem);
      }
      if (problem != null || done.get(i).result().status() != RunResult.Status.COMPLETED) {
        break;
      }
    }
    if (done.isEmpty()) {
      throw StormDbException.failure("the run was interrupted before its first step", null);
    }
    if (done.size() < steps.size()) {
      degrade(
          "%d of %d steps were not run, the first of them '%s'"
              .formatted(steps.size() - done.size(), steps.size(), steps.get(done.size()).name()));
    }
    run.listener().ended();
    return new StepSum(
        steps.size(), StepSum.typeNames(types), done, degraded, run.cancellation().isCancelled());
  }

  /**
   * Returns what the steps that ran came to together.
   *
   * @param whole the run as a whole
   */
  Totals totals(RunResult whole) {
    return Totals.together(whole, totals);
  }

  /** Returns why the step could not run, or {@code null} if it has. */
  private @Nullable String run(Ready ready, int number, Measurement measurement) {
    Step step = ready.step();
    try {
      prepare(step);
      relay.begin(number, step, steps.size() - number);
      MeasuredRun.Measured measured = measurement.of(ready.types(), ready.workers(), relay);
      totals.add(measured.totals());
      done.add(
          new StepResult(
              step.name(),
              step.attributes(),
              relay.offset(),
              observe(step, measured.totals()),
              measured.result()));
      return null;
    } catch (SQLException | StormDbException e) {
      String problem = "step '%s' could not be run: %s".formatted(step.name(), Database.message(e));
      if (done.isEmpty() && !run.cancellation().isCancelled()) {
        throw StormDbException.failure(problem, e);
      }
      return problem;
    }
  }

  @SuppressWarnings("try") // the registration only has to end
  private void prepare(Step step) throws SQLException {
    try (Connection connection = database().open(run.target().dataset().name(), "stormdb:step");
        Cancellation.Registration ignored =
            run.cancellation().onCancel(() -> cancelQuery(connection))) {
      step.preparation().prepare(connection);
    }
  }

  private static void cancelQuery(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      // nothing to cancel any more: the run ends before the step, as it is meant to
      return;
    }
  }

  /** What was measured must not be lost because it cannot be looked at. */
  private List<Figure> observe(Step step, RunTotals ofStep) {
    try (Connection connection = database().open(run.target().dataset().name(), "stormdb:step")) {
      return step.observation().observe(connection, ofStep);
    } catch (SQLException | RuntimeException e) {
      degrade(
          "step '%s' could not be looked at afterwards: %s"
              .formatted(step.name(), Database.message(e)));
      return List.of();
    }
  }

  private List<TransactionType> chosen(Step step) {
    if (step.weights().isEmpty()) {
      return run.wanted(types);
    }
    List<String> names = types.stream().map(TransactionType::name).toList();
    for (String name : step.weights().keySet()) {
      if (!names.contains(name)) {
        throw StormDbException.usage(
            "step '%s' has a weight for transaction '%s'; there are: %s"
                .formatted(step.name(), name, String.join(", ", names)));
      }
    }
    return types.stream()
        .filter(type -> step.weights().containsKey(type.name()))
        .map(type -> type.weight(step.weights().getOrDefault(type.name(), 0.0)))
        .toList();
  }

  private void degrade(String reason) {
    degraded.add(reason);
    run.listener().degraded(reason);
  }

  private Database database() {
    return run.target().dataset().database();
  }
}
