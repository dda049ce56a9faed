package io.stormdb.report;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.RunResult;

/** What the workload says of its own load. */
final class AuditText {

  private AuditText() {}

  /** Returns the compliance card, or a blank text when the workload does not audit itself. */
  static String of(RunResult result) {
    if (result.audit().isEmpty()) {
      return "";
    }
    Table table =
        new Table().text("").text("Finding").text("Required").text("Measured").text("Reference");
    for (Finding finding : result.audit()) {
      table.row(
          word(finding.verdict()),
          finding.name(),
          finding.required(),
          finding.measured(),
          finding.reference());
    }
    long invalid = count(result, Verdict.INVALID);
    return new Block(
            "Compliance Card: %s PASS, %s FAIL, %s%s n/a"
                .formatted(
                    count(result, Verdict.PASS),
                    count(result, Verdict.FAIL),
                    invalid == 0 ? "" : invalid + " INVALID, ",
                    count(result, Verdict.NOT_APPLICABLE)))
        .table(table)
        .toString();
  }

  /** Returns a verdict in one word. */
  static String word(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "PASS";
      case FAIL -> "FAIL";
      case INVALID -> "INVALID";
      case NOT_APPLICABLE -> "n/a";
    };
  }

  private static long count(RunResult result, Verdict verdict) {
    return result.audit().stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
