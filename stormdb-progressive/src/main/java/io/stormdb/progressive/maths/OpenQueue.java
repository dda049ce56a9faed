package io.stormdb.progressive.maths;

/**
 * A queue in front of equal servers, to which work comes at a rate of its own (an open system).
 *
 * <p>M/M/c: arrivals by chance (Poisson), exponential times of service, first come first served; c
 * = 1 is M/M/1. Source: L. Kleinrock, "Queueing Systems", volume 1, 1975, sections 3.2 and 3.5; A.
 * K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic
 * telephone exchanges", 1917. Immutable.
 *
 * @param arrivalRate λ, arrivals a second; positive and finite
 * @param serviceRate μ, what one server completes a second while busy; positive and finite
 * @param servers c, at least 1
 */
public record OpenQueue(double arrivalRate, double serviceRate, int servers) {

  /** Checks the numbers. */
  public OpenQueue {
    Rules.positive(arrivalRate, "arrival rate");
    Rules.positive(serviceRate, "service rate");
    Rules.atLeast(1, servers, "servers");
  }

  /** Returns a = λ/μ, the servers that are busy on average if the queue is stable (erlangs). */
  public double offeredLoad() {
    return arrivalRate / serviceRate;
  }

  /** Returns ρ = λ/(cμ); 1 or more is a queue that grows without end. */
  public double utilisation() {
    return offeredLoad() / servers;
  }

  /** Returns whether ρ is less than 1, without which there are no mean times. */
  public boolean isStable() {
    return utilisation() < 1;
  }

  /**
   * Returns the probability that an arrival has to wait, Erlang's C formula: C = B / (1 − ρ(1 −
   * B)), with his loss formula by the recursion B<sub>0</sub> = 1, B<sub>k</sub> = aB<sub>k−1</sub>
   * / (k + aB<sub>k−1</sub>), which neither overflows nor cancels. 1 if the queue is not stable.
   */
  public double waitingProbability() {
    if (!isStable()) {
      return 1;
    }
    double a = offeredLoad();
    double lost = 1;
    for (int k = 1; k <= servers; k++) {
      lost = a * lost / (k + a * lost);
    }
    return lost / (1 - utilisation() * (1 - lost));
  }

  /** Returns W<sub>q</sub> = C/(cμ − λ), the mean wait before service; infinite if not stable. */
  public double meanWaitSeconds() {
    return isStable()
        ? waitingProbability() / (servers * serviceRate - arrivalRate)
        : Double.POSITIVE_INFINITY;
  }

  /** Returns W = W<sub>q</sub> + 1/μ, the mean time from arrival to completion. */
  public double meanResponseSeconds() {
    return meanWaitSeconds() + 1 / serviceRate;
  }

  /** Returns L = λW, by Little's law how many wait or are served on average. */
  public double meanInSystem() {
    return arrivalRate * meanResponseSeconds();
  }

  /**
   * Returns the mean wait of M/G/c, and of G/G/c, approximately: W<sub>q</sub>(M/M/c) ·
   * (C<sub>a</sub>² + C<sub>s</sub>²)/2. For M/G/1 it is exact (Pollaczek and Khinchine). Source:
   * A. O. Allen, "Probability, Statistics, and Queueing Theory", 2nd edition, 1990, section 5.3.4
   * (Allen and Cunneen).
   *
   * @param arrivalVariation C<sub>a</sub>², variance of the time between arrivals over its squared
   *     mean; 1 if they come by chance (M), 0 on a timetable; not negative, finite
   * @param serviceVariation C<sub>s</sub>², the same of the time of service; 1 if exponential
   */
  public double meanWaitSeconds(double arrivalVariation, double serviceVariation) {
    Rules.notNegative(arrivalVariation, "variation of arrivals");
    Rules.notNegative(serviceVariation, "variation of service");
    return isStable()
        ? meanWaitSeconds() * (arrivalVariation + serviceVariation) / 2
        : Double.POSITIVE_INFINITY;
  }
}
