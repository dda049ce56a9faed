package io.stormdb.cli;

import io.stormdb.api.Parameter;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.WorkloadCatalog;
import java.util.Locale;
import java.util.Optional;

/** The list of workloads, and the explanation of one. */
final class WorkloadsText {

  private WorkloadsText() {}

  /**
   * Returns the text.
   *
   * @param topic the workload to explain, or empty for the list
   */
  static String of(WorkloadCatalog catalog, Optional<String> topic) {
    return topic.map(name -> explain(catalog.resolve(name))).orElseGet(() -> list(catalog));
  }

  private static String list(WorkloadCatalog catalog) {
    StringBuilder text = new StringBuilder();
    for (WorkloadType type : catalog.types()) {
      text.append(String.format(Locale.ROOT, "%-16s %s%n", type.name(), type.description()));
      if (!type.aliases().isEmpty()) {
        text.append(
            String.format(Locale.ROOT, "%-16s also: %s%n", "", String.join(", ", type.aliases())));
      }
    }
    return text.append(String.format("%nExplain one: stormdb workloads NAME%n")).toString();
  }

  private static String explain(WorkloadCatalog.Entry entry) {
    WorkloadType type = entry.type();
    StringBuilder text = new StringBuilder();
    text.append(String.format("%s: %s%n", type.name(), type.description()));
    if (!type.aliases().isEmpty()) {
      text.append(String.format("also: %s%n", String.join(", ", type.aliases())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "plugin: %s %s, %s%nschema: stormdb_%s%nscale: %s, 1 to %d, default %d%n",
            entry.plugin().info().name(),
            entry.plugin().info().version(),
            entry.plugin().info().author(),
            type.family(),
            type.scaleMeaning(),
            type.maxScale(),
            type.defaultScale()));
    text.append(type.parameters().isEmpty() ? "no parameters%n".formatted() : "%n".formatted());
    for (Parameter parameter : type.parameters()) {
      text.append(
          String.format(
              "  %s (%s), default %s%n      %s%n",
              parameter.name(),
              values(parameter),
              parameter.defaultValue(),
              parameter.description()));
    }
    return text.toString();
  }

  private static String values(Parameter parameter) {
    return switch (parameter.kind()) {
      case TEXT -> parameter.choices().isEmpty() ? "text" : String.join("|", parameter.choices());
      case CHOICES -> "list of " + String.join("|", parameter.choices());
      case INTEGERS ->
          String.format(
              Locale.ROOT,
              "list of numbers, %.0f to %.0f%s",
              parameter.minimum(),
              parameter.maximum(),
              unit(parameter));
      case FLAG -> "true|false";
      case DURATION -> "duration";
      case INTEGER ->
          String.format(
              Locale.ROOT,
              "%.0f to %.0f%s",
              parameter.minimum(),
              parameter.maximum(),
              unit(parameter));
      case DECIMAL -> parameter.minimum() + " to " + parameter.maximum() + unit(parameter);
    };
  }

  private static String unit(Parameter parameter) {
    return parameter.unit().isBlank() ? "" : " " + parameter.unit();
  }
}
