package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.pgstats.ServerStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The final report of a run for people. Titles and names in it are a contract: people search for
 * them in logs. The same in every locale; the one character beyond ASCII is the {@code µ} of
 * microseconds.
 */
public final class TextReport {

  private TextReport() {}

  /** Returns the report; its blocks are separated by blank lines, its lines end in {@code \n}. */
  public static String format(RunResult result) {
    return format(result, Optional.empty());
  }

  /**
   * Returns the report with what the server did meanwhile.
   *
   * @param statistics of the server; empty if they were not collected
   */
  public static String format(RunResult result, Optional<ServerStatistics> statistics) {
    return List.of(
                HeaderText.of(result),
                PerformanceText.of(result),
                StepsReport.text(result),
                StabilityText.of(result),
                ClientText.of(result, statistics),
                LatencyText.of(result),
                OpenLoopText.of(result),
                ConnectionsText.of(result),
                SplitReport.text(result),
                SetupReport.text(result),
                HistogramText.of(result),
                TransactionsText.of(result),
                DetailText.workers(result),
                PhasesText.of(result),
                ErrorsText.of(result),
                AvailabilityText.of(result),
                BreakdownText.of(result),
                DetailText.statements(result),
                BreakdownText.counters(result),
                DetailText.measures(result),
                SessionsReport.text(result),
                DatabaseText.of(result, statistics),
                SlowText.of(result, statistics),
                AdviceText.of(statistics),
                AuditText.of(result),
                checks(result),
                RepeatText.of(result),
                result.notice().isBlank() ? "" : result.notice().strip() + "\n")
            .stream()
            .filter(block -> !block.isEmpty())
            .collect(Collectors.joining("\n"))
        + HeaderText.RULE
        + "\n";
  }

  private static String checks(RunResult result) {
    if (!result.plan().verify()) {
      return "";
    }
    return result.checks().isEmpty() && result.status() == RunResult.Status.FAILED
        ? "Consistency Checks: not done, because the run failed\n"
        : ChecksText.format(result.checks());
  }
}
