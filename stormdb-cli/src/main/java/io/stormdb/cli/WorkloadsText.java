package io.stormdb.cli;

import io.stormdb.api.Parameter;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.PluginSource;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.util.List;
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
    catalog.plugins().forEach(source -> list(text, source));
    return text.append(String.format("%nExplain one: stormdb workloads NAME%n")).toString();
  }

  private static void list(StringBuilder text, PluginSource source) {
    List<WorkloadType> types;
    try {
      types = source.plugin().types();
    } catch (StormDbException e) {
      // the list is for finding out what there is, and the others are there
      String names = source.metadata().describeWorkloads();
      text.append("%s cannot be used: %s%n".formatted(names, e.getMessage()));
      return;
    }
    for (WorkloadType type : types) {
      text.append(String.format(Locale.ROOT, "%-16s %s%n", type.name(), type.description()));
      if (!type.aliases().isEmpty()) {
        text.append("%-16s also: %s%n".formatted("", String.join(", ", type.aliases())));
      }
      if (source.jar().isPresent()) {
        text.append("%-16s from: %s%n".formatted("", source.where()));
      }
    }
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
            "plugin: %s %s, %s%nfrom: %s%nschema: stormdb_%s%nscale: %s, 1 to %d, default %d%n",
            entry.plugin().info().name(),
            entry.plugin().info().version(),
            entry.plugin().info().author(),
            entry.source().where(),
            type.family(),
            type.scaleMeaning(),
            type.maxScale(),
            type.defaultScale()));
    PluginInfo needs = entry.plugin().info();
    if (!needs.extensions().isEmpty() || needs.minimumPostgresql() > PluginInfo.OLDEST_POSTGRESQL) {
      text.append(
          "needs: PostgreSQL %d or later%s%n"
              .formatted(
                  needs.minimumPostgresql(),
                  needs.extensions().isEmpty()
                      ? ""
                      : ", extensions " + entry.source().metadata().describeExtensions()));
    }
    if (type.comparesConnections()) {
      text.append(
          "connections: runs in connection_mode mixed unless another one is named%n".formatted());
    }
    text.append(type.parameters().isEmpty() ? "no parameters%n".formatted() : "%n".formatted());
    for (Parameter parameter : type.parameters()) {
      text.append(
          String.format(
              "  %s (%s), default %s%n      %s%n",
              parameter.name(),
              values(parameter),
              parameter.defaultValue().isEmpty() ? "empty" : parameter.defaultValue(),
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
              "whole number, %.0f to %.0f%s",
              parameter.minimum(),
              parameter.maximum(),
              unit(parameter));
      case DECIMAL ->
          "number, " + parameter.minimum() + " to " + parameter.maximum() + unit(parameter);
    };
  }

  private static String unit(Parameter parameter) {
    return parameter.unit().isBlank() ? "" : " " + parameter.unit();
  }
}
