package io.stormdb.core;

import io.stormdb.api.Parameters;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The workload types that can be asked for. Immutable.
 *
 * <p>Code of a plug-in jar runs when one of its types is asked for, and not before. Its jar stays
 * open for as long as the catalog, or anything that its plug-in has made, is in use.
 */
public final class WorkloadCatalog {

  private final List<PluginSource> plugins;
  private final PluginJars jars;
  private final Map<String, PluginSource> byName = new LinkedHashMap<>();

  /**
   * A workload type and where it comes from.
   *
   * @param source who creates it
   * @param type what it is
   */
  public record Entry(PluginSource source, WorkloadType type) {
    /** Returns who creates it. */
    public WorkloadPlugin plugin() {
      return source.plugin();
    }

    /** Creates the workload. */
    Workload create(Parameters parameters) {
      WorkloadPlugin plugin = plugin();
      try {
        return ContextLoader.with(
            plugin.getClass().getClassLoader(), () -> plugin.create(type.name(), parameters));
      } catch (LinkageError e) {
        throw StormDbException.usage(
            "workload '%s' of plug-in %s cannot be made: %s"
                .formatted(type.name(), source.describe(), e),
            e);
      }
    }

    Parameters parameters(Map<String, String> given) {
      try {
        return Parameters.of(type.parameters(), given);
      } catch (IllegalArgumentException e) {
        throw StormDbException.usage("workload '" + type.name() + "': " + e.getMessage(), e);
      }
    }
  }

  private WorkloadCatalog(List<PluginSource> plugins, PluginJars jars) {
    this.plugins = List.copyOf(plugins);
    this.jars = jars;
    Map<String, PluginSource> byPlugin = new LinkedHashMap<>();
    for (PluginSource source : plugins) {
      source.metadata().names().forEach(name -> claim(name, source));
      PluginSource other = byPlugin.putIfAbsent(source.metadata().info().name(), source);
      if (other != null) {
        throw StormDbException.usage(
            "two plug-ins have the same name, %s and %s; remove one of them"
                .formatted(other.describe(), source.describe()));
      }
    }
  }

  private void claim(String name, PluginSource source) {
    PluginSource earlier = byName.putIfAbsent(name, source);
    if (earlier != null) {
      throw claimedTwice(name, earlier, source);
    }
  }

  private static StormDbException claimedTwice(String name, PluginSource one, PluginSource other) {
    return StormDbException.usage(
        "workload '%s' is claimed by two plug-ins, %s and %s; remove one of them"
            .formatted(name, one.describe(), other.describe()));
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
    return new WorkloadCatalog(plugins.stream().map(PluginSource::of).toList(), PluginJars.NONE);
  }

  /**
   * Returns a catalog that also knows the workloads of some jars. Each has a class loader of its
   * own, which shares only {@code io.stormdb.api}, pgjdbc and the JDK with StormDB.
   *
   * @throws StormDbException if one of them cannot be used, or two claim the same name
   */
  public WorkloadCatalog withJars(List<Path> files) {
    PluginJars found = jars;
    for (Path file : files) {
      found = found.withFile(file);
    }
    return with(found);
  }

  /**
   * Returns a catalog that knows the workloads of the jars that were found, instead of those of
   * earlier ones.
   *
   * @throws StormDbException if two plug-ins claim the same name
   */
  public WorkloadCatalog with(PluginJars found) {
    List<PluginSource> all =
        new ArrayList<>(plugins.stream().filter(source -> source.jar().isEmpty()).toList());
    for (PluginJar jar : found.jars()) {
      jar.plugins().forEach(metadata -> all.add(PluginSource.in(jar, metadata)));
    }
    return new WorkloadCatalog(all, found);
  }

  /** Returns all plug-ins, those of the class path first. Runs no code. */
  public List<PluginSource> plugins() {
    return plugins;
  }

  /** Returns the jars that were found, and what was left out. */
  public PluginJars jars() {
    return jars;
  }

  /**
   * Returns all types that are listed, in the order in which their plugins were found. Runs code of
   * every jar.
   *
   * @throws StormDbException if a plugin of a jar cannot be created
   */
  public List<WorkloadType> types() {
    return plugins.stream().flatMap(source -> source.plugin().types().stream()).toList();
  }

  /** Returns the names of all types that are listed, sorted. Runs no code. */
  public Set<String> typeNames() {
    return plugins.stream()
        .flatMap(source -> source.metadata().workloads().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the families of all types that are listed, sorted. Runs no code. */
  public Set<String> families() {
    return plugins.stream()
        .flatMap(source -> source.metadata().families().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the listed types of a family. Runs code of the jars that have some.
   *
   * @throws StormDbException if a plugin of a jar cannot be created
   */
  public List<WorkloadType> typesOf(String family) {
    return plugins.stream()
        .filter(source -> source.metadata().families().contains(family))
        .flatMap(source -> source.plugin().types().stream())
        .filter(type -> type.family().equals(family))
        .toList();
  }

  /**
   * Returns the type with a name or alias.
   *
   * @throws StormDbException if there is none; the message says what there is
   */
  public Entry resolve(String name) {
    PluginSource listed = byName.get(name);
    if (listed != null) {
      return new Entry(listed, listed.typeNamed(name).orElseThrow());
    }
    List<Entry> claims = claims(name);
    if (claims.size() > 1) {
      throw claimedTwice(name, claims.get(0).source(), claims.get(1).source());
    }
    if (claims.isEmpty()) {
      throw unknown(name);
    }
    return claims.get(0);
  }

  /** Asks the plugins for a name that none of them lists. */
  private List<Entry> claims(String name) {
    List<Entry> claims = new ArrayList<>();
    for (PluginSource source : plugins) {
      Optional<WorkloadType> type = source.typeNamed(name);
      type.ifPresent(found -> claims.add(new Entry(source, found)));
    }
    return claims;
  }

  private StormDbException unknown(String name) {
    String available =
        byName.isEmpty()
            ? "none, because no workload is on the class path"
            : String.join(", ", typeNames());
    String hint =
        Nearest.to(name, byName.keySet()).map(near -> ". Did you mean '" + near + "'?").orElse("");
    String left =
        jars.refused().isEmpty()
            ? ""
            : jars.refused().stream()
                .map(PluginJars.Refused::reason)
                .collect(
                    Collectors.joining(
                        "; ",
                        (hint.isEmpty() ? ". " : " ") + "It may be in a jar that was left out: ",
                        ""));
    return StormDbException.usage(
        "unknown workload '%s'; available: %s%s%s".formatted(name, available, hint, left));
  }
}
