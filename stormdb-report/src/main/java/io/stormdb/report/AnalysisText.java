package io.stormdb.report;

import io.stormdb.progressive.maths.Bottleneck;
import io.stormdb.progressive.maths.Estimated;
import io.stormdb.progressive.maths.LittleCheck;
import io.stormdb.progressive.maths.Measured;
import io.stormdb.progressive.maths.Optimum;
import io.stormdb.progressive.maths.Queueing;
import io.stormdb.progressive.maths.Recommendation;
import io.stormdb.progressive.maths.Region;
import io.stormdb.progressive.maths.ScalingAnalysis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the mathematics make of measured levels, for people. */
public final class AnalysisText {

  private AnalysisText() {}

  /**
   * Returns all of it, the same in every locale.
   *
   * @param name what was analysed
   */
  public static String format(String name, ScalingAnalysis analysis) {
    List<String> blocks = new ArrayList<>();
    blocks.add(new Block("Scaling of " + Block.oneLine(name)).toString());
    blocks.add(levels(analysis));
    blocks.addAll(of(analysis));
    blocks.add(recommendation(analysis.recommendation()));
    blocks.removeIf(String::isBlank);
    return String.join("\n", blocks);
  }

  /** Returns a block for each thing that can be said. */
  static List<String> of(ScalingAnalysis analysis) {
    List<String> blocks = new ArrayList<>();
    blocks.add(regions(analysis));
    blocks.add(ModelsText.of(analysis.derivatives()));
    blocks.add(ModelsText.of(analysis.models()));
    blocks.add(optima(analysis));
    blocks.add(little(analysis));
    analysis.queueing().map(AnalysisText::queueing).ifPresent(blocks::add);
    blocks.add(bottleneck(analysis.bottleneck()));
    blocks.add(leftOut(analysis));
    blocks.removeIf(String::isBlank);
    return blocks;
  }

  /** Returns the regions in a few words. */
  static String inShort(ScalingAnalysis analysis) {
    return analysis.regions().isEmpty()
        ? "nothing can be told from what was measured"
        : analysis.regions().stream()
            .map(
                region ->
                    "%s from %s to %s"
                        .formatted(name(region.kind()), level(region.from()), level(region.to())))
            .collect(Collectors.joining(", "));
  }

  private static String levels(ScalingAnalysis analysis) {
    Table table =
        new Table()
            .number("Level")
            .number("TPS")
            .number("Std. Error")
            .number("Avg")
            .number("P95")
            .number("P99");
    for (Measured level : analysis.levels()) {
      table.row(
          level(level.concurrency()),
          Numbers.rate(level.throughput()),
          Double.isNaN(level.standardError())
              ? Numbers.NO_DATA
              : Numbers.rate(level.standardError()),
          seconds(level.meanSeconds()),
          seconds(level.p95Seconds()),
          seconds(level.p99Seconds()));
    }
    return analysis.levels().isEmpty() ? "" : new Block("Levels:").table(table).toString();
  }

  private static String regions(ScalingAnalysis analysis) {
    if (analysis.regions().isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .text("Region")
            .number("From")
            .number("To")
            .number("TPS for each more")
            .number("95% range")
            .number("Of the ideal");
    for (Region region : analysis.regions()) {
      table.row(
          name(region.kind()),
          level(region.from()),
          level(region.to()),
          signed(region.gain().value()),
          signed(region.gain().low()) + " to " + signed(region.gain().high()),
          String.format(Locale.ROOT, "%.0f%%", 100 * region.shareOfIdeal()));
    }
    return new Block("Regions (errors of levels: " + errors(analysis) + "):")
        .table(table)
        .toString();
  }

  private static String errors(ScalingAnalysis analysis) {
    return switch (analysis.errors()) {
      case BANDS -> "from their intervals";
      case REPEATS -> "from repeats";
      case SCATTER -> "from the scatter about the curve";
      case UNKNOWN -> "unknown";
    };
  }

  private static String optima(ScalingAnalysis analysis) {
    if (analysis.optima().isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .text("Best")
            .number("Level")
            .number("95% range")
            .number("TPS")
            .number("Efficiency")
            .text("");
    for (Optimum optimum : analysis.optima()) {
      table.row(
          name(optimum.kind()),
          level(optimum.level().value()),
          range(optimum.level()),
          Numbers.rate(optimum.throughput()),
          String.format(Locale.ROOT, "%.0f%%", 100 * optimum.efficiency()),
          optimum.isMeasured() ? "measured" : "on the curve");
    }
    return new Block("Optima:").table(table).toString();
  }

  /** Returns which levels have workers that are not accounted for; blank if none has. */
  private static String little(ScalingAnalysis analysis) {
    List<LittleCheck> broken = analysis.little().stream().filter(check -> !check.holds()).toList();
    if (broken.isEmpty()) {
      return "";
    }
    LittleCheck worst =
        broken.stream()
            .max(Comparator.comparingDouble(check -> Math.abs(check.missingShare())))
            .orElseThrow();
    return new Block("Little's law does not hold:")
        .text(
            "of %s, throughput and times account for %s"
                .formatted(
                    level(worst.workers()) + (worst.workers() == 1 ? " worker" : " workers"),
                    String.format(Locale.ROOT, "%,.1f", worst.accountedFor())))
        .text(
            worst.missingShare() > 0
                ? "the rest was in pauses between transactions (give them with --think-time) or in"
                    + " the load driver"
                : "more than there are cannot be: were latencies in milliseconds, throughput in"
                    + " seconds, and the think time right?")
        .text("so there is no comparison with a queue, and what depends on latency has no range")
        .toString();
  }

  private static String queueing(Queueing queue) {
    Table table =
        new Table()
            .number("Workers")
            .number("Utilisation")
            .number("Wait measured")
            .number("M/M/c//N")
            .text("");
    boolean isOpenKnown = queue.measuredVariation().isPresent();
    if (isOpenKnown) {
      table.number("M/G/c");
    }
    for (Queueing.Level level : queue.levels()) {
      List<String> cells = new ArrayList<>();
      cells.add(level(level.workers()));
      cells.add(String.format(Locale.ROOT, "%.0f%%", 100 * level.utilisation()));
      cells.add(wait(level.measuredWaitSeconds()));
      cells.add(wait(level.predictedWaitSeconds()));
      cells.add(level.isQueue() ? "" : "differs");
      if (isOpenKnown) {
        cells.add(openWait(level.openWaitSeconds()));
      }
      table.row(cells.toArray(String[]::new));
    }
    Block block =
        new Block("Queueing (M/M/c//N%s):".formatted(isOpenKnown ? " and M/G/c" : ""))
            .value(
                "Service",
                "%s on each of %s, %s"
                    .formatted(
                        seconds(queue.demandSeconds()),
                        Numbers.count(queue.servers(), "server", "servers"),
                        queue.demand() == Queueing.Demand.MEASURED_ALONE
                            ? "measured with one worker"
                            : "as fits best"))
            .value("Variation of Service", variation(queue))
            .table(table);
    queue
        .breaksDownAt()
        .ifPresent(
            at ->
                block.text(
                    "From %s on transactions do not just wait their turn".formatted(workers(at))));
    queue
        .openBreaksDownAt()
        .ifPresent(
            at ->
                block.text(
                    "From %s on they do not wait as if they came by chance (M/G/c)"
                        .formatted(workers(at))));
    return block.toString();
  }

  private static String openWait(double seconds) {
    if (Double.isInfinite(seconds)) {
      return "no end";
    }
    return seconds(seconds);
  }

  private static String variation(Queueing queue) {
    return queue.measuredVariation().isPresent()
        ? String.format(
            Locale.ROOT,
            "C² = %.2f, measured with one worker",
            queue.measuredVariation().getAsDouble())
        : "not measured with one worker, so there is no M/G/c to compare with";
  }

  private static String bottleneck(Bottleneck bottleneck) {
    Block block = new Block("Bottleneck: " + bottleneck.kind().words());
    bottleneck.evidence().forEach(block::text);
    if (bottleneck.evidence().isEmpty()) {
      block.text("nothing was observed that says; --collect-pg-stats shows what sessions wait for");
    }
    return block.toString();
  }

  private static String leftOut(ScalingAnalysis analysis) {
    Block block = new Block("Left out of the analysis:");
    analysis.leftOut().forEach(one -> block.value(level(one.level().concurrency()), one.reason()));
    return analysis.leftOut().isEmpty() ? "" : block.toString();
  }

  private static String recommendation(Recommendation found) {
    return new Block("Recommendation: " + found.sentence()).toString();
  }

  static String name(Region.Kind kind) {
    return kind == Region.Kind.UNCLEAR ? "cannot tell" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static String name(Optimum.Kind kind) {
    return switch (kind) {
      case MAXIMUM -> "most TPS";
      case USL_PEAK -> "peak of the scalability law";
      case KNEE -> "knee";
      case EFFICIENCY -> "TPS for its latency";
      case UNDER_BOUND -> "under the limit of latency";
    };
  }

  private static String range(Estimated figure) {
    return Double.isInfinite(figure.low())
        ? "unknown"
        : level(figure.low())
            + " to "
            + (Double.isInfinite(figure.high()) ? "unknown" : level(figure.high()));
  }

  private static String workers(double level) {
    return level(level) + (level == 1 ? " worker" : " workers");
  }

  static String level(double number) {
    return number == Math.rint(number)
        ? Numbers.count((long) number)
        : String.format(Locale.ROOT, "%,.1f", number);
  }

  private static String signed(double rate) {
    return (rate < 0 ? "-" : "") + Numbers.rate(Math.abs(rate));
  }

  private static String wait(double seconds) {
    return Math.round(seconds * 1e9) < 0 ? "-" + seconds(-seconds) : seconds(Math.max(0, seconds));
  }

  private static String seconds(double seconds) {
    return Double.isNaN(seconds)
        ? Numbers.NO_DATA
        : Numbers.latency(Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
