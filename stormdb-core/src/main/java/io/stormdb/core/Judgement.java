package io.stormdb.core;

import io.stormdb.api.Finding;
import io.stormdb.api.LoadedData;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workload says of its load and its data after a run.
 *
 * @param target what ran
 * @param data what it ran on, as it was before
 * @param pooler what is between StormDB and the server
 */
record Judgement(Target target, LoadedData data, Pooler pooler) {

  /**
   * Returns a result with what can only be said at the end.
   *
   * @param result of a run that has ended
   * @param totals the same for the workload
   * @param conclusions what the workload says that its steps have shown
   * @param whileRunning results of checks that were made before the end
   */
  RunResult of(
      RunResult result,
      WorkloadContext context,
      RunTotals totals,
      List<String> conclusions,
      List<CheckResult> whileRunning) {
    List<CheckResult> checks = new ArrayList<>();
    if (result.plan().verify() && result.status() != RunResult.Status.FAILED) {
      checks.addAll(check());
    }
    checks.addAll(whileRunning);
    return new RunResult(
        result.runId(),
        result.plan(),
        result.workload(),
        result.schema(),
        result.parameters(),
        target.workload().notice(),
        result.status(),
        result.degraded(),
        result.started(),
        result.warmup(),
        result.measured(),
        result.environment(),
        result.data(),
        result.transactions(),
        result.statements(),
        result.errors(),
        result.intervals(),
        result.counters(),
        result.warmupCounts(),
        result.openLoop(),
        result.phases(),
        audit(context, totals),
        checks,
        result.client(),
        result.measures(),
        result.details(),
        result.latencyRanges(),
        result.stopping(),
        result.sessions(),
        result.connections(),
        result.availability(),
        new Steps(result.steps().planned(), result.steps().done(), conclusions));
  }

  /** What was measured must not be lost because it cannot be judged. */
  List<Finding> audit(WorkloadContext context, RunTotals totals) {
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
    try {
      return database().ask(target.dataset().name(), "stormdb:audit", pooler, audit::judge);
    } catch (SQLException | RuntimeException e) {
      return List.of(incomplete("failed: " + Database.message(e)));
    }
  }

  private static Finding incomplete(String reason) {
    return new Finding("audit", "", "to be completed", reason, Finding.Verdict.FAIL);
  }

  /** Checks the invariants. */
  List<CheckResult> check() {
    // a connection of its own: the one that watched the run may have been lost with the server
    try {
      return database()
          .ask(
              target.dataset().name(),
              "stormdb:verify",
              pooler,
              connection -> Verifier.verify(connection, target, changed()));
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

  /** Returns what is known of the data once something has run on it. */
  LoadedData changed() {
    return new LoadedData(
        data.scale(),
        data.seed(),
        data.version(),
        data.rows(),
        data.attributes(),
        data.finished(),
        data.runs() + 1);
  }

  private Database database() {
    return target.dataset().database();
  }
}
