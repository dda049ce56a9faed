package io.stormdb.pgstats;

import io.stormdb.api.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What the numbers of a server have to do with the trouble of a load. */
final class Evidence {

  private static final double LEAST_R = 0.3;
  private static final double MOST_P = 0.05;

  /** What came with trouble once may have come by chance. */
  private static final int FEWEST_TIMES = 2;

  private static final double USUAL_QUANTILE = 0.75;
  private static final double SEEN_QUANTILE = 0.95;
  private static final double LEAST_SHARE_SEEN = 0.25;

  /** Who usually waits less for something does not usually wait for it. */
  private static final double LEAST_SHARE_USUAL = 0.05;

  /** A number that is known of fewer intervals is not looked at. */
  private static final double LEAST_KNOWN = 0.8;

  private static final Set<ServerMetric> SEEN =
      Set.of(
          ServerMetric.LOAD_WAITS_LOCK,
          ServerMetric.LOAD_WAITS_WAL,
          ServerMetric.LOAD_WAITS_IO,
          ServerMetric.LOAD_WAITS_LWLOCK,
          ServerMetric.LOAD_WAITS_IPC);

  private final Trouble trouble;
  private final List<ServerTimeline.During> server;
  private final boolean[] inEpisode;
  private final Map<ServerMetric, Tested> tested;

  /** A number and how it goes together with the trouble, its p corrected. */
  private record Tested(CrossCorrelation correlation, double pValue) {}

  private Evidence(Trouble trouble, List<ServerTimeline.During> server, long seed) {
    this.trouble = trouble;
    this.server = server;
    this.inEpisode = trouble.isInEpisode();
    this.tested = tested(seed);
  }

  static Evidence of(Trouble trouble, ServerTimeline timeline, long seed) {
    return new Evidence(
        trouble,
        trouble.client().stream()
            .map(interval -> timeline.during(interval.start(), interval.length()))
            .toList(),
        seed);
  }

  private Map<ServerMetric, Tested> tested(long seed) {
    double[] degrees = trouble.degrees();
    Map<ServerMetric, CrossCorrelation> all = new EnumMap<>(ServerMetric.class);
    for (Suspect suspect : Suspect.values()) {
      for (ServerMetric metric : suspect.metrics()) {
        series(metric)
            .filter(CrossCorrelation::varies)
            .ifPresent(
                values ->
                    all.put(
                        metric,
                        CrossCorrelation.of(values, degrees, Rng.seedOf(seed, metric.key()))));
      }
    }
    return corrected(all);
  }

  /** Holm's correction: the smallest p times all, the next times one less, and never less. */
  private static Map<ServerMetric, Tested> corrected(Map<ServerMetric, CrossCorrelation> all) {
    List<ServerMetric> byP =
        all.keySet().stream()
            .sorted(Comparator.comparingDouble(metric -> of(all, metric).pValue()))
            .toList();
    Map<ServerMetric, Tested> tested = new EnumMap<>(ServerMetric.class);
    double highest = 0;
    for (int i = 0; i < byP.size(); i++) {
      CrossCorrelation correlation = of(all, byP.get(i));
      highest = Math.max(highest, Math.min(1, (byP.size() - i) * correlation.pValue()));
      tested.put(byP.get(i), new Tested(correlation, highest));
    }
    return tested;
  }

  private static CrossCorrelation of(Map<ServerMetric, CrossCorrelation> all, ServerMetric metric) {
    return Objects.requireNonNull(all.get(metric));
  }

  /** Returns a number for each interval, its median where it is not known. */
  private Optional<double[]> series(ServerMetric metric) {
    double[] known =
        server.stream().flatMapToDouble(during -> during.figures().of(metric).stream()).toArray();
    if (known.length < LEAST_KNOWN * server.size()) {
      return Optional.empty();
    }
    double usual = Band.median(known);
    return Optional.of(
        server.stream().mapToDouble(d -> d.figures().of(metric).orElse(usual)).toArray());
  }

  /** Returns the causes of an episode, that which most speaks for first. */
  List<Cause> causes(Trouble.Span span) {
    List<Cause> causes = new ArrayList<>();
    for (Suspect suspect : Suspect.values()) {
      suspect.metrics().stream()
          .flatMap(metric -> cause(suspect, metric, span).stream())
          .min(BEST_FIRST)
          .ifPresent(causes::add);
    }
    causes.sort(BEST_FIRST);
    return causes;
  }

  private static final Comparator<Cause> BEST_FIRST =
      Comparator.comparing(Cause::strength)
          .thenComparing(Comparator.comparingDouble(Cause::correlation).reversed());

  private Optional<Cause> cause(Suspect suspect, ServerMetric metric, Trouble.Span span) {
    Tested test = tested.get(metric);
    if (test == null) {
      return Optional.empty();
    }
    boolean isSeen = isSeen(metric, span);
    boolean isCorrelated =
        test.correlation.r() >= LEAST_R
            && test.pValue <= MOST_P
            && trouble.spans().stream()
                    .filter(other -> isHigh(metric, other, test.correlation.lag()))
                    .count()
                >= FEWEST_TIMES;
    int lag = isSeen ? 0 : test.correlation.lag();
    if (!(isSeen || isCorrelated) || !isHigh(metric, span, lag)) {
      return Optional.empty();
    }
    OptionalDouble during = mean(metric, trouble.shifted(span, lag));
    double[] outside = outside(metric, lag);
    return Optional.of(
        new Cause(
            suspect,
            metric,
            during.getAsDouble(),
            Band.median(outside),
            isSeen ? Cause.Strength.SEEN : Cause.Strength.CORRELATED,
            test.correlation.r(),
            test.correlation.lag(),
            test.pValue));
  }

  /** Returns whether a number was higher in an episode than it usually is without trouble. */
  private boolean isHigh(ServerMetric metric, Trouble.Span span, int lag) {
    OptionalDouble during = mean(metric, trouble.shifted(span, lag));
    double[] outside = outside(metric, lag);
    return during.isPresent()
        && outside.length > 0
        && during.getAsDouble() > quantile(outside, USUAL_QUANTILE);
  }

  private boolean isSeen(ServerMetric metric, Trouble.Span span) {
    if (!SEEN.contains(metric)) {
      return false;
    }
    OptionalDouble waiting = mean(metric, span.slow());
    OptionalDouble sessions = mean(ServerMetric.LOAD_SESSIONS, span.slow());
    double[] outside = outside(metric, 0);
    double[] sessionsOutside = outside(ServerMetric.LOAD_SESSIONS, 0);
    if (waiting.isEmpty()
        || sessions.isEmpty()
        || sessions.getAsDouble() == 0
        || outside.length == 0
        || sessionsOutside.length == 0) {
      return false;
    }
    double usualSessions = Band.median(sessionsOutside);
    double usualShare = usualSessions == 0 ? 0 : Band.median(outside) / usualSessions;
    // few looks are in a short episode: what one in twenty others shows too may be chance
    boolean isTold = usualShare < LEAST_SHARE_USUAL || span.slow().size() >= FEWEST_TIMES;
    return isTold
        && waiting.getAsDouble() / sessions.getAsDouble() - usualShare >= LEAST_SHARE_SEEN
        && waiting.getAsDouble() > quantile(outside, SEEN_QUANTILE);
  }

  private OptionalDouble mean(ServerMetric metric, List<Integer> intervals) {
    return intervals.stream()
        .flatMapToDouble(i -> server.get(i).figures().of(metric).stream())
        .average();
  }

  /** Returns a number in all intervals that a server ahead by some was in without trouble. */
  private double[] outside(ServerMetric metric, int lag) {
    List<Double> outside = new ArrayList<>();
    for (int i = Math.max(0, -lag); i < Math.min(inEpisode.length, inEpisode.length - lag); i++) {
      if (!inEpisode[i + lag]) {
        server.get(i).figures().of(metric).ifPresent(outside::add);
      }
    }
    return outside.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double quantile(double[] numbers, double share) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Returns what autovacuum was seen working on in an episode. */
  Set<String> autovacuum(Trouble.Span span) {
    Set<String> seen = new TreeSet<>();
    for (int i = span.first(); i <= span.last(); i++) {
      seen.addAll(server.get(i).autovacuum());
    }
    return seen;
  }
}
