package io.stormdb.progressive;

import io.stormdb.core.Environment;
import io.stormdb.progressive.maths.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a study. Immutable, and complete: everything that a report shows is in here or
 * follows from it.
 *
 * @param plan what was asked for
 * @param status how the study ended
 * @param started when it started, before it was resumed if it was
 * @param took how long it took, interruptions not counted
 * @param workload the type that ran, aliases resolved; blank if nothing did
 * @param environment where it took place; empty if nothing was measured
 * @param bands in the order in which they were measured
 * @param leftOut why levels were not measured, a sentence each
 * @param notes what a reader must know, a sentence each
 */
public record StudyResult(
    StudyPlan plan,
    Status status,
    Instant started,
    Duration took,
    String workload,
    Optional<Environment> environment,
    List<BandResult> bands,
    List<String> leftOut,
    List<String> notes) {

  /** How a study ended. */
  public enum Status {
    /** It has not. */
    RUNNING,
    /** As planned; single bands may have failed. */
    COMPLETED,
    /** Early, because somebody wanted it so. */
    INTERRUPTED,
    /** Without any band that conclusions could be drawn from. */
    FAILED
  }

  /** Keeps copies. */
  public StudyResult {
    bands = List.copyOf(bands);
    leftOut = List.copyOf(leftOut);
    notes = List.copyOf(notes);
  }

  /** Returns the bands that conclusions are drawn from, in the order of measurement. */
  public List<BandResult> usable() {
    return bands.stream().filter(BandResult::isUsable).toList();
  }

  /** Returns the bands that failed. */
  public List<BandResult> failed() {
    return bands.stream().filter(band -> band.status() == BandResult.Status.FAILED).toList();
  }

  /** Returns the usable bands for the mathematics, in the order of measurement. */
  public List<Measured> measured() {
    return bands.stream()
        .flatMap(band -> band.measured(plan.strategy().isOnlyConnections()).stream())
        .toList();
  }

  /** Returns the number that a band is known by: of its workers, or of its connections. */
  public int number(BandResult band) {
    return plan.strategy().isOnlyConnections()
        ? band.level().connections()
        : band.level().workers();
  }

  /** Returns the usable band with the most TPS. */
  public Optional<BandResult> best() {
    return usable().stream()
        .max(Comparator.comparingDouble(band -> band.figures().orElseThrow().tps()));
  }

  /**
   * Returns the usable band with the least load: what efficiency is relative to. Empty in a search
   * for a rate, in which the rate decides what each worker does.
   */
  public Optional<BandResult> reference() {
    return usable().stream()
        .filter(band -> band.level().rate().isEmpty())
        .min(
            Comparator.<BandResult>comparingInt(band -> band.level().workers())
                .thenComparingInt(band -> band.level().connections())
                .thenComparingInt(BandResult::number));
  }

  /**
   * Returns TPS per worker relative to the {@linkplain #reference band with the least load}: 1 if
   * every worker is worth as much as there.
   */
  public OptionalDouble workerEfficiency(BandResult band) {
    return relative(band.tpsPerWorker(), reference().flatMap(BandResult::tpsPerWorker));
  }

  /**
   * Returns TPS per connection relative to the {@linkplain #reference band with the least load}.
   */
  public OptionalDouble connectionEfficiency(BandResult band) {
    return relative(band.tpsPerConnection(), reference().flatMap(BandResult::tpsPerConnection));
  }

  private static OptionalDouble relative(Optional<Double> figure, Optional<Double> reference) {
    return figure.isPresent() && reference.filter(one -> one > 0).isPresent()
        ? OptionalDouble.of(figure.get() / reference.get())
        : OptionalDouble.empty();
  }
}
