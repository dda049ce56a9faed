package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.CheckpointActivity;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.Setting;
import io.stormdb.pgstats.WalActivity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fires when checkpoints were requested, and the log grew so fast that its size asks for them
 * before {@code checkpoint_timeout} does.
 *
 * <p>A checkpoint is asked for when {@code max_wal_size / (1 + checkpoint_completion_target)} has
 * been written since the last one began (PostgreSQL, {@code CalculateCheckpointSegments} in
 * xlog.c): a spread one needs room for the log of the next. Where less than half of that was
 * written for each that was requested, it was somebody's command that requested them.
 */
final class CheckpointRule implements Rule {

  /** What is shown is rounded; in steps of this size it is never less than what is needed. */
  private static final long STEP_BYTES = 256 << 20;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    Optional<ServerFacts> facts = statistics.facts().find();
    Optional<Long> size = facts.flatMap(f -> f.setting("max_wal_size")).flatMap(Setting::bytes);
    Optional<Duration> timeout =
        facts.flatMap(f -> f.setting("checkpoint_timeout")).flatMap(Setting::time);
    Optional<Double> target =
        facts
            .flatMap(f -> f.setting("checkpoint_completion_target"))
            .map(setting -> Double.parseDouble(setting.value()));
    Optional<CheckpointActivity> checkpoints = statistics.checkpoints().find();
    Optional<WalActivity> wal = statistics.wal().find();
    if (size.isEmpty()
        || timeout.isEmpty()
        || target.isEmpty()
        || wal.isEmpty()
        || checkpoints.map(CheckpointActivity::requested).orElse(0L) == 0
        || statistics.window().isZero()) {
      return List.of();
    }
    double bytesPerSecond = wal.get().bytes() / (statistics.window().toNanos() / 1e9);
    double needed = bytesPerSecond * (timeout.get().toMillis() / 1e3) * (1 + target.get());
    double bytesEach = (double) wal.get().bytes() / checkpoints.get().requested();
    boolean isBySize = bytesEach >= size.get() / (1 + target.get()) / 2;
    return !isBySize || needed <= size.get()
        ? List.of()
        : List.of(finding(checkpoints.get(), bytesPerSecond, needed, size.get(), timeout.get()));
  }

  private static Finding finding(
      CheckpointActivity checkpoints,
      double bytesPerSecond,
      double needed,
      long maxWalSize,
      Duration timeout) {
    Evidence requested = Evidence.count("requested", checkpoints.requested());
    Evidence timed = Evidence.count("timed", checkpoints.timed());
    Evidence rate =
        new Evidence.Amount("wal_bytes_per_second", bytesPerSecond, Evidence.Unit.BYTES_PER_SECOND);
    Evidence size = Evidence.bytes("max_wal_size_bytes", maxWalSize);
    Evidence enough = Evidence.bytes("needed_bytes", Math.round(needed));
    Evidence due = Evidence.seconds("checkpoint_timeout_seconds", timeout.toMillis() / 1e3);
    return new Finding(
        "checkpoints",
        Level.WARNING,
        "%s checkpoints were requested and %s were due; WAL grew by %s, too fast for a max_wal_size of %s"
            .formatted(requested.text(), timed.text(), rate.text(), size.text()),
        List.of(requested, timed, rate, size, enough, due),
        "each checkpoint writes all changed pages, and the first change of a page after it logs the page whole",
        "set max_wal_size to at least %s: what is written at this rate in a checkpoint_timeout of %s, and as much again as a spread checkpoint lets pass"
            .formatted(
                Evidence.bytes("", (long) Math.ceil(needed / STEP_BYTES) * STEP_BYTES).text(),
                due.text()),
        Finding.manual("wal-configuration.html"));
  }
}
