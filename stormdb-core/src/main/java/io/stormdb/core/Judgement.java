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
