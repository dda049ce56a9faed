package io.stormdb.core;

import io.stormdb.api.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A plan of which one value is about to change. Belongs to one thread. */
final class PlanDraft {
  String workload;
  OptionalInt scale;
  Optional<String> schema;
  Map<String, String> parameters;
  int workers;
  Load load;
  List<Phase> phases;
  RunPlan.End end;
  Duration warmup;
  Duration interval;
  long seed;
  int maxTries;
  Isolation isolation;
  Duration grace;
  boolean verify;
  Map<String, String> labels;
  Detail detail;
  Optional<Until> until;
  LatencyDetail latencyDetail;
  Shape shape;
  Connections connections;
  ErrorPolicy errors;
  Optional<MixWeights> mix;
  Optional<Duration> verifyEvery;

  PlanDraft(RunPlan plan) {
    workload = plan.workload();
    scale = plan.scale();
    schema = plan.schema();
    parameters = plan.parameters();
    workers = plan.workers();
    load = plan.load();
    phases = plan.phases();
    end = plan.end();
    warmup = plan.warmup();
    interval = plan.interval();
    seed = plan.seed();
    maxTries = plan.maxTries();
    isolation = plan.isolation();
    grace = plan.grace();
    verify = plan.verify();
    labels = plan.labels();
    detail = plan.detail();
    until = plan.until();
    latencyDetail = plan.latencyDetail();
    shape = plan.shape();
    connections = plan.connections();
    errors = plan.errors();
    mix = plan.mix();
    verifyEvery = plan.verifyEvery();
  }

  RunPlan plan() {
    return new RunPlan(
        workload,
        scale,
        schema,
        parameters,
        workers,
        load,
        phases,
        end,
        warmup,
        interval,
        seed,
        maxTries,
        isolation,
        grace,
        verify,
        labels,
        detail,
        until,
        latencyDetail,
        shape,
        connections,
        errors,
        mix,
        verifyEvery);
  }
}
