package io.stormdb.core;

import io.stormdb.core.Details.OfStatement;
import io.stormdb.core.Details.OfWorker;
import io.stormdb.core.Details.Piece;
import io.stormdb.core.Details.Slice;
import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The details of the steps of a run, put together.
 *
 * @param names of all types of transactions that any of them may run
 * @param done the steps
 */
record StepDetails(List<String> names, List<StepResult> done) {

  private static final Slice IDLE =
      new Slice(
          Counts.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Details sum() {
    return new Details(
        grouped(Details::workers, OfWorker::name).map(StepDetails::worker).toList(),
        grouped(Details::statements, OfStatement::name)
            .map(StepDetails::statement)
            .sorted(
                Comparator.comparing(OfStatement::totalTime)
                    .reversed()
                    .thenComparing(OfStatement::name))
            .toList(),
        done.stream().flatMap(this::pieces).toList(),
        done.stream()
            .mapToInt(step -> step.result().details().intervalsKeptAsOne())
            .max()
            .orElse(1));
  }

  private <T> Stream<List<T>> grouped(Function<Details, List<T>> part, Function<T, String> byName) {
    Collection<List<T>> groups =
        done.stream()
            .flatMap(step -> part.apply(step.result().details()).stream())
            .collect(Collectors.groupingBy(byName, LinkedHashMap::new, Collectors.toList()))
            .values();
    return groups.stream();
  }

  private static OfWorker worker(List<OfWorker> inSteps) {
    return new OfWorker(
        inSteps.get(0).name(),
        Counts.sum(inSteps.stream().map(OfWorker::counts).toList()),
        StepSum.merged(inSteps, OfWorker::latencies),
        inSteps.stream().map(OfWorker::connected).reduce(Duration.ZERO, Duration::plus));
  }

  private static OfStatement statement(List<OfStatement> inSteps) {
    return new OfStatement(
        inSteps.get(0).name(),
        inSteps.get(0).kind(),
        inSteps.stream().mapToLong(OfStatement::errors).sum(),
        inSteps.stream().mapToLong(OfStatement::rows).sum(),
        StepSum.merged(inSteps, OfStatement::latencies));
  }

  /** Types are numbered as in the run as a whole, of which a step has only some. */
  private Stream<Piece> pieces(StepResult step) {
    List<String> ofStep =
        step.result().transactions().stream().map(RunResult.Transactions::name).toList();
    return step.result().details().intervals().stream()
        .map(
            piece ->
                piece.types().isEmpty()
                    ? piece
                    : new Piece(
                        names.stream().map(name -> type(name, ofStep, piece)).toList(),
                        piece.counters(),
                        piece.workers(),
                        piece.statements(),
                        piece.measures()));
  }

  private static Slice type(String name, List<String> ofStep, Piece piece) {
    int index = ofStep.indexOf(name);
    return index < 0 ? IDLE : piece.types().get(index);
  }
}
