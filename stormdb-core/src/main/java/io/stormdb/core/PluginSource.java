package io.stormdb.core;

import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in and where it comes from. That of a jar is made when it is first needed. Safe for use by
 * many threads.
 */
public final class PluginSource {

  private final PluginMetadata metadata;
  private final Optional<PluginJar> jar;
  private @Nullable WorkloadPlugin plugin;

  private PluginSource(
      PluginMetadata metadata, Optional<PluginJar> jar, @Nullable WorkloadPlugin plugin) {
    this.metadata = metadata;
    this.jar = jar;
    this.plugin = plugin;
  }

  static PluginSource of(WorkloadPlugin plugin) {
    return new PluginSource(PluginMetadata.of(plugin), Optional.empty(), plugin);
  }

  static PluginSource in(PluginJar jar, PluginMetadata metadata) {
    return new PluginSource(metadata, Optional.of(jar), null);
  }

  /** Returns what is known without running code. */
  public PluginMetadata metadata() {
    return metadata;
  }

  /** Returns the jar that it was loaded from, or empty if it is on the class path. */
  public Optional<PluginJar> jar() {
    return jar;
  }

  /** Returns where it comes from: the path of its jar, or {@code class path}. */
  public String where() {
    return jar.map(from -> from.path().toString()).orElse("class path");
  }

  /** Returns what a result needs to be repeated: name, version and place, of a jar its SHA-256. */
  String identity() {
    return "%s %s (%s%s)"
        .formatted(
            metadata.info().name(),
            metadata.info().version(),
            where(),
            jar.map(from -> ", sha256 " + from.sha256()).orElse(""));
  }

  /** Returns name, version and place, for messages. */
  String describe() {
    return "'%s' %s (%s)".formatted(metadata.info().name(), metadata.info().version(), where());
  }

  /**
   * Returns the plug-in. For one of a jar, the first call runs code of the jar.
   *
   * @throws StormDbException if it cannot be made
   */
  public synchronized WorkloadPlugin plugin() {
    if (plugin == null) {
      plugin = jar.orElseThrow().create(metadata);
    }
    return plugin;
  }

  /** Returns the type that has a name or takes it as an alias, listed or not. */
  Optional<WorkloadType> typeNamed(String name) {
    // the patterns of a plug-in on the class path are in its code only
    if (jar.isPresent() && !metadata.mayTake(name)) {
      return Optional.empty();
    }
    if (metadata.lists(name)) {
      return plugin().types().stream()
          .filter(type -> type.name().equals(name) || type.aliases().contains(name))
          .findFirst();
    }
    return plugin().typeNamed(name);
  }
}
