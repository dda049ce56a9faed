package io.stormdb.pgstats;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a server had counted at one moment of a run.
 *
 * @param nanos that moment, on the clock of {@link System#nanoTime}
 * @param epoch when the server's statistics began
 * @param views the numbers of each view, by its name
 * @param autovacuum what autovacuum was working on; blank for nothing
 */
record Sample(
    long nanos, ServerEpoch epoch, Map<String, Observed<Counters>> views, String autovacuum) {

  Sample {
    views = Map.copyOf(views);
  }

  /** Returns what happened since an earlier one. */
  Stretch since(Sample earlier, long originNanos) {
    Map<ServerMetric, Double> known = new EnumMap<>(ServerMetric.class);
    Map<String, String> gaps = new TreeMap<>();
    for (Map.Entry<String, Observed<Counters>> entry : views.entrySet()) {
      String view = entry.getKey();
      Observed<Counters> before = earlier.views.get(view);
      if (before instanceof Observed.Seen<Counters> first
          && entry.getValue() instanceof Observed.Seen<Counters> last) {
        boolean anew = isAnew(view, earlier, first.value(), last.value());
        if (anew) {
          gaps.put(view, Observed.RESET);
        }
        read(view, first.value(), last.value(), anew, known);
      }
    }
    return new Stretch(
        earlier.nanos - originNanos,
        nanos - earlier.nanos,
        Figures.of(known),
        gaps,
        autovacuum.isBlank() ? earlier.autovacuum : autovacuum);
  }

  private boolean isAnew(String view, Sample earlier, Counters first, Counters last) {
    if (!counts(view)) {
      return false;
    }
    // a crash takes the end of the log along if it had not been flushed yet, and nothing else of it
    boolean isLost =
        epoch.isAnewSince(earlier.epoch) && !view.equals(ServerMetric.WAL_BYTES.view());
    return isLost || last.since(first).isEmpty();
  }

  /** Returns whether the numbers of a view only grow. */
  private static boolean counts(String view) {
    for (ServerMetric metric : ServerMetric.values()) {
      if (metric.view().equals(view)) {
        return !metric.isLevel();
      }
    }
    return false;
  }

  private static void read(
      String view, Counters first, Counters last, boolean anew, Map<ServerMetric, Double> known) {
    for (ServerMetric metric : ServerMetric.values()) {
      if (metric.view().equals(view) && last.values().containsKey(metric.column())) {
        double value = Objects.requireNonNull(last.values().get(metric.column())).doubleValue();
        if (view.equals(WaitSampler.NAME)) {
          double looks = last.count(WaitSampler.LOOKS) - first.count(WaitSampler.LOOKS);
          if (looks > 0) {
            known.put(metric, (value - first.count(metric.column())) / looks);
          }
        } else if (metric.isLevel()) {
          known.put(metric, value);
        } else if (!anew && first.values().containsKey(metric.column())) {
          known.put(
              metric,
              value - Objects.requireNonNull(first.values().get(metric.column())).doubleValue());
        }
      }
    }
  }
}
