package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;

/**
 * Workers that go round: each thinks, then has its transaction served at every station, and begins
 * again (a closed system, as workers of a load test are).
 *
 * <p>Solved exactly by mean value analysis for one class of exponential (or processor-sharing)
 * work: M. Reiser and S. S. Lavenberg, "Mean-value analysis of closed multichain queueing
 * networks", Journal of the ACM 27, 1980. Of the station with several servers the probabilities of
 * 0 to c − 1 at it are carried along. The one of nobody there is p(0|n) = p(0|n−1) · X(n)/Y(n) with
 * Y(n) the throughput of the network without that station (M. Reiser, "Mean-value analysis and
 * convolution method for queue-dependent servers in closed queueing networks", Performance
 * Evaluation 1, 1981): one minus the others, as most books have it, loses all digits when the
 * station is busy. Immutable.
 *
 * @param demandSeconds D, time of service that a transaction needs at the station with {@code
 *     servers}; positive and finite
 * @param servers c, how many can be served there at once; at least 1
 * @param otherDemandsSeconds demands at further stations of one server each; positive and finite
 * @param thinkSeconds Z, time that a worker spends outside of all stations; not negative, finite
 */
public record ClosedNetwork(
    double demandSeconds, int servers, List<Double> otherDemandsSeconds, double thinkSeconds) {

  /** Checks the numbers and keeps a copy. */
  public ClosedNetwork {
    Rules.positive(demandSeconds, "demand");
    Rules.atLeast(1, servers, "servers");
    otherDemandsSeconds = List.copyOf(otherDemandsSeconds);
    otherDemandsSeconds.forEach(demand -> Rules.positive(demand, "demand"));
    Rules.notNegative(thinkSeconds, "think time");
  }

  /** Returns a network of one station. */
  public static ClosedNetwork of(double demandSeconds, int servers, double thinkSeconds) {
    return new ClosedNetwork(demandSeconds, servers, List.of(), thinkSeconds);
  }

  /**
   * The network with a number of workers.
   *
   * @param workers n
   * @param throughput X(n), transactions a second
   * @param responseSeconds R(n), mean time of a transaction without thinking
   * @param utilisation U = X·D/c of the station with {@code servers}, 0 to 1
   */
  public record Load(int workers, double throughput, double responseSeconds, double utilisation) {}

  /** Returns the sum of all demands: the time of a transaction that never waits. */
  public double serviceSeconds() {
    return demandSeconds + otherDemandsSeconds.stream().mapToDouble(d -> d).sum();
  }

  /**
   * Returns the network with 1 to {@code most} workers.
   *
   * @param most at least 1
   */
  public List<Load> upTo(int most) {
    Rules.atLeast(1, most, "workers");
    List<Load> loads = new ArrayList<>(most);
    double[] queues = new double[otherDemandsSeconds.size()];
    double[] without = new double[queues.length];
    double[] there = new double[servers]; // p(j|n) of j at the station, j < c
    there[0] = 1;
    double queue = 0;
    for (int n = 1; n <= most; n++) {
      double free = 0; // sum of (c - 1 - j) p(j|n-1)
      for (int j = 0; j < servers - 1; j++) {
        free += (servers - 1 - j) * there[j];
      }
      double residence = demandSeconds / servers * (1 + queue + free);
      double response = residence + residences(queues);
      double throughput = n / (thinkSeconds + response);
      queue = throughput * residence;
      advance(queues, throughput);
      double shadow = thinkSeconds + residences(without);
      double unhindered = n / shadow; // infinite if there is nothing but the station
      advance(without, shadow > 0 ? unhindered : 0);
      for (int j = servers - 1; j >= 1; j--) {
        there[j] = throughput * demandSeconds / j * there[j - 1];
      }
      there[0] = shadow > 0 ? there[0] * throughput / unhindered : 0;
      loads.add(new Load(n, throughput, response, throughput * demandSeconds / servers));
    }
    return loads;
  }

  /** Returns the time at the other stations for one who finds {@code queues} there. */
  private double residences(double[] queues) {
    double sum = 0;
    for (int i = 0; i < queues.length; i++) {
      sum += otherDemandsSeconds.get(i) * (1 + queues[i]);
    }
    return sum;
  }

  private void advance(double[] queues, double throughput) {
    for (int i = 0; i < queues.length; i++) {
      queues[i] = throughput * otherDemandsSeconds.get(i) * (1 + queues[i]);
    }
  }
}
