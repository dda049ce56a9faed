package io.stormdb.core.config;

import io.stormdb.api.Parameter;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.Nearest;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the parameters of workloads by what their types declare. */
final class ParameterCheck {

  private final WorkloadCatalog catalog;
  private final Settings settings;
  private final Problems problems;

  ParameterCheck(WorkloadCatalog catalog, Settings settings, Problems problems) {
    this.catalog = catalog;
    this.settings = settings;
    this.problems = problems;
  }

  /** The block of the family that is run gives its parameters; the others are only checked. */
  void addBlocks(Map<String, List<Setting>> parametersByFamily, Optional<WorkloadType> selected) {
    Optional<String> ours = selected.map(WorkloadType::family);
    parametersByFamily.forEach(
        (family, parameters) -> {
          if (ours.filter(family::equals).isPresent()) {
            settings.addAll(parameters);
          } else {
            try {
              Map<String, Parameter> declared = declaredBy(family);
              parameters.stream()
                  .filter(setting -> !setting.key().name().equals(Keys.MIX))
                  .forEach(setting -> check(setting, family, declared));
            } catch (StormDbException e) {
              problems.missing(String.valueOf(e.getMessage()));
            }
          }
        });
  }

  /** Checks what was given for the type that is run. */
  void check(WorkloadType selected) {
    Map<String, Parameter> declared = byName(selected.parameters());
    settings.below(Keys.PARAMETERS).forEach(setting -> check(setting, selected.name(), declared));
  }

  private Map<String, Parameter> declaredBy(String family) {
    return byName(
        catalog.typesOf(family).stream().flatMap(type -> type.parameters().stream()).toList());
  }

  private static Map<String, Parameter> byName(List<Parameter> parameters) {
    Map<String, Parameter> map = new LinkedHashMap<>();
    parameters.forEach(parameter -> map.putIfAbsent(parameter.name(), parameter));
    return map;
  }

  private void check(Setting setting, String workload, Map<String, Parameter> declared) {
    Parameter parameter = declared.get(setting.member());
    if (parameter == null) {
      problems.about(
          setting,
          "workload '%s' has no parameter '%s'; %s"
              .formatted(workload, setting.member(), hint(setting.member(), declared)));
      return;
    }
    String problem = parameter.problemWith(setting.value());
    if (problem != null) {
      problems.about(setting, problem);
    }
  }

  private static String hint(String name, Map<String, Parameter> declared) {
    String available =
        declared.isEmpty() ? "it has none" : "available: " + String.join(", ", declared.keySet());
    return Nearest.to(name, declared.keySet())
        .map(near -> "did you mean '" + near + "'?")
        .orElse(available);
  }
}
