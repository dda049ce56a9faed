package io.stormdb.cli;

import io.stormdb.api.GoDuration;
import io.stormdb.core.StormDbException;
import io.stormdb.progressive.maths.AnalysisOptions;
import io.stormdb.progressive.maths.ScalingAnalysis;
import io.stormdb.report.AnalysisText;
import io.stormdb.report.Points;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what levels that somebody has measured mean.
 *
 * @param terminal hears of it
 */
record Analysis(Terminal terminal) {

  /** The configuration key that {@code --think-time} sets. */
  static final String THINK_TIME = "think_time";

  private static final long SEED = 42;

  /**
   * Reads a file and prints what follows from it.
   *
   * @param operands the file
   * @param thinkTime how long a worker waited between transactions, on average; empty for what the
   *     file says of it
   * @throws StormDbException if there is none, or something in it is wrong
   */
  void perform(List<String> operands, Optional<String> thinkTime) {
    if (operands.isEmpty()) {
      throw StormDbException.usage(
          "name the file to analyse: stormdb analyze points.csv, with columns workers,tps, or a study as CSV or JSON");
    }
    Path file = Path.of(operands.get(0));
    try {
      Points points = Points.read(file);
      points.remarks().forEach(remark -> terminal.say("stormdb: " + remark));
      ScalingAnalysis analysis =
          ScalingAnalysis.of(
              points.levels(),
              options(points)
                  .withThinkSeconds(thinkTime.map(Analysis::seconds).orElse(points.thinkSeconds()))
                  .withEvidence(points.evidence()));
      terminal.print(AnalysisText.format(file.toString(), analysis));
    } catch (IOException e) {
      throw StormDbException.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private static AnalysisOptions options(Points points) {
    AnalysisOptions usual = AnalysisOptions.usual(SEED);
    return points.workers().isPresent()
        ? usual.ofConnections(points.workers().getAsInt())
        : usual.withUnit(points.unit());
  }

  private static double seconds(String thinkTime) {
    try {
      return GoDuration.parse(thinkTime).toNanos() / 1e9;
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "--think-time must be the mean pause between transactions, such as 5ms, was '%s'"
              .formatted(thinkTime),
          e);
    }
  }
}
