package io.stormdb.workloads.bulk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the steps of a run say to somebody who has rows to insert, in sentences made of their
 * numbers and nothing else.
 */
final class Advice {

  /** As near to the best as makes no difference in practice, and as noise may be. */
  private static final double ENOUGH = 0.95;

  private final List<Measurement> steps;
  private final int leftOut;

  Advice(List<Measurement> all) {
    // a step that was over too early, or had to wait for rows, says nothing of its method
    this.steps =
        all.stream().filter(step -> !step.isTooShort() && !step.isLimitedByGenerator()).toList();
    this.leftOut = all.size() - steps.size();
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<Combination> forms = new ArrayList<>();
    for (Measurement step : steps) {
      if (forms.stream().noneMatch(step.combination()::hasTableOf)) {
        forms.add(step.combination());
      }
    }
    for (Combination form : forms) {
      sentences.addAll(
          of(
              steps.stream().filter(step -> step.combination().hasTableOf(form)).toList(),
              forms.size() > 1 ? " (" + form.table() + ")" : ""));
    }
    sentences.addAll(ofTables());
    if (leftOut > 0) {
      sentences.add(
          text(
              "%d of %d steps are left out of this: too few batches, or rows that came too late (see the Compliance Card)",
              leftOut, steps.size() + leftOut));
    }
    return sentences;
  }

  private static List<String> of(List<Measurement> same, String table) {
    if (same.size() < 2) {
      return List.of();
    }
    Measurement best = best(same);
    List<String> sentences = new ArrayList<>();
    List<Measurement> ofMethod =
        same.stream().filter(step -> method(step) == method(best)).toList();
    Measurement smallest =
        ofMethod.stream()
            .filter(step -> speed(step) >= ENOUGH * speed(best))
            .min(Comparator.comparingInt(Advice::size))
            .orElse(best);
    String recommendation =
        text(
            "use %s in batches of %,d%s: %,.0f rows/s",
            method(smallest).key(), size(smallest), table, speed(smallest));
    if (size(smallest) < size(best)) {
      recommendation +=
          text(
              ", and batches of %,d, the fastest, make only %,.0f%s",
              size(best), speed(best), waits(smallest, best));
    }
    sentences.add(recommendation);
    for (Method method : Method.values()) {
      if (method != method(best)) {
        bestOf(same, method)
            .ifPresent(
                other ->
                    sentences.add(
                        text(
                            "%s makes %.2f times the rows of %s at its best (batches of %,d, %,.0f rows/s)%s",
                            method(best).key(),
                            speed(best) / speed(other),
                            method.key(),
                            size(other),
                            speed(other),
                            table)));
      }
    }
    return sentences;
  }

  private static String waits(Measurement small, Measurement large) {
    Optional<Duration> few = small.p95();
    Optional<Duration> many = large.p95();
    return few.isPresent() && many.isPresent()
        ? text(
            ", with a p95 of %.1f instead of %.1f ms a batch",
            many.get().toNanos() / 1e6, few.get().toNanos() / 1e6)
        : "";
  }

  /** Compares the forms of the table, by what was measured in both. */
  private List<String> ofTables() {
    List<String> sentences = new ArrayList<>();
    Measurement best = steps.isEmpty() ? null : best(steps);
    for (Measurement other : steps) {
      if (best != null
          && method(other) == method(best)
          && size(other) == size(best)
          && !other.combination().hasTableOf(best.combination())) {
        sentences.add(
            text(
                "%s in batches of %,d makes %.2f times the rows into a table with %s than into one with %s",
                method(best).key(),
                size(best),
                speed(best) / speed(other),
                best.combination().table(),
                other.combination().table()));
      }
    }
    return sentences;
  }

  private static Measurement best(List<Measurement> some) {
    return some.stream().max(Comparator.comparingDouble(Advice::speed)).orElseThrow();
  }

  private static Optional<Measurement> bestOf(List<Measurement> some, Method method) {
    return some.stream()
        .filter(step -> method(step) == method)
        .max(Comparator.comparingDouble(Advice::speed));
  }

  private static Method method(Measurement step) {
    return step.combination().method();
  }

  private static int size(Measurement step) {
    return step.combination().batchSize();
  }

  private static double speed(Measurement step) {
    return step.rowsPerSecond().orElse(0.0);
  }

  /** Returns a text whose numbers are the same in every locale. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
