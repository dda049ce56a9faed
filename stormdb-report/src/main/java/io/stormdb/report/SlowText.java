package io.stormdb.report;

import io.stormdb.core.Outage;
import io.stormdb.core.RunResult;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.Cause;
import io.stormdb.pgstats.Cause.Strength;
import io.stormdb.pgstats.Episode;
import io.stormdb.pgstats.LockActivity;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.Suspect;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the server did when the load was slow. */
final class SlowText {

  private static final int MOST_EPISODES = 5;
  private static final int MOST_CAUSES = 3;
  private static final int MOST_BLOCKADES = 3;

  private SlowText() {}

  /** Returns the block, or a blank text when no statistics were collected. */
  static String of(RunResult result, Optional<ServerStatistics> statistics) {
    return statistics
        .filter(found -> !result.measured().isZero())
        .map(
            found ->
                block(
                    Explanation.of(result, found),
                    found.activity().locks().find(),
                    result.availability().outages()))
        .orElse("");
  }

  static String block(
      Observed<Attribution> explanation, Optional<LockActivity> locks, List<Outage> outages) {
    Block block = new Block("Slow Intervals:");
    explanation
        .find()
        .ifPresentOrElse(
            found -> add(block, found, locks, outages),
            () -> block.text(Numbers.NO_DATA + ": " + explanation.whyMissing().orElseThrow()));
    return block.toString();
  }

  private static void add(
      Block block, Attribution attribution, Optional<LockActivity> locks, List<Outage> outages) {
    List<Episode> episodes = attribution.episodes();
    long slow = episodes.stream().mapToLong(Episode::intervals).sum();
    block.text(
        "%s of %s: TPS below %s (median %s)%s"
            .formatted(
                slow == 0 ? "none" : Numbers.count(slow),
                Numbers.count(attribution.intervals()),
                Numbers.rate(attribution.tps().limit()),
                Numbers.rate(attribution.tps().median()),
                attribution
                    .p99()
                    .map(
                        band ->
                            ", or P99 above %s (median %s)"
                                .formatted(millis(band.limit()), millis(band.median())))
                    .orElse("")));
    episodes.stream()
        .sorted(
            Comparator.comparingInt(Episode::intervals).reversed().thenComparing(Episode::start))
        .limit(MOST_EPISODES)
        .sorted(Comparator.comparing(Episode::start))
        .forEach(episode -> add(block, episode, locks, outages));
    if (episodes.size() > MOST_EPISODES) {
      block.text("and %s shorter ones".formatted(Numbers.count(episodes.size() - MOST_EPISODES)));
    }
  }

  private static String millis(double millis) {
    return Numbers.latency(Numbers.nanos(millis * 1e6));
  }

  private static void add(
      Block block, Episode episode, Optional<LockActivity> locks, List<Outage> outages) {
    block.text(
        "%s to %s: TPS down to %s%s"
            .formatted(
                Numbers.span(episode.start()),
                Numbers.span(episode.start().plus(episode.length())),
                Numbers.rate(episode.lowestTps()),
                episode
                    .highestP99()
                    .map(latency -> ", P99 up to " + Numbers.latency(latency))
                    .orElse("")));
    List<Outage> during =
        outages.stream().filter(outage -> !overlap(episode, outage).isZero()).toList();
    for (Outage outage : during) {
      block.line(
          "    No connection: up to %s had none for %s of it, noticed by %s"
              .formatted(
                  Numbers.count(outage.workers(), "worker", "workers"),
                  Numbers.span(overlap(episode, outage)),
                  outage.reason()));
    }
    if (episode.causes().isEmpty() && during.isEmpty()) {
      block.line("    nothing that was looked at on the server explains it");
    }
    for (Cause cause : episode.causes().stream().limit(MOST_CAUSES).toList()) {
      block.line("    " + cause(cause));
      details(cause.suspect(), episode, locks)
          .forEach(line -> block.line("      " + Block.oneLine(line)));
    }
  }

  private static Duration overlap(Episode episode, Outage outage) {
    Duration from = Collections.max(List.of(episode.start(), outage.start()));
    Duration to =
        Collections.min(
            List.of(episode.start().plus(episode.length()), outage.start().plus(outage.length())));
    return to.compareTo(from) > 0 ? to.minus(from) : Duration.ZERO;
  }

  /** Returns who or what it was, where that is known. */
  private static Stream<String> details(
      Suspect suspect, Episode episode, Optional<LockActivity> locks) {
    return switch (suspect) {
      case LOCKS ->
          locks.stream()
              .flatMap(seen -> seen.blockadesDuring(episode.start(), episode.length()).stream())
              .limit(MOST_BLOCKADES)
              .map(ActivityText::blockade);
      case AUTOVACUUM -> episode.autovacuum().stream().sorted();
      default -> Stream.empty();
    };
  }

  private static String cause(Cause cause) {
    return "%s: %s %s, usually %s; %s"
        .formatted(
            name(cause.suspect()),
            cause.metric().key().replace('_', ' '),
            MetricNames.value(cause.metric(), cause.during()),
            MetricNames.value(cause.metric(), cause.usually()),
            strength(cause));
  }

  private static String strength(Cause cause) {
    String correlation =
        String.format(
            Locale.ROOT,
            "r = %.2f, p = %s",
            cause.correlation(),
            Numbers.decimal(OptionalDouble.of(cause.pValue()), 2));
    if (cause.strength() == Strength.SEEN) {
      return "the load was seen waiting for it (" + correlation + ")";
    }
    int lag = cause.lagIntervals();
    return correlation
        + (lag == 0
            ? ""
            : ", %s %s"
                .formatted(
                    Numbers.count(Math.abs(lag), "interval", "intervals"),
                    lag > 0 ? "earlier" : "later"));
  }

  private static String name(Suspect suspect) {
    return switch (suspect) {
      case CHECKPOINT -> "Checkpoint";
      case WAL -> "Write-ahead log";
      case LOCKS -> "Locks";
      case CONTENTION -> "Contention inside the server";
      case AUTOVACUUM -> "Autovacuum";
      case CONNECTIONS -> "Connections";
      case TEMP_FILES -> "Temporary files";
      case IO -> "Data files";
      case OTHER_PROCESSES -> "Other processes";
    };
  }
}
