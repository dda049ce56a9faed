package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.WaitActivity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Fires when sessions waited for files, and the server was not asked to take the time. For the
 * files of the write-ahead log it is asked by a setting of its own.
 */
final class IoTimingRule implements Rule {

  private static final int MOST_PERCENT = 25;

  /** With fewer, a quarter is chance. */
  private static final long LEAST_OBSERVATIONS = 40;

  private final String id;
  private final String setting;
  private final String files;
  private final Predicate<WaitActivity.State> isWaiting;

  private IoTimingRule(
      String id, String setting, String files, Predicate<WaitActivity.State> isWaiting) {
    this.id = id;
    this.setting = setting;
    this.files = files;
    this.isWaiting = isWaiting;
  }

  static IoTimingRule ofData() {
    return new IoTimingRule(
        "io_timing",
        "track_io_timing",
        "data files",
        state -> state.type().equals("IO") && !state.isForWalFiles());
  }

  static IoTimingRule ofWal() {
    return new IoTimingRule(
        "wal_io_timing",
        "track_wal_io_timing",
        "the files of the write-ahead log",
        WaitActivity.State::isForWalFiles);
  }

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    Optional<ServerFacts> facts = statistics.facts().find();
    boolean off = facts.flatMap(f -> f.setting(setting)).map(s -> !s.isOn()).orElse(false);
    return off ? statistics.waits().find().map(this::judge).orElse(List.of()) : List.of();
  }

  private List<Finding> judge(WaitActivity waits) {
    long busy = waits.observations() - waits.forClient();
    long waiting =
        waits.states().stream().filter(isWaiting).mapToLong(WaitActivity.State::count).sum();
    if (busy < LEAST_OBSERVATIONS || waiting * 100 <= busy * MOST_PERCENT) {
      return List.of();
    }
    Evidence share = Evidence.percent("io_percent", waiting, busy);
    Evidence observations = Evidence.count("observations", busy);
    return List.of(
        new Finding(
            id,
            Level.NOTE,
            "sessions waited for %s in %s of the %s observations in which they had work; %s is off"
                .formatted(files, share.text(), observations.text(), setting),
            List.of(share, observations, new Evidence.State(setting, "off")),
            "how long reads and writes took is not known",
            "set %s = on; pg_test_timing tells what that costs on the machine".formatted(setting),
            Finding.manual(
                "runtime-config-statistics.html#GUC-"
                    + setting.replace('_', '-').toUpperCase(Locale.ROOT))));
  }
}
