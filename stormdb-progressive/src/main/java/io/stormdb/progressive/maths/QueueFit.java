package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/** Finds the queue that fits measured levels best, by weighted least squares of response times. */
final class QueueFit {

  /** Mean value analysis takes steps of one worker: beyond, it would take seconds. */
  private static final int MOST_WORKERS = 2_000;

  private final List<Measured> levels;
  private final double[] response;
  private final double[] error;
  private final double thinkSeconds;
  private final boolean alone;
  private final OptionalDouble variation;

  private QueueFit(List<Measured> levels, double thinkSeconds) {
    this.levels = levels;
    this.thinkSeconds = thinkSeconds;
    response = new double[levels.size()];
    error = new double[response.length];
    for (int i = 0; i < response.length; i++) {
      Measured level = levels.get(i);
      double cycle = level.concurrency() / level.throughput();
      response[i] = Double.isNaN(level.meanSeconds()) ? cycle - thinkSeconds : level.meanSeconds();
      // N is fixed, so that R + Z = N/X has the relative error of X
      error[i] = cycle * level.standardError() / level.throughput();
    }
    Measured first = levels.get(0);
    alone = first.concurrency() == 1;
    double share = first.deviationSeconds() / first.meanSeconds();
    // who is alone waits for nobody: all of its time is service
    variation =
        alone && Double.isFinite(share) ? OptionalDouble.of(share * share) : OptionalDouble.empty();
  }

  /**
   * Returns the queue; empty if there are fewer than three levels, more than two thousand workers,
   * no times, or times that do not account for the workers, who then are somewhere else.
   *
   * @param levels one for each concurrency, ascending, each with a throughput
   */
  static Optional<Queueing> of(List<Measured> levels, double thinkSeconds, double confidence) {
    if (levels.size() < 3 || levels.get(levels.size() - 1).concurrency() > MOST_WORKERS) {
      return Optional.empty();
    }
    QueueFit fit = new QueueFit(levels, thinkSeconds);
    for (double seconds : fit.response) {
      if (!(seconds > 0)) {
        return Optional.empty();
      }
    }
    boolean isClosed =
        levels.stream()
            .flatMap(level -> LittleCheck.of(level, thinkSeconds).stream())
            .allMatch(LittleCheck::holds);
    if (!isClosed) {
      return Optional.empty();
    }
    return Optional.of(fit.best(confidence));
  }

  private Queueing best(double confidence) {
    ClosedNetwork best = network(1);
    double least = misfit(best);
    int most = (int) Math.ceil(levels.get(levels.size() - 1).concurrency());
    // each tenth more of many servers is hardly another curve
    for (int c = 2; c <= most; c = Math.max(c + 1, c + c / 10)) {
      ClosedNetwork network = network(c);
      double misfit = misfit(network);
      if (misfit < least) {
        best = network;
        least = misfit;
      }
    }
    return compared(best, confidence);
  }

  private ClosedNetwork network(int servers) {
    if (alone) {
      return ClosedNetwork.of(response[0], servers, thinkSeconds);
    }
    // nobody is served longer than the shortest response; nobody waits for more than all others
    double upper = response[0] * 1.5;
    double lower = response[0] * Math.min(1, servers / levels.get(0).concurrency()) / 1.5;
    double demand =
        new BrentOptimizer(1e-6, 1e-12)
            .optimize(
                new MaxEval(200),
                GoalType.MINIMIZE,
                new SearchInterval(lower, upper),
                new UnivariateObjectiveFunction(
                    d -> misfit(ClosedNetwork.of(d, servers, thinkSeconds))))
            .getPoint();
    return ClosedNetwork.of(demand, servers, thinkSeconds);
  }

  private double misfit(ClosedNetwork network) {
    double[] predicted = responses(network);
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      double scale = error[i] > 0 ? error[i] : response[i];
      double apart = (response[i] - predicted[i]) / scale;
      sum += apart * apart;
    }
    return sum;
  }

  private double[] responses(ClosedNetwork network) {
    double last = levels.get(levels.size() - 1).concurrency();
    List<ClosedNetwork.Load> loads = network.upTo((int) Math.ceil(last));
    return levels.stream().mapToDouble(level -> at(loads, level.concurrency())).toArray();
  }

  private static double at(List<ClosedNetwork.Load> loads, double workers) {
    int below = Math.max(1, (int) Math.floor(workers));
    double low = loads.get(below - 1).responseSeconds();
    double high = loads.get(Math.min(below, loads.size() - 1)).responseSeconds();
    return workers <= 1 ? low : low + (workers - below) * (high - low);
  }

  private Queueing compared(ClosedNetwork network, double confidence) {
    double[] predicted = responses(network);
    double demand = network.demandSeconds();
    double[] errors = new double[predicted.length];
    double[] p = new double[predicted.length];
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double step = 1e-3 * demand;
    double[] moved =
        responses(ClosedNetwork.of(demand + step, network.servers(), network.thinkSeconds()));
    for (int i = 0; i < p.length; i++) {
      // that of D spreads to all levels, by as much as R changes with it
      double slope = (moved[i] - predicted[i]) / step;
      errors[i] = alone ? Math.hypot(error[i], error[0] * slope) : error[i];
      boolean comparable = errors[i] > 0 && !(alone && i == 0);
      double z = (response[i] - predicted[i]) / errors[i];
      p[i] = comparable ? 2 * normal.cumulativeProbability(-Math.abs(z)) : 1;
    }
    boolean[] differs = Holm.rejected(p, 1 - confidence);
    OpenArrivals open = new OpenArrivals(demand, network.servers(), variation);
    List<Queueing.Level> compared = new ArrayList<>();
    OptionalDouble breaksDownAt = OptionalDouble.empty();
    for (int i = 0; i < p.length; i++) {
      Measured level = levels.get(i);
      compared.add(
          new Queueing.Level(
              level.concurrency(),
              level.throughput() * demand / network.servers(),
              response[i] - demand,
              predicted[i] - demand,
              errors[i],
              !differs[i],
              open.waitSeconds(level.throughput())));
      if (differs[i] && breaksDownAt.isEmpty()) {
        breaksDownAt = OptionalDouble.of(level.concurrency());
      }
    }
    return new Queueing(
        demand,
        alone ? Queueing.Demand.MEASURED_ALONE : Queueing.Demand.FITTED,
        network.servers(),
        variation,
        network.thinkSeconds(),
        compared,
        breaksDownAt,
        open.breaksDownAt(levels, response, errors, confidence));
  }
}
