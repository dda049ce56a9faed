package io.stormdb.report;

import io.stormdb.progressive.maths.Derivatives;
import io.stormdb.progressive.maths.Fit;
import io.stormdb.progressive.maths.Inflection;
import io.stormdb.progressive.maths.Model;
import io.stormdb.progressive.maths.ModelSelection;
import io.stormdb.progressive.maths.Peak;
import io.stormdb.progressive.maths.Violation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which curves describe measured levels, and where these turn, for people. */
final class ModelsText {

  private static final MathContext DIGITS = new MathContext(4);

  private ModelsText() {}

  /** Returns the curves, the best first; blank if none could be compared. */
  static String of(ModelSelection selection) {
    if (selection.candidates().isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .text("Model")
            .number("Weight")
            .number("R²")
            .number("Adjusted")
            .number("RMSE")
            .text("Parameters");
    for (ModelSelection.Candidate candidate : selection.candidates()) {
      Fit fit = candidate.fit();
      table.row(
          fit.model().name() + (fit.impossible() ? " (impossible)" : ""),
          String.format(Locale.ROOT, "%.1f%%", 100 * candidate.weight()),
          Numbers.decimal(fit.goodness().rSquared(), 4),
          Numbers.decimal(fit.goodness().adjustedRSquared(), 4),
          Numbers.rate(fit.goodness().rmse()),
          parameters(fit));
    }
    Block block = new Block("Curves (weights by AICc):").table(table);
    selection
        .candidate(Model.usl())
        .map(ModelSelection.Candidate::fit)
        .ifPresent(law -> law(law, block));
    selection
        .leftOut()
        .forEach(one -> block.text("%s is left out: %s".formatted(one.model(), one.reason())));
    return block.toString();
  }

  private static void law(Fit law, Block block) {
    law.peak()
        .ifPresent(
            peak ->
                block.text(
                    peak instanceof Peak.Found found
                        ? "The law is highest at %s (%s to %s)%s"
                            .formatted(
                                AnalysisText.level(found.concurrency().value()),
                                AnalysisText.level(found.concurrency().low()),
                                Double.isInfinite(found.concurrency().high())
                                    ? "unknown"
                                    : AnalysisText.level(found.concurrency().high()),
                                found.extrapolated() ? ", beyond what was measured" : "")
                        : "The law has no peak up to %s: %s"
                            .formatted(
                                AnalysisText.level(((Peak.NotInRange) peak).limit()),
                                ((Peak.NotInRange) peak).reason())));
    law.violations().stream().map(Violation::sentence).forEach(block::text);
  }

  private static String parameters(Fit fit) {
    return fit.parameters().stream()
        .map(
            one ->
                "%s=%s (%s to %s)"
                    .formatted(
                        one.symbol().name(),
                        number(one.value()),
                        number(one.estimate().low()),
                        number(one.estimate().high())))
        .collect(Collectors.joining(", "));
  }

  /** Returns where the curve turns for sure; blank if it does not. */
  static String of(Derivatives derivatives) {
    List<Inflection> sure =
        derivatives.inflections().stream().filter(Inflection::significant).toList();
    Block block = new Block("Inflections:");
    sure.forEach(
        one ->
            block.text(
                "at about %s (between %s and %s) %s"
                    .formatted(
                        AnalysisText.level(one.at()),
                        AnalysisText.level(one.low()),
                        AnalysisText.level(one.high()),
                        one.turn() == Inflection.Turn.TO_DIMINISHING
                            ? "each more begins to give less"
                            : "each more begins to give more")));
    return sure.isEmpty() ? "" : block.toString();
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    return (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7) || value == 0
        ? rounded.stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.3e", value);
  }
}
