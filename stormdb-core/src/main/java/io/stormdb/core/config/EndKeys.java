package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.List;

/** The keys of what ends a run but its time and its number of transactions. */
final class EndKeys {

  static final String UNTIL = "until";
  static final String ON_ERROR = "on_error";
  static final String ERROR_LIMIT = "error_limit";
  static final String MAX_OUTAGE = "max_outage";

  private static final RunPlan PLAN = RunPlan.of("any");
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(366);

  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.ofRun(
                  UNTIL,
                  new LoadKind.UntilText(),
                  "How well TPS is to be known before the run ends (half the width of its range), and"
                      + " the longest time for it; instead of duration.")
              .flag("--until")
              .whenAbsent("duration or max_transactions ends the run"),
          ConfigKey.ofRun(
                  ON_ERROR,
                  ValueKind.Choice.of("continue", "abort"),
                  "What happens after a transaction that failed for good: the run goes on, or it ends"
                      + " and has failed.")
              .flag("--on-error")
              .otherwise("continue"),
          ConfigKey.ofRun(
                  ERROR_LIMIT,
                  new ValueKind.Text(
                      "(100|\\d{1,2}(\\.\\d+)?)%", "a share such as 5% or 0.1%, from 0% to 100%"),
                  "The largest share of failed transactions; when more fail, the run ends and the"
                      + " exit code is 4.")
              .flag("--error-limit")
              .whenAbsent("any share"),
          ConfigKey.ofRun(
                  MAX_OUTAGE,
                  new ValueKind.Time(SHORTEST, LONGEST),
                  "How long all workers together may be without a connection before the run is given"
                      + " up.")
              .flag("--max-outage")
              .otherwise(GoDuration.format(PLAN.errors().longestOutage())));

  private EndKeys() {}
}
