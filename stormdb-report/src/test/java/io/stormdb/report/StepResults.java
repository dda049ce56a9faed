package io.stormdb.report;

import io.stormdb.api.Figure;
import io.stormdb.core.RunResult;
import io.stormdb.core.StepResult;
import io.stormdb.core.Steps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of runs that are made of steps. */
final class StepResults {

  private StepResults() {}

  /** Two of three steps: one of 10 s, and one that was interrupted after 2.5 s. */
  static RunResult interrupted() {
    RunResult whole = Results.normal();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("method", "copy");
    attributes.put("batch_size", "100");
    return new RunResult(
        whole.runId(),
        whole.plan(),
        whole.workload(),
        whole.schema(),
        whole.parameters(),
        whole.notice(),
        RunResult.Status.INTERRUPTED,
        List.of("1 of 3 steps were not run, the first of them 'both'"),
        whole.started(),
        whole.warmup(),
        whole.measured().plusMillis(2_500),
        whole.environment(),
        whole.data(),
        whole.transactions(),
        whole.statements(),
        whole.errors(),
        whole.intervals(),
        whole.counters(),
        whole.warmupCounts(),
        whole.openLoop(),
        whole.phases(),
        whole.audit(),
        whole.checks(),
        whole.client(),
        whole.measures(),
        whole.details(),
        whole.latencyRanges(),
        whole.stopping(),
        whole.sessions(),
        whole.connections(),
        whole.availability(),
        new Steps(
            3,
            List.of(
                new StepResult(
                    "copy_100",
                    attributes,
                    Duration.ZERO,
                    List.of(Figure.speed("rows/s", 2_000), Figure.of("WAL bytes/row", 1_234.5)),
                    Results.normal()),
                new StepResult(
                    "insert_100",
                    Map.of("method", "insert"),
                    Duration.ofMillis(16_250),
                    List.of(Figure.speed("rows/s", 500)),
                    Results.interrupted())),
            List.of("copy makes 4.00 times the rows of insert")));
  }
}
