package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting that must not have some value while something is measured.
 *
 * @param name the setting
 * @param unwanted the value
 * @param level how much that matters
 * @param why why it matters
 * @param action what to do
 * @param page where the manual has it
 */
record SettingRule(
    String name, String unwanted, Level level, String why, String action, String page) {

  private static final String RELOAD = ", and reload the configuration";

  static final List<SettingRule> ALL =
      List.of(
          new SettingRule(
              "fsync",
              "off",
              Level.WARNING,
              "no commit waits for the disk, so the numbers are not those of a server that keeps its data, and are not comparable with any that do",
              "set fsync = on" + RELOAD,
              "runtime-config-wal.html#GUC-FSYNC"),
          new SettingRule(
              "synchronous_commit",
              "off",
              Level.WARNING,
              "commits are answered before they are on disk, so transactions that write look faster than they are",
              "set synchronous_commit = on" + RELOAD,
              "runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT"),
          new SettingRule(
              "full_page_writes",
              "off",
              Level.WARNING,
              "less WAL is written than a server writes that survives a power failure",
              "set full_page_writes = on" + RELOAD,
              "runtime-config-wal.html#GUC-FULL-PAGE-WRITES"),
          new SettingRule(
              "autovacuum",
              "off",
              Level.WARNING,
              "tables bloat and keep old statistics, which a short run hides and a long one pays for",
              "set autovacuum = on" + RELOAD,
              "runtime-config-vacuum.html#GUC-AUTOVACUUM"),
          new SettingRule(
              "debug_assertions",
              "on",
              Level.WARNING,
              "the server was built to check itself all the time, which makes it slower than any in production",
              "measure a build without --enable-cassert",
              "runtime-config-preset.html#GUC-DEBUG-ASSERTIONS"),
          new SettingRule(
              "log_statement",
              "all",
              Level.WARNING,
              "every statement of the load is written to the server's log, which costs time and disk",
              "set log_statement = none or ddl" + RELOAD,
              "runtime-config-logging.html#GUC-LOG-STATEMENT"),
          new SettingRule(
              "log_min_duration_statement",
              "0",
              Level.WARNING,
              "every statement of the load is written to the server's log, which costs time and disk",
              "set log_min_duration_statement = -1, or to what you call slow" + RELOAD,
              "runtime-config-logging.html#GUC-LOG-MIN-DURATION-STATEMENT"));

  /** Returns what all rules find; a setting that the user may not see is passed over. */
  static List<Finding> judge(ServerFacts facts) {
    return ALL.stream().flatMap(rule -> rule.found(facts).stream()).toList();
  }

  /** Returns names and values of all settings that rules look at and that the user may see. */
  static List<Evidence> seen(ServerFacts facts) {
    return ALL.stream()
        .flatMap(rule -> facts.setting(rule.name()).stream())
        .<Evidence>map(setting -> new Evidence.State(setting.name(), setting.shown()))
        .toList();
  }

  private Optional<Finding> found(ServerFacts facts) {
    return facts
        .setting(name)
        .filter(setting -> setting.value().equals(unwanted))
        .map(this::finding);
  }

  private Finding finding(Setting setting) {
    return new Finding(
        name,
        level,
        "%s is %s (%s)".formatted(name, setting.shown(), setting.source()),
        Stream.<Evidence>of(
                new Evidence.State(name, setting.shown()),
                new Evidence.State("source", setting.source()))
            .toList(),
        why,
        action,
        Finding.manual(page));
  }
}
