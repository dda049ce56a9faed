package io.stormdb.workloads.bulk;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether the numbers of a run can be believed.
 *
 * @param measured what came of its steps
 */
record Audit(List<Measurement> measured) {

  List<Finding> findings() {
    return List.of(rows(), batches(), generator());
  }

  private Finding rows() {
    List<Measurement> wrong =
        measured.stream().filter(step -> step.found() != step.reported()).toList();
    return new Finding(
        "rows in the table",
        "",
        "as many as were reported, after every step",
        wrong.isEmpty()
            ? String.format(
                Locale.ROOT,
                "%,d rows in %d steps",
                measured.stream().mapToLong(Measurement::found).sum(),
                measured.size())
            : wrong.stream()
                .map(
                    step ->
                        "%s: %d rows, %d reported"
                            .formatted(step.combination().name(), step.found(), step.reported()))
                .collect(Collectors.joining("; ")),
        wrong.isEmpty() ? Verdict.PASS : Verdict.FAIL);
  }

  private Finding batches() {
    List<Measurement> few = measured.stream().filter(Measurement::isTooShort).toList();
    return new Finding(
        "batches",
        "",
        "at least %d in every step".formatted(Measurement.FEWEST_BATCHES),
        few.isEmpty()
            ? "at least " + measured.stream().mapToLong(Measurement::batches).min().orElse(0)
            : few.stream()
                    .map(step -> "%d in %s".formatted(step.batches(), step.combination().name()))
                    .collect(Collectors.joining("; "))
                + "; measure longer",
        few.isEmpty() ? Verdict.PASS : Verdict.FAIL);
  }

  private Finding generator() {
    List<Measurement> judged =
        measured.stream().filter(step -> step.waitedShare().isPresent()).toList();
    List<Measurement> limited = judged.stream().filter(Measurement::isLimitedByGenerator).toList();
    String found =
        judged.isEmpty()
            ? "not measured"
            : limited.isEmpty()
                ? "at most "
                    + judged.stream()
                        .max(Comparator.comparingDouble(step -> step.waitedShare().orElse(0)))
                        .map(Audit::waited)
                        .orElse("nothing")
                : "the generator was the bottleneck: "
                    + limited.stream().map(Audit::waited).collect(Collectors.joining("; "));
    return new Finding(
        "wait for the generator of rows",
        "",
        "at most 5 % of the workers' time, in every step",
        found,
        judged.isEmpty()
            ? Verdict.NOT_APPLICABLE
            : limited.isEmpty() ? Verdict.PASS : Verdict.FAIL);
  }

  private static String waited(Measurement step) {
    return String.format(
        Locale.ROOT,
        "%.1f %% in %s",
        100 * step.waitedShare().orElse(0),
        step.combination().name());
  }
}
