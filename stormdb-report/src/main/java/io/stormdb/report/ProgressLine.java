package io.stormdb.report;

import io.stormdb.api.Step;
import io.stormdb.core.ClientHealth;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints a line about a run every now and then: what happened since the last line, not since the
 * start. Warnings come at once. Not safe for use by many threads; a run needs only one.
 */
public final class ProgressLine implements RunListener, AutoCloseable {

  private final PrintWriter out;
  private final Duration every;
  private final boolean silent;
  private Counts counts = Counts.ZERO;
  private Latencies latencies = Latencies.none();
  private Optional<Duration> late = Optional.empty();
  private long statements;
  private Duration length = Duration.ZERO;
  private Duration end = Duration.ZERO;
  private Duration left = Duration.ZERO;
  private boolean measured;
  private String step = "";
  private int steps;

  private ProgressLine(PrintWriter out, Duration every, boolean silent) {
    this.out = out;
    this.every = every;
    this.silent = silent;
  }

  /**
   * Returns one that prints a line whenever a stretch of time has passed since the last, and at the
   * end of the warm-up.
   *
   * @param every positive; rounded to whole intervals of the plan
   */
  public static ProgressLine every(Duration every, PrintWriter out) {
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("every must be positive, was " + every);
    }
    return new ProgressLine(out, every, false);
  }

  /** Returns one that prints only warnings. */
  public static ProgressLine warningsOnly(PrintWriter out) {
    return new ProgressLine(out, Duration.ZERO, true);
  }

  @Override
  public void steps(RunPlan plan, List<Step> all) {
    steps = all.size();
  }

  @Override
  public void step(int number, Step next) {
    // what is left of the step before must not be shown under the name of this one
    print();
    step = "  [%d/%d %s]".formatted(number, steps, next.name());
  }

  @Override
  public void interval(
      Duration start, Duration lasted, boolean isMeasured, Tally tally, Duration timeLeft) {
    if (silent) {
      return;
    }
    if (isMeasured != measured) {
      print();
      measured = isMeasured;
    }
    counts = counts.plus(tally.counts());
    statements += tally.statementCount();
    latencies = Latencies.merged(List.of(latencies, tally.latencies()));
    late =
        Stream.of(late, tally.startDelays().max())
            .flatMap(Optional::stream)
            .max(Duration::compareTo);
    length = length.plus(lasted);
    end = start.plus(lasted);
    left = timeLeft;
    // intervals are never quite as long as planned: the nearest to the wanted length is meant
    if (length.plus(lasted.dividedBy(2)).compareTo(every) > 0) {
      print();
    }
  }

  @Override
  public void degraded(String reason) {
    out.println("WARNING: " + Block.oneLine(reason));
    out.flush();
  }

  @Override
  public void judged(ClientHealth client) {
    print();
    ClientText.warning(client).ifPresent(out::println);
    out.flush();
  }

  /** Prints what has happened since the last line. To be called after the run. */
  @Override
  public void close() {
    print();
  }

  private void print() {
    if (length.isZero()) {
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%8s  TPS %9s  QPS %9s  p95 %7s  p99 %7s  errors %s  retries %s%s%s%s%s",
            Numbers.span(tenths(end)),
            Numbers.rate(counts.successful(), length),
            Numbers.rate(statements, length),
            Numbers.latency(latencies.percentile(95)),
            Numbers.latency(latencies.percentile(99)),
            Numbers.count(counts.failed()),
            Numbers.count(counts.retries()),
            late.map(delay -> "  late " + Numbers.latency(late)).orElse(""),
            left.isZero() ? "" : "  left " + Numbers.span(tenths(left)),
            measured ? "" : "  (warm-up)",
            step));
    out.flush();
    counts = Counts.ZERO;
    latencies = Latencies.none();
    late = Optional.empty();
    statements = 0;
    length = Duration.ZERO;
  }

  private static Duration tenths(Duration duration) {
    return Duration.ofMillis(Math.round(duration.toMillis() / 100.0) * 100);
  }
}
