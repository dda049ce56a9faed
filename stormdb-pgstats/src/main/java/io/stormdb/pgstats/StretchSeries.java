package io.stormdb.pgstats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server did from sample to sample. However long a run is, no more than {@link #MOST} are
 * kept: when there are more, neighbours are put together, and from then on as many as that. Belongs
 * to one thread.
 */
final class StretchSeries {

  /** Half of them are as many intervals as a result of a run keeps at most. */
  static final int MOST = 14_400;

  private final List<Stretch> kept = new ArrayList<>();
  private final List<Stretch> growing = new ArrayList<>();
  private int together = 1;
  private @Nullable Sample last;

  /** Takes in the next sample; times count from nanosecond 0 until {@link #from} says otherwise. */
  void add(Sample sample) {
    Sample earlier = last;
    // one without a duration tells nothing, and its counts will be in the next
    if (earlier == null) {
      last = sample;
    } else if (sample.nanos() - earlier.nanos() > 0) {
      growing.add(sample.since(earlier, 0));
      last = sample;
      if (growing.size() >= together) {
        keep();
      }
    }
  }

  private void keep() {
    growing.stream().reduce(Stretch::plus).ifPresent(kept::add);
    growing.clear();
    if (kept.size() >= MOST) {
      List<Stretch> pairs = new ArrayList<>();
      for (int i = 0; i + 1 < kept.size(); i += 2) {
        pairs.add(kept.get(i).plus(kept.get(i + 1)));
      }
      kept.clear();
      kept.addAll(pairs);
      together *= 2;
    }
  }

  /**
   * Returns what is kept so far.
   *
   * @param originNanos the moment from which starts are counted
   */
  List<Stretch> from(long originNanos) {
    List<Stretch> all = new ArrayList<>(kept);
    growing.stream().reduce(Stretch::plus).ifPresent(all::add);
    return all.stream()
        .map(
            stretch ->
                new Stretch(
                    stretch.startNanos() - originNanos,
                    stretch.lengthNanos(),
                    stretch.figures(),
                    stretch.gaps(),
                    stretch.autovacuum()))
        .toList();
  }
}
