package io.stormdb.workloads.vector;

import io.stormdb.api.Figure;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.RunTotals;
import io.stormdb.api.Step;
import java.sql.Connection;
import java.sql.SQLException;
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

  private static final String EF_SEARCH = "sweep_ef_search";
  private static final String PROBES = "sweep_probes";

  private final Options options;
  private final List<Long> efforts;
  private final boolean isIndexed;
  private final List<Point> points = new ArrayList<>();
  private final List<String> withoutIndex = new ArrayList<>();

  /** Says whether searches go through the index. */
  @FunctionalInterface
  interface Probe {
    /**
     * Asks the server.
     *
     * @param percent of the rows that the filter of the searches leaves
     * @param settings of the sessions that search
     */
    boolean usesIndex(Connection connection, int percent, Map<String, String> settings)
        throws SQLException;
  }

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
  record Case(String name, int percent, long effort) {}

  /**
   * Prepares.
   *
   * @param efforts of which each has a step; none without an index
   */
  Accuracy(Options options, List<Long> efforts) {
    this.options = options;
    this.efforts = efforts;
    this.isIndexed = options.index() != IndexKind.NONE;
  }

  static List<Parameter> declared() {
    return List.of(
        Parameter.integers(
            EF_SEARCH,
            "10, 20, 40, 80, 160",
            1,
            1_000,
            "candidates",
            "HNSW: each ef_search that is measured."),
        Parameter.integers(
            PROBES,
            "1, 2, 5, 10, 20",
            1,
            32_768,
            "lists",
            "IVFFlat: each probes that is measured."));
  }

  /** Returns the efforts that are configured for an index. */
  static List<Long> efforts(Parameters parameters, IndexKind index) {
    return switch (index) {
      case NONE -> List.of();
      case HNSW -> parameters.integers(EF_SEARCH);
      case IVFFLAT -> parameters.integers(PROBES);
    };
  }

  /** Returns what is measured, in the order of reports. */
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (long effort : efforts) {
      cases.add(new Case(shortSetting() + "_" + effort, 100, effort));
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
  List<Step> steps(Probe probe) {
    return cases().stream().map(of -> step(of, probe)).toList();
  }

  private Step step(Case of, Probe probe) {
    Step step =
        Step.of(of.name())
            .attribute("rows_percent", Integer.toString(of.percent()))
            .weights(Map.of(of.name(), 1.0))
            .observation(
                (connection, totals) -> {
                  if (isIndexed && !probe.usesIndex(connection, of.percent(), settings(of))) {
                    withoutIndex.add(of.name());
                  }
                  return observe(of, totals);
                });
    return isIndexed
        // for the whole session, so that a search stays one statement
        ? step.attribute(shortSetting(), Long.toString(of.effort()))
            .driverProperty("options", "-c " + options.index().effortSetting() + "=" + of.effort())
        : step;
  }

  private Map<String, String> settings(Case of) {
    return Map.of(options.index().effortSetting(), Long.toString(of.effort()));
  }

  private List<Figure> observe(Case of, RunTotals totals) {
    long searches = totals.committed(of.name());
    if (searches == 0 || totals.measuredMean(Search.recallOf(of.name())).isEmpty()) {
      return List.of();
    }
    double recall = totals.measuredMean(Search.recallOf(of.name())).getAsDouble();
    double tps = searches / (totals.measured().toNanos() / 1e9);
    // what was exact anyway says nothing about the effort of an index
    if (isIndexed && of.percent() == 100 && !withoutIndex.contains(of.name())) {
      points.add(new Point(shortSetting() + " " + of.effort(), recall, tps));
    }
    return List.of(
        Figure.of("Recall %", 100 * recall),
        Figure.of("Short %", 100.0 * totals.counted(Search.SHORT) / searches));
  }

  /** Returns which effort is enough, and what was not measured of the index. */
  List<String> conclusions() {
    List<String> conclusions = new ArrayList<>(enoughEffort());
    if (!withoutIndex.isEmpty()) {
      conclusions.add(
          "the server reads rows instead of the index in "
              + String.join(", ", withoutIndex)
              + ": recall and speed there are those of an exact search");
    }
    return conclusions;
  }

  private List<String> enoughEffort() {
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
                        "of those with a recall of %.0f%% or more, %s was the fastest: %.1f%% at %,.1f searches a second",
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
