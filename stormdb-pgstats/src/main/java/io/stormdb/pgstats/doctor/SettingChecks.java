package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.Setting;
import java.util.List;
import java.util.Optional;

/** Settings that make results incomparable, or hide what a report could show. */
final class SettingChecks {

  private SettingChecks() {}

  static List<Finding> comparable(Visit visit) {
    Optional<ServerFacts> facts = visit.statistics().facts().find();
    if (facts.isEmpty()) {
      return List.of();
    }
    List<Finding> found = SettingRule.judge(facts.get());
    return found.isEmpty()
        ? List.of(
            new Finding(
                "settings",
                Level.OK,
                "no setting makes results incomparable",
                SettingRule.seen(facts.get()),
                "",
                "",
                ""))
        : found;
  }

  static List<Finding> ioTiming(Visit visit) {
    return visit
        .statistics()
        .facts()
        .find()
        .flatMap(facts -> facts.setting("track_io_timing"))
        .map(SettingChecks::ioTiming)
        .orElse(List.of());
  }

  private static List<Finding> ioTiming(Setting setting) {
    Evidence evidence = new Evidence.State("track_io_timing", setting.shown());
    return List.of(
        setting.isOn()
            ? Finding.ok("io_timing", "track_io_timing is on", evidence)
            : new Finding(
                "io_timing",
                Level.NOTE,
                "track_io_timing is off",
                List.of(evidence),
                "reports cannot say how long reads and writes took",
                "set track_io_timing = on; pg_test_timing tells what that costs on the machine",
                Finding.manual("runtime-config-statistics.html#GUC-TRACK-IO-TIMING")));
  }

  static List<Finding> duplicates(Visit visit) {
    return new DuplicateIndexRule().judge(visit.statistics());
  }
}
