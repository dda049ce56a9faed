package io.stormdb.report;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import java.util.List;

/** What came of checking the invariants of the data, for people to read. */
public final class ChecksText {

  private static final String EVIDENCE_INDENT = " ".repeat(6);

  private ChecksText() {}

  /**
   * Returns one line for each check, in the order given, each violated one followed by its
   * evidence; lines end in {@code \n}.
   */
  public static String format(List<CheckResult> checks) {
    if (checks.isEmpty()) {
      return "Consistency Checks: the workload has none\n";
    }
    Table table = new Table().text("").text("").text("").number("").text("");
    for (CheckResult check : checks) {
      boolean ran = check.verdict() != Verdict.NOT_APPLICABLE;
      table.row(
          AuditText.word(check.verdict()),
          check.name(),
          check.description(),
          ran ? Numbers.latency(check.time()) : "",
          ran
              ? violations(check)
              : check.evidence().isEmpty() ? "holds only until the first run" : "");
    }
    Block block =
        new Block(
            "Consistency Checks: %s PASS, %s FAIL, %s n/a"
                .formatted(
                    count(checks, Verdict.PASS),
                    count(checks, Verdict.FAIL),
                    count(checks, Verdict.NOT_APPLICABLE)));
    List<String> rows = table.rows();
    for (int i = 0; i < rows.size(); i++) {
      block.line(rows.get(i));
      checks.get(i).evidence().forEach(found -> block.text(EVIDENCE_INDENT + found));
    }
    return block.toString();
  }

  private static String violations(CheckResult check) {
    if (check.violations() == 0) {
      return "";
    }
    return check.violations() >= CheckResult.MOST_VIOLATIONS
        ? Numbers.count(check.violations()) + " or more violations"
        : Numbers.count(check.violations(), "violation", "violations");
  }

  private static long count(List<CheckResult> checks, Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).count();
  }
}
