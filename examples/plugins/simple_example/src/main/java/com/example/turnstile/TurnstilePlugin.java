package com.example.turnstile;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code turnstile}. */
public final class TurnstilePlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "turnstile", "1.0", "People go through turnstiles, which count them.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "turnstile",
            List.of("gate"),
            "turnstile",
            "People go through turnstiles, which count them.",
            "stations of ten turnstiles",
            10,
            100_000,
            List.of(
                Parameter.decimal(
                    "look_share", 0.2, 0, 1, "", "Share of transactions that look at a count."))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new TurnstileWorkload(parameters.decimal("look_share"));
  }
}
