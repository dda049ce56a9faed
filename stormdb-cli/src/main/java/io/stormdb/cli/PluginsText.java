package io.stormdb.cli;

import io.stormdb.api.RequiredExtension;
import io.stormdb.core.PluginJar;
import io.stormdb.core.PluginJars;
import io.stormdb.core.PluginMetadata;
import io.stormdb.core.PluginSource;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of plug-ins without running them. */
final class PluginsText {

  private PluginsText() {}

  /** Returns all plug-ins, what was left out, and where was searched. */
  static String list(WorkloadCatalog catalog) {
    StringBuilder text = new StringBuilder();
    String row = "%-14s %-10s %-12s %s%n";
    text.append(String.format(row, "NAME", "VERSION", "STATE", "FROM"));
    for (PluginSource source : catalog.plugins()) {
      PluginMetadata metadata = source.metadata();
      text.append(
          String.format(
              row,
              metadata.info().name(),
              metadata.info().version(),
              source.jar().isPresent() ? "found" : "loaded",
              source.where()));
      text.append(String.format("    %s%n", metadata.info().description()));
      text.append(String.format("    workloads: %s%n", workloads(metadata)));
    }
    for (PluginJars.Refused refused : catalog.jars().refused()) {
      text.append(String.format(row, "-", "-", "left out", refused.path()));
      text.append(String.format("    %s%n", refused.reason()));
    }
    for (Map.Entry<Path, Integer> folder : catalog.jars().folders().entrySet()) {
      text.append(
          String.format("%nsearched: %s (%s)", folder.getKey(), describeFolder(folder.getValue())));
    }
    return text.append(catalog.jars().folders().isEmpty() ? "" : System.lineSeparator()).toString();
  }

  private static String describeFolder(int jars) {
    return jars < 0 ? "no such folder" : jars + (jars == 1 ? " jar" : " jars");
  }

  private static String workloads(PluginMetadata metadata) {
    return metadata.patterns().isEmpty()
        ? metadata.describeWorkloads()
        : metadata.describeWorkloads() + ", " + String.join(", ", metadata.patterns());
  }

  /** Returns all that a jar says of itself. */
  static String of(PluginJar jar) {
    StringBuilder text = new StringBuilder();
    line(text, "jar", jar.path().toString());
    line(text, "size", String.format(Locale.ROOT, "%,d bytes", size(jar.path())));
    line(text, "sha256", jar.sha256());
    for (PluginMetadata plugin : jar.plugins()) {
      text.append(System.lineSeparator());
      line(text, "plug-in", plugin.info().name());
      line(text, "version", plugin.info().version());
      line(text, "description", plugin.info().description());
      line(text, "author", plugin.info().author());
      line(text, "class", plugin.className());
      line(text, "workloads", workloads(plugin));
      line(text, "data in", String.join(", ", schemas(plugin)));
      line(text, "PostgreSQL", plugin.info().minimumPostgresql() + " or later");
      line(
          text,
          "extensions",
          plugin.info().extensions().isEmpty() ? "none" : plugin.describeExtensions());
      for (RequiredExtension extension : plugin.info().extensions()) {
        line(text, "", extension.install());
      }
      line(text, "API", "version " + plugin.apiVersion());
    }
    return text.toString();
  }

  private static List<String> schemas(PluginMetadata plugin) {
    return plugin.families().stream().map(family -> "stormdb_" + family).toList();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-12s %s%n", name, value));
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static StormDbException unreadable(Path path, IOException e) {
    return StormDbException.failure(path + ": cannot be read: " + e.getMessage(), e);
  }
}
