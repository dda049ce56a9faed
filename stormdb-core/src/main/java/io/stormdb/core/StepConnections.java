package io.stormdb.core;

import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the workers of all steps of a run came by connections, and when they had none.
 *
 * @param done the steps, at least one
 */
record StepConnections(List<StepResult> done) {

  private Stream<RunResult> results() {
    return done.stream().map(StepResult::result);
  }

  private Duration sum(Function<RunResult, Duration> part) {
    return results().map(part).reduce(Duration.ZERO, Duration::plus);
  }

  ConnectionFigures figures() {
    List<ConnectionFigures> all = results().map(RunResult::connections).toList();
    List<ConnectionSetup> setups = all.stream().map(ConnectionFigures::setup).toList();
    List<ConnectionFigures.Half> halves = new ArrayList<>();
    for (int half = 0; half < all.get(0).halves().size(); half++) {
      int index = half;
      halves.add(half(all.stream().map(one -> one.halves().get(index)).toList()));
    }
    return new ConnectionFigures(
        all.stream().mapToLong(ConnectionFigures::opened).sum(),
        StepSum.merged(all, ConnectionFigures::waits),
        all.get(0)
            .pool()
            .map(
                pool ->
                    new ConnectionFigures.Pool(
                        pool.size(),
                        all.stream()
                            .flatMap(one -> one.pool().stream())
                            .map(ConnectionFigures.Pool::busy)
                            .reduce(Duration.ZERO, Duration::plus))),
        halves,
        new ConnectionSetup(
            StepSum.merged(setups, ConnectionSetup::whole),
            StepSum.merged(setups, ConnectionSetup::tcp),
            StepSum.merged(setups, ConnectionSetup::unix),
            StepSum.merged(setups, ConnectionSetup::tls),
            StepSum.merged(setups, ConnectionSetup::logIn),
            StepSum.merged(setups, ConnectionSetup::firstQuery)),
        Optional.empty(),
        ServerUse.together(all.stream().flatMap(one -> one.servers().stream()).toList()),
        Optional.empty(),
        all.get(0).pooler(),
        all.get(0).direct());
  }

  private static ConnectionFigures.Half half(List<ConnectionFigures.Half> ofSteps) {
    return new ConnectionFigures.Half(
        ofSteps.get(0).mode(),
        ofSteps.get(0).workers(),
        ofSteps.stream().mapToLong(ConnectionFigures.Half::opened).sum(),
        Counts.sum(ofSteps.stream().map(ConnectionFigures.Half::counts).toList()),
        StepSum.merged(ofSteps, ConnectionFigures.Half::latencies),
        StepSum.merged(ofSteps, ConnectionFigures.Half::serviceTimes));
  }

  Availability availability() {
    List<Availability> all = results().map(RunResult::availability).toList();
    return new Availability(
        sum(result -> result.availability().measured()),
        all.get(0).workers(),
        sum(result -> result.availability().down()),
        sum(result -> result.availability().lost()),
        all.stream().mapToLong(Availability::failedAttempts).sum(),
        all.stream().mapToLong(Availability::outageCount).sum(),
        done.stream()
            .flatMap(
                step ->
                    step.result().availability().outages().stream()
                        .map(
                            outage ->
                                new Outage(
                                    step.start().plus(outage.start()),
                                    outage.length(),
                                    outage.workers(),
                                    outage.down(),
                                    outage.reason(),
                                    outage.sqlState(),
                                    outage.sample())))
            .limit(Connectivity.MOST_OUTAGES)
            .toList());
  }
}
