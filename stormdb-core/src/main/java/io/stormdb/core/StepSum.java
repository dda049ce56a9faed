package io.stormdb.core;

import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.core.RunResult.ErrorClass;
import io.stormdb.core.RunResult.Interval;
import io.stormdb.core.RunResult.Statements;
import io.stormdb.core.RunResult.Transactions;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the steps of a run came to together. Counts and times are added up, histograms are merged,
 * and intervals follow one another; nothing is averaged.
 *
 * @param planned how many steps there were to be
 * @param names of all types of transactions that any of them may run
 * @param done those that ran, at least one
 * @param degraded what went wrong outside of them
 * @param cancelled whether somebody ended the run
 */
record StepSum(
    int planned,
    List<String> names,
    List<StepResult> done,
    List<String> degraded,
    boolean cancelled) {

  /** Returns the names under which transactions of the given types are recorded. */
  static List<String> typeNames(List<TransactionType> types) {
    return Stream.concat(
            types.stream().map(TransactionType::name),
            types.stream()
                .filter(TransactionType::isDeferred)
                .map(type -> type.name() + Runner.DEFERRED_SUFFIX))
        .toList();
  }

  private Stream<RunResult> results() {
    return done.stream().map(StepResult::result);
  }

  /** Returns the run as a whole; it has neither audit nor checks nor conclusions yet. */
  RunResult result() {
    RunResult first = done.get(0).result();
    StepConnections steps = new StepConnections(done);
    return new RunResult(
        first.runId(),
        first.plan(),
        first.workload(),
        first.schema(),
        first.parameters(),
        first.notice(),
        status(),
        allDegraded(),
        first.started(),
        sum(RunResult::warmup),
        sum(RunResult::measured),
        first.environment(),
        first.data(),
        names.stream().map(this::transactions).toList(),
        statements(),
        errors(),
        done.stream().flatMap(StepSum::intervals).toList(),
        counters(),
        Counts.sum(results().map(RunResult::warmupCounts).toList()),
        openLoop(),
        List.of(),
        List.of(),
        List.of(),
        client(),
        measures(),
        new StepDetails(names, done).sum(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        steps.figures(),
        steps.availability(),
        new Steps(planned, done, List.of()));
  }

  private RunResult.Status status() {
    RunResult.Status last = done.get(done.size() - 1).result().status();
    return last != RunResult.Status.COMPLETED || done.size() == planned
        ? last
        : cancelled ? RunResult.Status.INTERRUPTED : RunResult.Status.FAILED;
  }

  private List<String> allDegraded() {
    List<String> all = new ArrayList<>();
    for (StepResult step : done) {
      for (String reason : step.result().degraded()) {
        all.add("step '%s': %s".formatted(step.name(), reason));
      }
    }
    all.addAll(degraded);
    return all;
  }

  private Duration sum(Function<RunResult, Duration> part) {
    return results().map(part).reduce(Duration.ZERO, Duration::plus);
  }

  private Transactions transactions(String name) {
    List<Transactions> all =
        results()
            .flatMap(result -> result.transactions().stream())
            .filter(type -> type.name().equals(name))
            .toList();
    return new Transactions(
        name,
        Counts.sum(all.stream().map(Transactions::counts).toList()),
        merged(all, Transactions::latencies),
        merged(all, Transactions::serviceTimes),
        merged(all, Transactions::failedLatencies));
  }

  static <T> Latencies merged(Collection<T> all, Function<T, Latencies> part) {
    return Latencies.merged(all.stream().map(part).toList());
  }

  private Map<StatementKind, Statements> statements() {
    Map<StatementKind, Statements> byKind = new EnumMap<>(StatementKind.class);
    results()
        .forEach(
            result ->
                result
                    .statements()
                    .forEach(
                        (kind, some) ->
                            byKind.merge(
                                kind,
                                some,
                                (one, other) ->
                                    new Statements(
                                        one.count() + other.count(), one.rows() + other.rows()))));
    return byKind;
  }

  private List<ErrorClass> errors() {
    Map<List<String>, ErrorClass> byClass = new LinkedHashMap<>();
    results()
        .flatMap(result -> result.errors().stream())
        .forEach(
            error ->
                byClass.merge(
                    List.of(error.name(), error.sqlState()),
                    error,
                    (one, other) ->
                        new ErrorClass(
                            one.name(),
                            one.sqlState(),
                            one.transactions() + other.transactions(),
                            one.retried() + other.retried(),
                            one.sample())));
    return byClass.values().stream()
        .sorted(
            Comparator.comparingLong((ErrorClass error) -> error.transactions() + error.retried())
                .reversed())
        .toList();
  }

  private static Stream<Interval> intervals(StepResult step) {
    return step.result().intervals().stream()
        .map(
            one ->
                new Interval(
                    step.start().plus(one.start()),
                    one.length(),
                    one.measured(),
                    one.counts(),
                    one.statements(),
                    one.p50(),
                    one.p95(),
                    one.p99(),
                    one.max(),
                    one.startDelay(),
                    one.rows(),
                    one.mean(),
                    one.p90(),
                    one.p999(),
                    one.lost(),
                    one.down(),
                    one.service(),
                    one.connectionWait()));
  }

  private Map<String, Long> counters() {
    Map<String, Long> byName = new TreeMap<>();
    results()
        .forEach(
            result ->
                result.counters().forEach((name, count) -> byName.merge(name, count, Long::sum)));
    return byName;
  }

  private Optional<RunResult.OpenLoop> openLoop() {
    List<RunResult.OpenLoop> all =
        results().map(RunResult::openLoop).flatMap(Optional::stream).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RunResult.OpenLoop(
                all.stream().mapToLong(RunResult.OpenLoop::due).sum(),
                all.stream().mapToLong(RunResult.OpenLoop::unissued).sum(),
                merged(all, RunResult.OpenLoop::startDelays)));
  }

  /** The worst of the steps: where the driver was the bottleneck once, some numbers are its own. */
  private Optional<ClientHealth> client() {
    return done.stream()
        .flatMap(
            step ->
                step.result().client().stream()
                    .map(
                        health ->
                            new ClientHealth(
                                health.grade(),
                                "in step '%s', %s".formatted(step.name(), health.reason()),
                                health.use())))
        .max(Comparator.comparing(ClientHealth::grade));
  }

  private Map<String, RunResult.Measured> measures() {
    Map<String, RunResult.Measured> byName = new TreeMap<>();
    results()
        .forEach(
            result ->
                result
                    .measures()
                    .forEach(
                        (name, some) ->
                            byName.merge(
                                name,
                                some,
                                (one, other) ->
                                    new RunResult.Measured(
                                        one.unit(),
                                        Values.merged(List.of(one.values(), other.values()))))));
    return byName;
  }
}
