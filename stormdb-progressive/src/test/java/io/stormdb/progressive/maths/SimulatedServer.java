package io.stormdb.progressive.maths;

import java.util.Random;

/**
 * A server of which everything is known: workers that think (their own time and that of the
 * network) and are served at a station of c servers.
 *
 * <p>With j at the station, m = min(j, c) of them are served, and mμ / (1 + σ(m − 1) + κj(j − 1))
 * are completed a second: only those who are served contend for what is serial, but all hold locks
 * and snapshots that the others have to look at. Thinking is exponential. That is a birth-death
 * process with a closed solution, neither the curve of the Universal Scalability Law nor that of
 * M/M/c//N, so that what is recovered was not put in by the same formula.
 *
 * @param servers c
 * @param rate μ, transactions a second of a server
 * @param contention σ
 * @param coherency κ
 * @param thinkSeconds Z, mean
 * @param noise standard deviation of a band's throughput, relative
 */
record SimulatedServer(
    int servers,
    double rate,
    double contention,
    double coherency,
    double thinkSeconds,
    double noise) {

  /** Batches of a band: its own standard error is no better known than from so many. */
  private static final int BATCHES = 20;

  /** Returns one with parameters in the range of real servers. */
  static SimulatedServer drawn(Random random) {
    int servers = 2 + random.nextInt(31);
    double rate = Math.exp(random.nextDouble() * 5 + 2);
    return new SimulatedServer(
        servers,
        rate,
        0.05 * random.nextDouble(),
        Math.pow(10, -5 + 2 * random.nextDouble()),
        (0.2 + 1.8 * random.nextDouble()) / rate,
        0.005 + 0.02 * random.nextDouble());
  }

  /** Returns what n workers truly complete a second. */
  double throughput(int n) {
    double logarithm = 0;
    double[] weight = new double[n + 1];
    double most = 0;
    for (int j = 1; j <= n; j++) {
      logarithm += Math.log((n - j + 1) / thinkSeconds) - Math.log(completions(j));
      weight[j] = logarithm;
      most = Math.max(most, logarithm);
    }
    double sum = 0;
    double completed = 0;
    for (int j = 0; j <= n; j++) {
      double p = Math.exp(weight[j] - most);
      sum += p;
      completed += j == 0 ? 0 : p * completions(j);
    }
    return completed / sum;
  }

  private double completions(int j) {
    int served = Math.min(j, servers);
    return served * rate / (1 + contention * (served - 1) + coherency * j * (j - 1.0));
  }

  /** Returns the level up to {@code most} at which throughput is truly highest. */
  int peak(int most) {
    int best = 1;
    for (int n = 2; n <= most; n++) {
      best = throughput(n) > throughput(best) ? n : best;
    }
    return best;
  }

  /** Returns a band as a study would measure it. */
  Measured measure(int n, Random random) {
    double truth = throughput(n);
    double x = truth * (1 + noise * random.nextGaussian());
    double squares = 0;
    for (int i = 1; i < BATCHES; i++) {
      double deviation = random.nextGaussian();
      squares += deviation * deviation;
    }
    double error = noise * truth * Math.sqrt(squares / (BATCHES - 1));
    double seconds = n / x - thinkSeconds;
    return new Measured(n, x, error, seconds, 2 * seconds, 3 * seconds, 0);
  }
}
