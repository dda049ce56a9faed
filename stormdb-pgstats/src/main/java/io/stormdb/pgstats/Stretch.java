package io.stormdb.pgstats;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server did between two samples.
 *
 * @param startNanos its start, from the start of the run; negative for what was before that
 * @param lengthNanos how long it was, greater than 0
 * @param figures by how much each count grew, and the average of each level; not there what is not
 *     known of all of the stretch
 * @param gaps why numbers of some views are not known, by the name of the view; usually empty
 * @param autovacuum what autovacuum was seen working on; blank for nothing
 */
public record Stretch(
    long startNanos,
    long lengthNanos,
    Figures figures,
    Map<String, String> gaps,
    String autovacuum) {

  /** Checks the length, and keeps copies. */
  public Stretch {
    if (lengthNanos <= 0) {
      throw new IllegalArgumentException("lengthNanos must be greater than 0, was " + lengthNanos);
    }
    gaps = Map.copyOf(gaps);
  }

  long endNanos() {
    return startNanos + lengthNanos;
  }

  /** Returns how much of the time between two moments belongs to this. */
  long overlapNanos(long fromNanos, long toNanos) {
    return Math.max(0, Math.min(endNanos(), toNanos) - Math.max(startNanos, fromNanos));
  }

  /** Returns both as one; the other comes right after this. */
  Stretch plus(Stretch next) {
    Map<ServerMetric, Double> sums = new EnumMap<>(ServerMetric.class);
    Map<ServerMetric, Double> others = next.figures.known();
    long length = next.endNanos() - startNanos;
    figures
        .known()
        .forEach(
            (metric, value) -> {
              Double other = others.get(metric);
              if (other != null) {
                sums.put(
                    metric,
                    metric.isLevel()
                        ? (value * lengthNanos + other * next.lengthNanos)
                            / (lengthNanos + next.lengthNanos)
                        : value + other);
              }
            });
    Map<String, String> both = new TreeMap<>(gaps);
    both.putAll(next.gaps);
    return new Stretch(
        startNanos,
        length,
        Figures.of(sums),
        both,
        autovacuum.isBlank() ? next.autovacuum : autovacuum);
  }
}
