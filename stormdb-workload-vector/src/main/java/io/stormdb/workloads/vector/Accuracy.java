package io.stormdb.workloads.vector;

import io.stormdb.api.Figure;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recall against speed: one measured step for each effort of the index, and for each share of rows
 * that a filter leaves. Belongs to one thread.
 */
final class Accuracy {

  /** What a search that misses one of twenty rows finds; enough for most who use an index. */
  private static final double GOOD = 0.95;

  private static final int[] EF_SEARCH = {10, 20, 40, 80, 160};
  private static final int[] PROBES = {1, 2, 5, 10, 20};

  private final Options options;
  private final boolean isIndexed;
  private final List<Point> points = new ArrayList<>();

  /**
   * One point of the curve.
   *
   * @param effort the setting of the index
   * @param recall share of the exact rows that were found
   * @param tps searches a second
   */
  private record Point(String effort, double recall, double tps) {}

  /**
   * One step.
   *
   * @param name of it, and of its transaction
   * @param percent of the rows that the filter leaves
   * @param effort how far the index looks; 0 without an index
   */
  record Case(String name, int percent, int effort) {}

  Accuracy(Options options, boolean isIndexed) {
    this.options = options;
    this.isIndexed = isIndexed;
  }

  /** Returns what is measured, in the order of reports. */
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    if (isIndexed) {
      for (int effort : options.index() == IndexKind.HNSW ? EF_SEARCH : PROBES) {
        cases.add(new Case(shortSetting() + "_" + effort, 100, effort));
      }
    }
    for (int percent : GroundTruth.PERCENTS) {
      if (percent < 100 || !isIndexed) {
        cases.add(
            new Case("search_" + percent + "_percent", percent, isIndexed ? options.effort() : 0));
      }
    }
    return cases;
  }

  private String shortSetting() {
    String setting = options.index().effortSetting();
    return setting.substring(setting.indexOf('.') + 1);
  }

  /** Returns the steps of a run. */
  List<Step> steps() {
    return cases().stream().map(this::step).toList();
  }

  private Step step(Case of) {
    Step step =
        Step.of(of.name())
            .attribute("rows_percent", Integer.toString(of.percent()))
            .weights(Map.of(of.name(), 1.0))
            .observation((connection, totals) -> observe(of, totals));
    return isIndexed
        // for the whole session, so that a search stays one statement
        ? step.attribute(shortSetting(), Integer.toString(of.effort()))
            .driverProperty("options", "-c " + options.index().effortSetting() + "=" + of.effort())
        : step;
  }

  private List<Figure> observe(Case of, RunTotals totals) {
    long searches = totals.committed(of.name());
    if (searches == 0 || totals.measuredMean(Search.recallOf(of.name())).isEmpty()) {
      return List.of();
    }
    double recall = totals.measuredMean(Search.recallOf(of.name())).getAsDouble();
    double tps = searches / (totals.measured().toNanos() / 1e9);
    if (isIndexed && of.percent() == 100) {
      points.add(new Point(shortSetting() + " " + of.effort(), recall, tps));
    }
    return List.of(
        Figure.of("Recall %", 100 * recall),
        Figure.of("Short %", 100.0 * totals.counted(Search.SHORT) / searches));
  }

  /** Returns which effort is enough. */
  List<String> conclusions() {
    if (points.isEmpty()) {
      return List.of();
    }
    Point best = points.stream().max(Comparator.comparingDouble(Point::recall)).orElseThrow();
    return points.stream()
        .filter(point -> point.recall() >= GOOD)
        .max(Comparator.comparingDouble(Point::tps))
        .map(
            enough ->
                List.of(
                    String.format(
                        Locale.ROOT,
                        "of those with a recall of %.0f%% or more, %s was the fastest: %.1f%% at %.1f searches a second",
                        100 * GOOD,
                        enough.effort(),
                        100 * enough.recall(),
                        enough.tps())))
        .orElseGet(
            () ->
                List.of(
                    String.format(
                        Locale.ROOT,
                        "no effort had a recall of %.0f%%; the best was %.1f%% with %s. Build a finer index, or search farther",
                        100 * GOOD,
                        100 * best.recall(),
                        best.effort())));
  }
}
