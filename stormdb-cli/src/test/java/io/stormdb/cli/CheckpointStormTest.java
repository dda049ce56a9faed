package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Tally;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.Cause;
import io.stormdb.pgstats.Episode;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import io.stormdb.pgstats.Suspect;
import io.stormdb.report.Explanation;
import io.stormdb.report.TextReport;
import io.stormdb.testkit.FreshServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A whole run on a real server on which one checkpoint follows the other, again and again for a
 * while.
 *
 * <p>That slows the load down by far more than what else a busy machine does to it: each
 * transaction changes a lot of pages by a few bytes, and after a checkpoint each of them goes into
 * the log whole. The buffers of the log hold what a transaction writes otherwise and no more, so
 * that the session itself has to write the pages, one after the other, and each write waits for the
 * disk.
 */
class CheckpointStormTest {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final double STORM_SECONDS = 2.0;

  /** Before each storm and after the last; all unlike, as nothing in the run is to be periodic. */
  private static final double[] QUIET_SECONDS = {7, 5, 6.5, 5.5, 7.5, 6};

  /** What a server did may be up to two intervals ahead of what the load felt of it. */
  private static final Duration LAG = INTERVAL.multipliedBy(2);

  /** Until all pages are in the log again, and the server has counted them. */
  private static final Duration AFTERMATH = Duration.ofSeconds(3);

  /** A time on the clock of {@link System#nanoTime}. */
  private record Storm(long startNanos, long endNanos) {

    boolean touches(Episode episode, long originNanos, Duration before, Duration after) {
      long start = originNanos + episode.start().toNanos();
      return start <= endNanos + after.toNanos()
          && start + episode.length().toNanos() >= startNanos - before.toNanos();
    }
  }

  /** Knows when the run began by the clock, which it does not tell. */
  private static final class Clock implements RunListener {
    private final CompletableFuture<Void> began = new CompletableFuture<>();
    private long originNanos = Long.MAX_VALUE;

    @Override
    public void measuring() {
      began.complete(null);
    }

    @Override
    public void interval(
        Duration start, Duration length, boolean measured, Tally tally, Duration left) {
      originNanos = Math.min(originNanos, System.nanoTime() - start.toNanos() - length.toNanos());
    }
  }

  @Test
  void isAttributedToCheckpointsAndTheQuietBetweenThemIsNot() {
    try (EmbeddedServer server = start()) {
      PGSimpleDataSource source = FreshServer.dataSource(server);
      StatisticsCollector collector = StatisticsCollector.on(source);
      collector.every(INTERVAL);
      Clock clock = new Clock();
      CompletableFuture<List<Storm>> weather =
          clock.began.thenApplyAsync(now -> storms(source), task -> new Thread(task).start());
      try (Collecting collecting = new Collecting(collector, INTERVAL)) {
        RunPlan plan =
            RunPlan.of("pages").workers(1).scale(1).interval(INTERVAL).warmup(Duration.ZERO);
        StormDb db =
            StormDb.on(source)
                .catalog(WorkloadCatalog.of(List.of(new PagesPlugin())))
                .listen(RunListener.all(List.of(collecting, clock)));
        RunResult result = db.run(plan.duration(length()));
        List<Storm> storms = weather.join();
        ServerStatistics statistics = collecting.statistics().orElseThrow();
        String text = TextReport.format(result, Optional.of(statistics));
        Attribution told = Explanation.of(result, statistics).find().orElseThrow();
        judge(told.episodes(), storms, clock.originNanos, text);
      }
    }
  }

  private static void judge(
      List<Episode> episodes, List<Storm> storms, long originNanos, String text) {
    for (Storm storm : storms) {
      assertThat(episodes)
          .as(text)
          .anyMatch(
              episode ->
                  storm.touches(episode, originNanos, Duration.ZERO, Duration.ZERO)
                      && isCheckpointNamed(episode));
    }
    for (Episode episode : episodes) {
      if (storms.stream().noneMatch(s -> s.touches(episode, originNanos, LAG, AFTERMATH))) {
        assertThat(isCheckpointNamed(episode)).as(episode + "\n" + text).isFalse();
      }
      assertThat(episode.causes())
          .as(text)
          .extracting(Cause::suspect)
          .doesNotContain(Suspect.LOCKS, Suspect.AUTOVACUUM, Suspect.TEMP_FILES);
    }
    assertThat(text).contains("\nSlow Intervals:\n", "\n    Checkpoint: ");
  }

  private static boolean isCheckpointNamed(Episode episode) {
    return episode.causes().stream().anyMatch(cause -> cause.suspect() == Suspect.CHECKPOINT);
  }

  private static EmbeddedServer start() {
    return EmbeddedServer.start(
        ServerOptions.defaults()
            .setting("shared_buffers", "64MB")
            .setting("autovacuum", "off")
            .setting("checkpoint_timeout", "1h")
            .setting("wal_buffers", "64kB")
            .setting("wal_sync_method", "open_datasync"));
  }

  private static Duration length() {
    double seconds = STORM_SECONDS * (QUIET_SECONDS.length - 1);
    for (double quiet : QUIET_SECONDS) {
      seconds += quiet;
    }
    return Duration.ofMillis(Math.round(1_000 * seconds));
  }

  private static List<Storm> storms(PGSimpleDataSource source) {
    List<Storm> storms = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      long end = System.nanoTime();
      for (int i = 0; i + 1 < QUIET_SECONDS.length; i++) {
        // not in the server, where a statement that takes long keeps old versions of rows alive
        long start = parkUntil(end + Math.round(QUIET_SECONDS[i] * 1e9));
        while (System.nanoTime() - start < STORM_SECONDS * 1e9) {
          statement.execute("CHECKPOINT");
        }
        end = System.nanoTime();
        storms.add(new Storm(start, end));
      }
      return storms;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long parkUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
    return System.nanoTime();
  }
}
