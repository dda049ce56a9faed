package io.stormdb.pgstats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How far each interval of a load is out of its bands.
 *
 * @param client the intervals
 * @param tps the band of TPS
 * @param p99 the band of 99th percentiles in milliseconds
 */
record Trouble(List<ClientInterval> client, Band tps, Optional<Band> p99) {

  /** Beyond this, an interval is as bad as can be: one of them must not decide everything. */
  private static final double WORST = 3;

  private static final double BEST = -1;

  /** So many intervals that are in their bands do not end an episode. */
  private static final int MOST_BETWEEN = 1;

  /**
   * An episode.
   *
   * @param slow the numbers of the intervals that are out of a band, ascending, at least one
   */
  record Span(List<Integer> slow) {
    Span {
      slow = List.copyOf(slow);
    }

    int first() {
      return slow.get(0);
    }

    int last() {
      return slow.get(slow.size() - 1);
    }
  }

  /**
   * Returns a number for each interval: 0 at the median, 1 at the limit of a band, larger outside;
   * of both bands the worse one, from −1 to 3.
   */
  double[] degrees() {
    return client.stream().mapToDouble(this::degree).toArray();
  }

  private double degree(ClientInterval interval) {
    double ofTps = (tps.median() - interval.tps()) / (tps.median() - tps.limit());
    double ofP99 = p99.map(band -> ofLatency(band, interval)).orElse(BEST);
    return Math.max(BEST, Math.min(WORST, Math.max(ofTps, ofP99)));
  }

  private static double ofLatency(Band band, ClientInterval interval) {
    double middle = Math.log(band.median());
    return interval
        .p99()
        .filter(latency -> !latency.isZero())
        .map(latency -> (Math.log(millis(latency)) - middle) / (Math.log(band.limit()) - middle))
        .orElse(BEST);
  }

  /** Returns the episodes, oldest first. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    List<Integer> growing = new ArrayList<>();
    double[] degrees = degrees();
    for (int i = 0; i < degrees.length; i++) {
      if (degrees[i] > 1) {
        if (!growing.isEmpty() && i - growing.get(growing.size() - 1) > MOST_BETWEEN + 1) {
          spans.add(new Span(growing));
          growing.clear();
        }
        growing.add(i);
      }
    }
    if (!growing.isEmpty()) {
      spans.add(new Span(growing));
    }
    return spans;
  }

  /** Returns whether each interval belongs to an episode. */
  boolean[] isInEpisode() {
    boolean[] inside = new boolean[client.size()];
    for (Span span : spans()) {
      for (int i = span.first(); i <= span.last(); i++) {
        inside[i] = true;
      }
    }
    return inside;
  }

  static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  /** Returns the numbers of the intervals that a server ahead by some intervals was in then. */
  List<Integer> shifted(Span span, int lag) {
    TreeSet<Integer> shifted = new TreeSet<>();
    span.slow().stream()
        .map(i -> i - lag)
        .filter(i -> i >= 0 && i < client.size())
        .forEach(shifted::add);
    return List.copyOf(shifted);
  }
}
