package io.stormdb.workloads.simple;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.ArrayList;
import java.util.List;

/** Brings the workloads {@code simple}, {@code simple_read} and {@code simple_write}. */
public final class SimplePlugin implements WorkloadPlugin {

  private static final String FAMILY = "simple";
  private static final String READ = "simple_read";
  private static final String WRITE = "simple_write";
  // 100,000 rows: loaded in about a second, and so many that workers seldom meet on one of them
  private static final int DEFAULT_SCALE = 100;
  private static final int MOST_SCALE = 100_000_000;

  private static final Parameter READ_RATIO =
      Parameter.decimal("read_ratio", 0.5, 0, 1, "", "Share of transactions that read.");

  private static final List<Parameter> COMMON =
      List.of(
          Parameter.integer(
              "value_size",
              100,
              1,
              SimpleWorkload.LONGEST_VALUE,
              "bytes",
              "Length of the value of each row, when it is loaded and when it is written."),
          Parameter.choice(
              "keys",
              "uniform",
              "How often which rows are asked for.",
              "uniform",
              "zipfian",
              "hotset"),
          Parameter.decimal(
              "zipf_theta",
              0.99,
              0,
              KeyDistribution.Zipfian.MOST,
              "",
              "With keys zipfian: the exponent of Zipf's law; 0 makes all rows alike."),
          Parameter.decimal(
              "hot_fraction",
              0.2,
              0,
              1,
              "",
              "With keys hotset: share of rows that are hot, rounded up, at least one row."),
          Parameter.decimal(
              "hot_probability",
              0.8,
              0,
              1,
              "",
              "With keys hotset: share of transactions that go to hot rows."));

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "simple", "1.0", "Reads and writes of single rows by key.", "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    List<Parameter> mixed = new ArrayList<>();
    mixed.add(READ_RATIO);
    mixed.addAll(COMMON);
    return List.of(
        type(FAMILY, "mixed", "Reads and writes single rows by key.", mixed),
        type(READ, "read", "Reads single rows by key.", COMMON),
        type(WRITE, "write", "Writes single rows by key.", COMMON));
  }

  private static WorkloadType type(
      String name, String alias, String description, List<Parameter> parameters) {
    return new WorkloadType(
        name,
        List.of(alias),
        FAMILY,
        description,
        "thousand rows",
        DEFAULT_SCALE,
        MOST_SCALE,
        parameters);
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    double readRatio =
        switch (type) {
          case READ -> 1;
          case WRITE -> 0;
          default -> parameters.decimal("read_ratio");
        };
    return new SimpleWorkload(
        readRatio, Math.toIntExact(parameters.integer("value_size")), keys(parameters));
  }

  private static KeyDistribution keys(Parameters parameters) {
    return switch (parameters.text("keys")) {
      case "zipfian" -> new KeyDistribution.Zipfian(parameters.decimal("zipf_theta"));
      case "hotset" ->
          new KeyDistribution.HotSet(
              parameters.decimal("hot_fraction"), parameters.decimal("hot_probability"));
      default -> new KeyDistribution.Uniform();
    };
  }
}
