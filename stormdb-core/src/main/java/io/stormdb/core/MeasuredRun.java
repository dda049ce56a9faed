package io.stormdb.core;

import io.stormdb.api.Finding;
import io.stormdb.api.LoadedData;
import io.stormdb.api.SessionType;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.metrics.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One run on data that is there: from the first look at the server to the result.
 *
 * @param target what runs, and on what
 * @param data what is known of the data
 * @param listener watches
 * @param cancellation ends it early
 */
record MeasuredRun(
    Target target, LoadedData data, RunListener listener, Cancellation cancellation) {

  /**
   * Runs.
   *
   * @param connection for questions before and after the run
   * @throws StormDbException if the run could not start
   */
  RunResult run(Connection connection) throws SQLException {
    requireScale();
    RunPlan plan = target.plan();
    WorkloadContext context = target.contextOf(data);
    List<TransactionType> types = transactions(context, connection);
    Optional<SessionType> users = target.workload().sessions(context);
    users.ifPresent(s -> SessionRules.require(target.type().name(), plan, types));
    Runner runner =
        new Runner(
            plan, types, target.workload().mix(), users.orElse(null), listener, NanoClock.SYSTEM);
    Places.require(connection, runner.connectionsNeeded(), plan.connections());
    String runId = UUID.randomUUID().toString().substring(0, 8);
    Environment environment =
        EnvironmentProbe.probe(connection, database().url(), target.workload().sessionSettings());
    target.dataset().marker().runBegins(connection);
    Runner.Outcome outcome;
    ConnectionFigures connections;
    SetupRecorder setups = new SetupRecorder();
    try (Supply supply =
        new Supply(plan.connections(), opening(runId, setups), opening(runId, setups))) {
      outcome = runner.run(supply, cancellation);
      connections = new Groups(plan).figures(outcome, supply, setups.setup());
    }
    listener.ended();
    outcome.client().ifPresent(listener::judged);
    return result(runId, environment, context, outcome, connections);
  }

  private RunResult result(
      String runId,
      Environment environment,
      WorkloadContext context,
      Runner.Outcome outcome,
      ConnectionFigures connections) {
    RunPlan plan = target.plan();
    Totals totals = new Totals(outcome);
    return new RunResult(
        runId,
        plan,
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
        totals.transactions(),
        statements(outcome.measuredTally()),
        outcome.state().errors().summary(),
        outcome.intervals(),
        totals.counters(),
        outcome.warmupTally().counts(),
        outcome.openLoop(),
        outcome.phases(),
        audit(context, totals),
        plan.verify() && outcome.status() != RunResult.Status.FAILED ? check() : List.of(),
        outcome.client(),
        outcome.measures(),
        outcome.details(),
        outcome.latencyRanges(),
        outcome.stopping(),
        Optional.ofNullable(outcome.state().users()).map(users -> totals.sessions()),
        connections,
        outcome.availability());
  }

  private List<TransactionType> transactions(WorkloadContext context, Connection connection)
      throws SQLException {
    try {
      target.workload().beforeRun(context, connection);
      return wanted(target.workload().transactions(context));
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "workload '%s': %s".formatted(target.type().name(), e.getMessage()), e);
    }
  }

  /** A type without weight is there for those who name it. */
  private List<TransactionType> wanted(List<TransactionType> types) {
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

  private Opening opening(String runId, SetupRecorder setups) {
    return new Opening(
        database(),
        target.dataset().name(),
        "stormdb:" + runId,
        target.workload().sessionSettings(),
        target.plan().isolation(),
        target.plan().connections().queryTimeout(),
        setups);
  }

  /** What was measured must not be lost because it cannot be judged. */
  private List<Finding> audit(WorkloadContext context, Totals totals) {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(target.workload().audit(context, totals));
    } catch (RuntimeException e) {
      findings.add(incomplete("failed: " + e));
    }
    target.workload().serverAudit(context).ifPresent(audit -> findings.addAll(judge(audit)));
    return List.copyOf(findings);
  }

  /** On a connection of its own: the one that watched the run may have been lost. */
  private List<Finding> judge(Workload.ServerAudit audit) {
    try (Connection connection = database().open(target.dataset().name(), "stormdb:audit")) {
      return audit.judge(connection);
    } catch (SQLException | RuntimeException e) {
      return List.of(incomplete("failed: " + Database.message(e)));
    }
  }

  private static Finding incomplete(String reason) {
    return new Finding("audit", "", "to be completed", reason, Finding.Verdict.FAIL);
  }

  private List<CheckResult> check() {
    LoadedData after =
        new LoadedData(
            data.scale(),
            data.seed(),
            data.version(),
            data.rows(),
            data.attributes(),
            data.finished(),
            data.runs() + 1);
    // a connection of its own: the one that watched the run may have been lost with the server
    try (Connection connection = database().open(target.dataset().name(), "stormdb:verify")) {
      return Verifier.verify(connection, target, after);
    } catch (SQLException | StormDbException e) {
      return List.of(
          new CheckResult(
              "verify",
              "the data can be checked",
              Finding.Verdict.FAIL,
              1,
              List.of(Database.message(e)),
              Duration.ZERO));
    }
  }

  private static Map<StatementKind, RunResult.Statements> statements(Tally tally) {
    Map<StatementKind, RunResult.Statements> byKind = new EnumMap<>(StatementKind.class);
    int index = 0;
    for (StatementKind kind : StatementKind.values()) {
      byKind.put(
          kind, new RunResult.Statements(tally.statements().get(index), tally.rows().get(index)));
      index++;
    }
    return byKind;
  }
}
