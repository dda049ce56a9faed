package io.stormdb.report;

import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.doctor.Advice;
import io.stormdb.pgstats.doctor.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the statistics of a server give reason to do. */
final class AdviceText {

  private AdviceText() {}

  /** Returns the section, or a blank text when there is no reason for anything. */
  static String of(Optional<ServerStatistics> statistics) {
    List<Finding> findings = statistics.map(Advice::on).orElse(List.of());
    if (findings.isEmpty()) {
      return "";
    }
    Block block = new Block("Advice:");
    for (Finding finding : findings) {
      block.text(level(finding) + " " + finding.id() + ": " + finding.found());
      block.text("  Do: " + finding.action());
      block.text("  See: " + finding.reference());
    }
    return block.toString();
  }

  /** Returns the level as a word: loud if something is wrong. */
  static String level(Finding finding) {
    return switch (finding.level()) {
      case OK, NOTE -> finding.level().name().toLowerCase(Locale.ROOT);
      case WARNING, PROBLEM -> finding.level().name();
    };
  }
}
