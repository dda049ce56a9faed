package io.stormdb.pgstats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Intervals in which a load was out of its bands, one after another or with one in between that was
 * not.
 *
 * @param start from the start of the run
 * @param length from the start of the first interval to the end of the last
 * @param intervals how many of them were out of a band, at least 1
 * @param lowestTps the lowest TPS of them
 * @param highestP99 the highest 99th percentile of them; empty when nothing succeeded in any
 * @param causes what the server did then, that which most speaks for first; empty if nothing that
 *     was looked at explains it
 * @param autovacuum what autovacuum was seen working on; usually empty
 */
public record Episode(
    Duration start,
    Duration length,
    int intervals,
    double lowestTps,
    Optional<Duration> highestP99,
    List<Cause> causes,
    Set<String> autovacuum) {
  /** Keeps copies. */
  public Episode {
    causes = List.copyOf(causes);
    autovacuum = Set.copyOf(autovacuum);
  }
}
