package io.stormdb.core;

import io.stormdb.api.Figure;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of a run that is made of steps.
 *
 * @param name of the step
 * @param attributes what sets it apart from the others, by name, in the order of reports
 * @param start from the start of the run
 * @param figures what the workload states of it
 * @param result what was measured in it, as if it had been a run of its own; without audit and
 *     checks, which belong to the run as a whole
 */
public record StepResult(
    String name,
    Map<String, String> attributes,
    Duration start,
    List<Figure> figures,
    RunResult result) {

  /** Keeps copies. */
  public StepResult {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    figures = List.copyOf(figures);
  }
}
