package io.stormdb.core;

import io.stormdb.api.PluginInfo;
import io.stormdb.api.RequiredExtension;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be known of a plug-in before its code runs. Immutable.
 *
 * @param className the class that implements {@link WorkloadPlugin}
 * @param apiVersion the {@link WorkloadPlugin#API_VERSION} that it was built against
 * @param info who made it, and what it needs
 * @param workloads the types that it lists, in order, with the other names of each
 * @param families the names under which its types keep their data
 * @param patterns names that it takes and does not list; {@code *} stands for any lower-case
 *     letters, digits and underscores
 */
public record PluginMetadata(
    String className,
    int apiVersion,
    PluginInfo info,
    Map<String, List<String>> workloads,
    Set<String> families,
    List<String> patterns) {

  /** Keeps copies. */
  public PluginMetadata {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    workloads.forEach((type, aliases) -> copy.put(type, List.copyOf(aliases)));
    workloads = Collections.unmodifiableMap(copy);
    families = Collections.unmodifiableSet(new TreeSet<>(families));
    patterns = List.copyOf(patterns);
  }

  /**
   * Returns what a plug-in says of itself. It has no patterns, because code cannot be asked for
   * them.
   */
  public static PluginMetadata of(WorkloadPlugin plugin) {
    Map<String, List<String>> workloads = new LinkedHashMap<>();
    Set<String> families = new TreeSet<>();
    for (WorkloadType type : plugin.types()) {
      workloads.put(type.name(), type.aliases());
      families.add(type.family());
    }
    return new PluginMetadata(
        plugin.getClass().getName(),
        WorkloadPlugin.API_VERSION,
        plugin.info(),
        workloads,
        families,
        List.of());
  }

  /**
   * Holds the file with the metadata of a plug-in to its code; for the test suite of its author.
   *
   * @throws StormDbException if there is no such file beside the class, or it says something else
   *     than {@link WorkloadPlugin#info()} and {@link WorkloadPlugin#types()}
   */
  public static void requireTrue(WorkloadPlugin plugin) {
    Class<?> type = plugin.getClass();
    String name = fileOf(type.getName());
    try (InputStream in = type.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw StormDbException.usage(
            "there is no %s beside %s; see docs/plugins.md".formatted(name, type.getName()));
      }
      new MetadataFile(name, in).read(type.getName()).requireSameAs(plugin, name);
    } catch (IOException e) {
      throw StormDbException.usage(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns where in a jar the metadata of a class is. */
  static String fileOf(String className) {
    return "META-INF/stormdb/" + className + ".properties";
  }

  /** Returns whether a name is listed: that of a type, or an alias. */
  boolean lists(String name) {
    return workloads.containsKey(name)
        || workloads.values().stream().anyMatch(aliases -> aliases.contains(name));
  }

  /** Returns all names that are listed. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    workloads.forEach(
        (type, aliases) -> {
          names.add(type);
          names.addAll(aliases);
        });
    return names;
  }

  /** Returns whether a name is listed, or is one that a pattern stands for. */
  boolean mayTake(String name) {
    return lists(name) || patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    return name.matches(pattern.replace("*", "[a-z0-9_]*"));
  }

  /**
   * Compares with what the code says.
   *
   * @param where what to name in the message
   * @throws StormDbException if anything differs
   */
  void requireSameAs(WorkloadPlugin plugin, String where) {
    PluginMetadata code = of(plugin);
    List<String> differences = new ArrayList<>();
    compare(differences, "name", info.name(), code.info.name());
    compare(differences, "version", info.version(), code.info.version());
    compare(differences, "description", info.description(), code.info.description());
    compare(differences, "author", info.author(), code.info.author());
    compare(differences, "postgresql", info.minimumPostgresql(), code.info.minimumPostgresql());
    compare(differences, "extensions", describeExtensions(), code.describeExtensions());
    compare(differences, "installation of them", installations(), code.installations());
    compare(differences, "workloads", describeWorkloads(), code.describeWorkloads());
    compare(differences, "families", families, code.families);
    if (!differences.isEmpty()) {
      throw StormDbException.usage(
          "%s: the metadata of plug-in '%s' and its code disagree: %s; its author has to mend that"
              .formatted(where, info.name(), String.join("; ", differences)));
    }
  }

  private static void compare(List<String> differences, String what, Object file, Object code) {
    if (!file.equals(code)) {
      differences.add(
          "%s is '%s' in the metadata and '%s' in the code".formatted(what, file, code));
    }
  }

  /** Returns the types with their aliases, as the file has them. */
  public String describeWorkloads() {
    List<String> described = new ArrayList<>();
    workloads.forEach(
        (type, aliases) ->
            described.add(
                aliases.isEmpty() ? type : type + " (" + String.join(" ", aliases) + ")"));
    return String.join(", ", described);
  }

  private String installations() {
    return String.join("; ", info.extensions().stream().map(RequiredExtension::install).toList());
  }

  /** Returns the extensions that are needed, such as {@code vector 0.7}, separated by commas. */
  public String describeExtensions() {
    return String.join(", ", info.extensions().stream().map(RequiredExtension::toText).toList());
  }
}
