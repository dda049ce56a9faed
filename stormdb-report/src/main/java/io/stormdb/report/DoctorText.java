package io.stormdb.report;

import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.Setting;
import io.stormdb.pgstats.doctor.Examination;
import io.stormdb.pgstats.doctor.Finding;
import io.stormdb.pgstats.doctor.Level;

/** An examination of a server for people to read. */
final class DoctorText {

  private static final String INDENT = " ".repeat(9);

  private DoctorText() {}

  static String of(Examination examination, String server) {
    Block block = new Block("StormDB Doctor");
    block.value("Server", server);
    block.value(
        "Examined for",
        "user '%s' in database '%s', %s"
            .formatted(
                examination.user(),
                examination.database(),
                Numbers.count(
                    examination.connections(), "connection of a load", "connections of a load")));
    examination.findings().forEach(finding -> add(block, finding));
    examination.facts().find().ifPresent(facts -> add(block, facts));
    return block + "\n" + verdict(examination) + "\n";
  }

  private static void add(Block block, Finding finding) {
    block.text("%-8s %s: %s".formatted(AdviceText.level(finding), finding.id(), finding.found()));
    if (finding.level() != Level.OK) {
      block.text(INDENT + "Why: " + finding.why());
      block.text(INDENT + "Do: " + finding.action());
      block.text(INDENT + "See: " + finding.reference());
    }
  }

  private static void add(Block block, ServerFacts facts) {
    block.line("");
    block.line("Settings (those that matter, and those that somebody has set):");
    Table settings = new Table().text("Name").text("Value").text("Source");
    for (Setting setting : facts.settings()) {
      settings.row(
          setting.name(), setting.shown().isEmpty() ? "''" : setting.shown(), setting.source());
    }
    block.table(settings);
    block.line("");
    block.line("Extensions:");
    Table extensions = new Table().text("Name").text("In the database").text("Available");
    for (ExtensionState extension : facts.extensions()) {
      extensions.row(
          extension.name(), extension.installed().orElse("no"), extension.available().orElse("no"));
    }
    block.table(extensions);
  }

  private static String verdict(Examination examination) {
    return "%s: %s, %s, %s, %s ok"
        .formatted(
            examination.isReady() ? "Ready" : "Not ready",
            Numbers.count(examination.count(Level.PROBLEM), "problem", "problems"),
            Numbers.count(examination.count(Level.WARNING), "warning", "warnings"),
            Numbers.count(examination.count(Level.NOTE), "note", "notes"),
            Numbers.count(examination.count(Level.OK)));
  }
}
