package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.WaitActivity;
import java.util.List;
import java.util.Optional;

/** Fires when sessions waited for the disk, and the server was not asked to take the time. */
final class IoTimingRule implements Rule {

  private static final int MOST_PERCENT = 25;

  /** With fewer, a quarter is chance. */
  private static final long LEAST_OBSERVATIONS = 40;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    Optional<ServerFacts> facts = statistics.facts().find();
    boolean off =
        facts.flatMap(f -> f.setting("track_io_timing")).map(s -> !s.isOn()).orElse(false);
    return off ? statistics.waits().find().map(IoTimingRule::judge).orElse(List.of()) : List.of();
  }

  private static List<Finding> judge(WaitActivity waits) {
    long busy = waits.observations() - waits.forClient();
    long disk =
        waits.states().stream()
            .filter(state -> state.type().equals("IO"))
            .mapToLong(WaitActivity.State::count)
            .sum();
    if (busy < LEAST_OBSERVATIONS || disk * 100 <= busy * MOST_PERCENT) {
      return List.of();
    }
    Evidence share = Evidence.percent("io_percent", disk, busy);
    Evidence observations = Evidence.count("observations", busy);
    return List.of(
        new Finding(
            "io_timing",
            Level.NOTE,
            "sessions waited for input or output in %s of the %s observations in which they had work; track_io_timing is off"
                .formatted(share.text(), observations.text()),
            List.of(share, observations, new Evidence.State("track_io_timing", "off")),
            "how long reads and writes took is not known",
            "set track_io_timing = on; pg_test_timing tells what that costs on the machine",
            Finding.manual("runtime-config-statistics.html#GUC-TRACK-IO-TIMING")));
  }
}
