package io.stormdb.core;

import io.stormdb.api.LoadedData;
import io.stormdb.api.SessionType;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.WorkloadContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One run on data that is there: from the first look at the server to the result.
 *
 * @param target what runs, and on what
 * @param data what is known of the data
 * @param poolers where, and through what
 * @param listener watches
 * @param cancellation ends it early
 */
record MeasuredRun(
    Target target,
    LoadedData data,
    Poolers poolers,
    RunListener listener,
    Cancellation cancellation) {

  /**
   * Runs.
   *
   * @param control for questions before the run
   * @throws StormDbException if the run could not start
   */
  RunResult run(Control control) throws SQLException {
    requireScale();
    WorkloadContext context = target.contextOf(data);
    List<TransactionType> types = control.ask(connection -> transactions(context, connection));
    List<Step> steps = steps(context);
    String runId = UUID.randomUUID().toString().substring(0, 8);
    Environment environment =
        control.ask(
            connection ->
                EnvironmentProbe.probe(
                    connection,
                    database().url(),
                    target.source().identity(),
                    target.workload().sessionSettings()));
    if (steps.isEmpty()) {
      runBegins(control);
      Optional<RunningChecks> checks =
          target.plan().verifyEvery().map(every -> new RunningChecks(judgement(), every));
      Measured whole;
      try {
        checks.ifPresent(RunningChecks::start);
        whole =
            measure(
                control, runId, environment, context, wanted(types), poolers.servers(), listener);
      } finally {
        checks.ifPresent(RunningChecks::close);
      }
      whole.result().client().ifPresent(listener::judged);
      return judgement()
          .of(
              whole.result(),
              context,
              whole.totals(),
              List.of(),
              checks.map(RunningChecks::results).orElse(List.of()));
    }
    if (target.plan().verifyEvery().isPresent()) {
      throw StormDbException.usage(
          "workload '%s' runs in steps and changes its data between them, so it cannot be checked while it runs; leave verify_interval out"
              .formatted(target.type().name()));
    }
    // steps change the data between them, under whoever else might run on it
    control.requireChange();
    control.lockExclusively();
    try {
      runBegins(control);
      SteppedRun stepped = new SteppedRun(this, types, steps);
      RunResult whole =
          stepped
              .run(
                  (ofStep, workers, heard) ->
                      measure(control, runId, environment, context, ofStep, workers, heard))
              .result();
      whole.client().ifPresent(listener::judged);
      return judgement()
          .of(whole, context, stepped.totals(whole), target.workload().conclusions(), List.of());
    } finally {
      control.unlockExclusively();
    }
  }

  /**
   * What was measured, of a whole run or of one of its steps.
   *
   * @param result without audit and checks
   * @param totals the same for the workload
   */
  record Measured(RunResult result, Totals totals) {}

  private Measured measure(
      Control control,
      String runId,
      Environment environment,
      WorkloadContext context,
      List<TransactionType> types,
      Servers workers,
      RunListener heard)
      throws SQLException {
    RunPlan plan = target.plan();
    Optional<SessionType> users = target.workload().sessions(context);
    users.ifPresent(s -> SessionRules.require(target.type().name(), plan, types));
    Runner runner =
        new Runner(
            plan, types, target.workload().mix(), users.orElse(null), heard, NanoClock.SYSTEM);
    SplitRules.require(target.type().name(), plan, types);
    if (new Followers(poolers, target, LoadListener.NONE, cancellation).onlyRead()) {
      SplitRules.requireReads(target.type().name(), types, poolers.servers().transactions().url());
    }
    poolers.requirePlaces(control, runner.connectionsNeeded(), plan.connections());
    Runner.Outcome outcome;
    ConnectionFigures connections;
    SetupRecorder setups = new SetupRecorder();
    try (Supplies supply = supplies(workers, runId, setups)) {
      outcome = runner.run(supply, cancellation);
      connections = new Groups(plan).figures(outcome, supply, setups.setup(), poolers.ofLoad());
    }
    heard.ran(target.dataset().name(), outcome.state().seen().statements().values());
    heard.ended();
    OutcomeFigures figures = new OutcomeFigures(outcome);
    return new Measured(
        result(runId, environment, outcome, figures, connections), figures.totals());
  }

  private RunResult result(
      String runId,
      Environment environment,
      Runner.Outcome outcome,
      OutcomeFigures figures,
      ConnectionFigures connections) {
    return new RunResult(
        runId,
        target.plan(),
        target.type().name(),
        target.dataset().name(),
        new TreeMap<>(target.parameters().asMap()),
        target.workload().notice(),
        outcome.status(),
        outcome.degraded(),
        outcome.started(),
        outcome.warmup(),
        outcome.measured(),
        environment,
        data,
        figures.transactions(),
        figures.statements(),
        outcome.state().errors().summary(),
        outcome.intervals(),
        figures.counters(),
        outcome.warmupTally().counts(),
        outcome.openLoop(),
        outcome.phases(),
        List.of(),
        List.of(),
        outcome.client(),
        outcome.measures(),
        outcome.details(),
        outcome.latencyRanges(),
        outcome.stopping(),
        figures.visits(),
        connections,
        outcome.availability(),
        Steps.NONE);
  }

  private List<Step> steps(WorkloadContext context) {
    try {
      return target.workload().steps(context);
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "workload '%s': %s".formatted(target.type().name(), e.getMessage()), e);
    }
  }

  private List<TransactionType> transactions(WorkloadContext context, Connection connection)
      throws SQLException {
    try {
      target.workload().beforeRun(context, connection);
      return target.workload().transactions(context);
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "workload '%s': %s".formatted(target.type().name(), e.getMessage()), e);
    }
  }

  /** A type without weight is there for those who name it. */
  List<TransactionType> wanted(List<TransactionType> types) {
    RunPlan plan = target.plan();
    if (plan.mix().isPresent()) {
      return plan.mix().get().of(target.type().name(), types);
    }
    List<TransactionType> weighted =
        types.stream()
            .filter(
                type ->
                    type.weight() > 0
                        || plan.phases().stream().anyMatch(p -> p.mix().containsKey(type.name())))
            .toList();
    // a workload that gives none a weight is told so
    return weighted.isEmpty() ? types : weighted;
  }

  private void runBegins(Control control) throws SQLException {
    control.ask(
        connection -> {
          target.dataset().marker().runBegins(connection);
          return true;
        });
  }

  private Judgement judgement() {
    return new Judgement(target, data, poolers.control());
  }

  private Database database() {
    return target.dataset().database();
  }

  private void requireScale() {
    if (target.plan().scale().orElse(data.scale()) != data.scale()) {
      throw StormDbException.usage(
          "schema %s is loaded at scale %d, not %d; run without a scale, or load it again with: %s --scale %d"
              .formatted(
                  target.dataset().name(),
                  data.scale(),
                  target.scale(),
                  target.dataset().rebuildCommand(),
                  target.scale()));
    }
  }

  private Supplies supplies(Servers workers, String runId, SetupRecorder setups) {
    Supply writes = supply(workers.transactions(), poolers.transactions(), runId, setups);
    Database reads = workers.readsOf(target.plan());
    try {
      return new Supplies(
          writes, reads == null ? writes : supply(reads, poolers.reads(), runId, setups));
    } catch (RuntimeException e) {
      writes.close();
      throw e;
    }
  }

  private Supply supply(Database database, Pooler pooler, String runId, SetupRecorder setups) {
    Opening opening = opening(database, pooler, runId, setups);
    opening.requireSettings();
    return new Supply(
        target.plan().connections(), opening, opening(database, pooler, runId, setups));
  }

  private Opening opening(Database database, Pooler pooler, String runId, SetupRecorder setups) {
    return new Opening(
        database,
        target.dataset().name(),
        "stormdb:" + runId,
        target.workload().sessionSettings(),
        target.plan().isolation(),
        target.plan().connections().queryTimeout(),
        pooler,
        setups);
  }
}
