package io.stormdb.progressive;

import io.stormdb.core.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A study as it was kept, which another can go on from. Immutable.
 *
 * @param name where it was kept, for messages
 * @param plan what it measures, as {@link StudyPlan#texts}
 * @param started when it started
 * @param took how long it took so far
 * @param workload the type that ran; blank if nothing did
 * @param environment where it took place; empty if nothing was measured
 * @param bands what it measured
 * @param byConnections whether bands are known by their connections rather than their workers
 * @param thinkSeconds how long workers were told to wait between transactions, on average; not
 *     negative
 */
public record SavedStudy(
    String name,
    Map<String, String> plan,
    Instant started,
    Duration took,
    String workload,
    Optional<Environment> environment,
    List<BandResult> bands,
    boolean byConnections,
    double thinkSeconds) {

  /** Keeps copies. */
  public SavedStudy {
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    bands = List.copyOf(bands);
  }

  /** Returns in what another plan differs, a phrase each; none if it is the same. */
  List<String> differences(StudyPlan other) {
    Map<String, String> wanted = other.texts();
    TreeSet<String> names = new TreeSet<>(plan.keySet());
    names.addAll(wanted.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = plan.getOrDefault(name, "nothing");
      String now = wanted.getOrDefault(name, "nothing");
      if (!before.equals(now)) {
        differences.add("%s was %s and is %s".formatted(name, before, now));
      }
    }
    return differences;
  }

  /**
   * Returns the bands that need not be measured again: all but one that was interrupted, and those
   * at the end that failed. What kept them from being measured may be over, and nothing depends on
   * them yet.
   */
  List<BandResult> kept() {
    List<BandResult> kept =
        bands.stream().filter(band -> band.status() != BandResult.Status.INTERRUPTED).toList();
    int end = kept.size();
    while (end > 0 && kept.get(end - 1).status() == BandResult.Status.FAILED) {
      end--;
    }
    return kept.subList(0, end);
  }
}
