package io.stormdb.pgstats;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server did through a run, sample by sample, on the clock of the run. Immutable.
 *
 * @param every how often samples were to be taken
 * @param stretches what happened between samples, oldest first
 * @param missing why some views were not sampled, by their names
 * @param cost what taking the samples cost
 */
public record ServerTimeline(
    Duration every, List<Stretch> stretches, Map<String, String> missing, SamplingCost cost) {

  /** Keeps copies. */
  public ServerTimeline {
    stretches = List.copyOf(stretches);
    missing = Map.copyOf(missing);
  }

  /**
   * What the server did in an interval of the run.
   *
   * @param figures for each count how many a second, for each level its average
   * @param longest the longest stretch that the figures come from; of stretches longer than the
   *     interval only the average is known. Zero if there is none
   * @param gaps why some views are not known, by their names; usually empty
   * @param autovacuum what autovacuum was seen working on; usually empty
   */
  public record During(
      Figures figures, Duration longest, Map<String, String> gaps, Set<String> autovacuum) {
    /** Keeps copies. */
    public During {
      gaps = Map.copyOf(gaps);
      autovacuum = Set.copyOf(autovacuum);
    }
  }

  /**
   * Returns what the server did in an interval: each stretch counts as much as it lies in it. A
   * number that is known of less than half of the interval is left out.
   *
   * @param start from the start of the run
   * @param length of the interval, positive
   */
  public During during(Duration start, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("length must be positive, was " + length);
    }
    long from = start.toNanos();
    long to = from + length.toNanos();
    Map<ServerMetric, Double> sums = new EnumMap<>(ServerMetric.class);
    Map<ServerMetric, Long> covered = new EnumMap<>(ServerMetric.class);
    Map<String, String> gaps = new TreeMap<>();
    Set<String> autovacuum = new TreeSet<>();
    long longest = 0;
    for (int i = firstEndingAfter(from); i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      if (stretch.startNanos() >= to) {
        break;
      }
      long overlap = stretch.overlapNanos(from, to);
      longest = Math.max(longest, stretch.lengthNanos());
      gaps.putAll(stretch.gaps());
      if (!stretch.autovacuum().isBlank()) {
        autovacuum.add(stretch.autovacuum());
      }
      stretch
          .figures()
          .known()
          .forEach(
              (metric, value) -> {
                double weight =
                    metric.isLevel() ? overlap : overlap / (double) stretch.lengthNanos();
                sums.merge(metric, value * weight, Double::sum);
                covered.merge(metric, overlap, Long::sum);
              });
    }
    Map<ServerMetric, Double> figures = new EnumMap<>(ServerMetric.class);
    covered.forEach(
        (metric, nanos) -> {
          if (2 * nanos >= length.toNanos()) {
            double sum = Objects.requireNonNull(sums.get(metric));
            figures.put(metric, sum / (metric.isLevel() ? nanos : nanos / 1e9));
          }
        });
    return new During(Figures.of(figures), Duration.ofNanos(longest), gaps, autovacuum);
  }

  private int firstEndingAfter(long nanos) {
    int low = 0;
    int high = stretches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).endNanos() > nanos) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
