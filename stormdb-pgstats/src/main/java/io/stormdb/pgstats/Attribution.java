package io.stormdb.pgstats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a load was slow, and what its server did then. Immutable.
 *
 * <p>An interval is slow if its TPS fell below their {@link Band} or its 99th percentile rose above
 * its own. Slow intervals make {@link Episode}s. A number of the server is a {@link Cause} of one
 * if it was higher in it than in three of four intervals that were not slow, and either the
 * sessions of the load were seen waiting for it, or it goes together with the trouble over the
 * whole run:
 *
 * <ul>
 *   <li>the correlation r is at least 0.3,
 *   <li>its p is at most 0.05 after Holm's correction for all numbers that were looked at (Holm, "A
 *       simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics
 *       6, 1979),
 *   <li>and it was high in two episodes or more. What came at the same time once is no evidence.
 * </ul>
 *
 * @param intervals how many intervals were judged
 * @param tps the band of TPS
 * @param p99 the band of 99th percentiles in milliseconds; empty if too few intervals had one
 * @param episodes when the load was slow, oldest first; empty in a quiet run
 */
public record Attribution(int intervals, Band tps, Optional<Band> p99, List<Episode> episodes) {

  /** The fewest intervals of which anything is said. */
  public static final int FEWEST = 20;

  /** Keeps a copy. */
  public Attribution {
    episodes = List.copyOf(episodes);
  }

  /**
   * Finds out. Gives the same for the same arguments.
   *
   * @param client equal intervals of a load that was not meant to change, oldest first, without
   *     warm-up
   * @param server on the same clock
   * @param seed where the permutations come from
   * @return the reason why not, if there are fewer than {@link #FEWEST} intervals or nothing
   *     succeeded in most of them
   */
  public static Observed<Attribution> of(
      List<ClientInterval> client, ServerTimeline server, long seed) {
    if (client.size() < FEWEST) {
      return new Observed.Missing<>(
          "%s whole intervals are needed, there were %s".formatted(FEWEST, client.size()));
    }
    Band tps = Band.ofTps(client.stream().mapToDouble(ClientInterval::tps).toArray());
    if (tps.median() == 0) {
      return new Observed.Missing<>("nothing succeeded in most of the intervals");
    }
    double[] latencies =
        client.stream()
            .flatMap(interval -> interval.p99().stream())
            .mapToDouble(Trouble::millis)
            .filter(millis -> millis > 0)
            .toArray();
    Optional<Band> p99 =
        latencies.length < FEWEST ? Optional.empty() : Optional.of(Band.ofLatency(latencies));
    Trouble trouble = new Trouble(client, tps, p99);
    List<Trouble.Span> spans = trouble.spans();
    List<Episode> episodes = new ArrayList<>();
    if (!spans.isEmpty()) {
      Evidence evidence = Evidence.of(trouble, server, seed);
      spans.forEach(span -> episodes.add(episode(client, span, evidence)));
    }
    return new Observed.Seen<>(new Attribution(client.size(), tps, p99, episodes));
  }

  private static Episode episode(
      List<ClientInterval> client, Trouble.Span span, Evidence evidence) {
    List<ClientInterval> slow = span.slow().stream().map(client::get).toList();
    ClientInterval first = client.get(span.first());
    return new Episode(
        first.start(),
        client.get(span.last()).end().minus(first.start()),
        slow.size(),
        slow.stream().mapToDouble(ClientInterval::tps).min().orElseThrow(),
        slow.stream()
            .flatMap(interval -> interval.p99().stream())
            .max((one, other) -> one.compareTo(other)),
        evidence.causes(span),
        evidence.autovacuum(span));
  }
}
