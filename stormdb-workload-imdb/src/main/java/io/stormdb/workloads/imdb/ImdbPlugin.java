package io.stormdb.workloads.imdb;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings {@code imdb} and the other types of the same data. */
public final class ImdbPlugin implements WorkloadPlugin {

  static final String FAMILY = "imdb";

  private static final int DEFAULT_SCALE = 10_000;
  private static final int MOST_SCALE = 50_000_000;
  private static final String EXPLAIN = "explain";

  private static final Parameter OF_SQL =
      Parameter.flag(
          EXPLAIN,
          false,
          "Whether the planner's estimates of rows are compared with the actual rows after the run"
              + " (EXPLAIN ANALYZE, each query once).");

  /** Creates the plugin. */
  public ImdbPlugin() {}

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        FAMILY, "1.0", "Movies, people, ratings and who watches what.", "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    return Stream.of(Mode.values()).map(ImdbPlugin::type).toList();
  }

  private static WorkloadType type(Mode mode) {
    List<Parameter> parameters = new ArrayList<>(DataLoading.PARAMETERS);
    if (mode == Mode.SQL) {
      parameters.add(0, OF_SQL);
    }
    return new WorkloadType(
        mode.type(),
        mode == Mode.MIXED ? List.of(FAMILY + "_" + mode.suffix()) : List.of(),
        FAMILY,
        "Movies, people and an audience. " + mode.description(),
        "movies",
        DEFAULT_SCALE,
        MOST_SCALE,
        parameters);
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    Mode mode =
        Stream.of(Mode.values())
            .filter(candidate -> candidate.type().equals(type))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no type is named '" + type + "'"));
    return new ImdbWorkload(
        mode, mode == Mode.SQL && parameters.flag(EXPLAIN), DataLoading.of(parameters));
  }
}
