package io.stormdb.pgstats;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes samples of a server, and keeps account of what that costs. Belongs to one thread. */
final class Sampling {

  private final Duration every;
  private final StretchSeries series = new StretchSeries();
  private final long beganNanos = System.nanoTime();
  private Map<String, String> missing = Map.of();
  private String trouble = "the load was over before the first sample";
  private long samples;
  private long missed;
  private long nanos;
  private Duration cpu = Duration.ZERO;
  private String whyNoCpu = "no sample was taken";
  private @Nullable StatisticsSession measured;
  private Duration cpuBefore = Duration.ZERO;

  Sampling(Duration every) {
    this.every = every;
  }

  /** Takes one. */
  void sample(StatisticsSession session, WaitSampler waits) throws SQLException {
    // the first one of a session finds out what can be read: that is no part of a sample
    boolean isFirst = session != measured;
    long started = System.nanoTime();
    Sample sample = session.sample(waits);
    if (isFirst) {
      measured = session;
      cpuBefore = session.cpu().find().orElse(Duration.ZERO);
    } else {
      nanos += System.nanoTime() - started;
      samples++;
    }
    series.add(sample);
    missing = session.notSampled();
    addCpu(session);
  }

  private void addCpu(StatisticsSession session) {
    Observed<Duration> now = session.cpu();
    whyNoCpu = now.whyMissing().orElse("");
    now.find()
        .ifPresent(
            soFar -> {
              cpu = cpu.plus(soFar).minus(cpuBefore);
              cpuBefore = soFar;
            });
  }

  void missed(String reason) {
    missed++;
    trouble = reason;
  }

  /**
   * Returns what was found.
   *
   * @param originNanos the moment from which times are counted
   */
  Observed<ServerTimeline> timeline(long originNanos, WaitSampler waits) {
    List<Stretch> stretches = series.from(originNanos);
    if (stretches.isEmpty()) {
      return new Observed.Missing<>(trouble);
    }
    return new Observed.Seen<>(
        new ServerTimeline(
            every,
            stretches,
            missing,
            new SamplingCost(
                samples,
                missed,
                waits.attempts(),
                Duration.ofNanos(nanos).plus(waits.cost()),
                Duration.ofNanos(System.nanoTime() - beganNanos),
                whyNoCpu.isEmpty() ? Optional.of(cpu) : Optional.empty(),
                whyNoCpu)));
  }
}
