package io.stormdb.core;

import io.stormdb.api.Parameters;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The workload types that can be asked for. Immutable. */
public final class WorkloadCatalog {

  private final Map<String, Entry> byName;
  private final List<Entry> entries;
  private final List<WorkloadPlugin> plugins;

  /**
   * A workload type and where it comes from.
   *
   * @param plugin who creates it
   * @param type what it is
   */
  public record Entry(WorkloadPlugin plugin, WorkloadType type) {
    /** Creates the workload. */
    Workload create(Parameters parameters) {
      return plugin.create(type.name(), parameters);
    }

    Parameters parameters(Map<String, String> given) {
      try {
        return Parameters.of(type.parameters(), given);
      } catch (IllegalArgumentException e) {
        throw StormDbException.usage("workload '" + type.name() + "': " + e.getMessage(), e);
      }
    }
  }

  private WorkloadCatalog(
      List<WorkloadPlugin> plugins, List<Entry> entries, Map<String, Entry> byName) {
    this.plugins = List.copyOf(plugins);
    this.entries = List.copyOf(entries);
    this.byName = byName;
  }

  /**
   * Returns what is on the class path.
   *
   * @throws StormDbException if a plugin cannot be created, or two claim the same name
   */
  public static WorkloadCatalog load() {
    List<WorkloadPlugin> plugins = new ArrayList<>();
    try {
      ServiceLoader.load(WorkloadPlugin.class).forEach(plugins::add);
    } catch (ServiceConfigurationError e) {
      throw StormDbException.usage("a workload plugin cannot be loaded: " + e.getMessage(), e);
    }
    return of(plugins);
  }

  /**
   * Returns the types of the given plugins.
   *
   * @throws StormDbException if two claim the same name
   */
  public static WorkloadCatalog of(List<WorkloadPlugin> plugins) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Entry> byName = new LinkedHashMap<>();
    for (WorkloadPlugin plugin : plugins) {
      for (WorkloadType type : plugin.types()) {
        Entry entry = new Entry(plugin, type);
        entries.add(entry);
        claim(byName, type.name(), entry);
        type.aliases().forEach(alias -> claim(byName, alias, entry));
      }
    }
    return new WorkloadCatalog(plugins, entries, byName);
  }

  private static void claim(Map<String, Entry> byName, String name, Entry entry) {
    Entry earlier = byName.putIfAbsent(name, entry);
    if (earlier != null) {
      throw claimedTwice(name, earlier, entry);
    }
  }

  private static StormDbException claimedTwice(String name, Entry one, Entry other) {
    return StormDbException.usage(
        "workload '%s' is claimed by two plugins, '%s' and '%s'; remove one of them"
            .formatted(name, one.plugin().info().name(), other.plugin().info().name()));
  }

  /** Asks the plugins for a name that none of them lists. */
  private List<Entry> claims(String name) {
    List<Entry> claims = new ArrayList<>();
    for (WorkloadPlugin plugin : plugins) {
      plugin.typeNamed(name).ifPresent(type -> claims.add(new Entry(plugin, type)));
    }
    return claims;
  }

  /** Returns all types, in the order in which their plugins were found. */
  public List<WorkloadType> types() {
    return entries.stream().map(Entry::type).toList();
  }

  /**
   * Returns the type with a name or alias.
   *
   * @throws StormDbException if there is none; the message says what there is
   */
  public Entry resolve(String name) {
    Entry entry = byName.get(name);
    if (entry != null) {
      return entry;
    }
    List<Entry> claims = claims(name);
    if (claims.size() > 1) {
      throw claimedTwice(name, claims.get(0), claims.get(1));
    }
    if (!claims.isEmpty()) {
      return claims.get(0);
    }
    String available =
        byName.isEmpty()
            ? "none, because no workload is on the class path"
            : String.join(", ", new TreeSet<>(types().stream().map(WorkloadType::name).toList()));
    String hint =
        Nearest.to(name, byName.keySet()).map(near -> ". Did you mean '" + near + "'?").orElse("");
    throw StormDbException.usage(
        "unknown workload '%s'; available: %s%s".formatted(name, available, hint));
  }
}
