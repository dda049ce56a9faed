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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * Returns the names of blocks that hold parameters: what is before a dot in their names. Runs no
   * code of jars but of the one that has the type that will be run.
   *
   * @param asked the type that will be run, if that is known
   */
  Set<String> sections(Optional<WorkloadType> asked) {
    return Stream.concat(known(), asked.stream().flatMap(type -> type.parameters().stream()))
        .map(Parameter::name)
        .filter(name -> name.indexOf('.') > 0)
        .map(name -> name.substring(0, name.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns all parameters of workloads on the class path. */
  private Stream<Parameter> known() {
    return catalog.plugins().stream()
        .filter(source -> source.jar().isEmpty())
        .flatMap(source -> source.plugin().types().stream())
        .flatMap(type -> type.parameters().stream());
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
                  .filter(setting -> !setting.key().name().equals(LoadKeys.MIX))
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
    for (Setting setting : settings.below(RunKeys.PARAMETERS)) {
      if (!declared.containsKey(setting.member()) && asksForNothing(setting)) {
        settings.remove(setting.name());
      } else {
        check(setting, selected.name(), declared);
      }
    }
  }

  /** A block that other workloads know may be there for this one too, if it changes nothing. */
  private boolean asksForNothing(Setting setting) {
    return setting.member().indexOf('.') > 0
        && known()
            .anyMatch(
                parameter ->
                    parameter.name().equals(setting.member())
                        && parameter.defaultValue().equals(setting.value()));
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
