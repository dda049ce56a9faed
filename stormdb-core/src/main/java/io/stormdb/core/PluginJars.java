package io.stormdb.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jars with plug-ins that were found. Immutable; nothing of them has run.
 *
 * @param jars that can be used, in the order in which they were named or found
 * @param refused what is in the searched folders and cannot be used
 * @param folders that were searched, with the number of jars in each; -1 if there is no such folder
 */
public record PluginJars(List<PluginJar> jars, List<Refused> refused, Map<Path, Integer> folders) {

  /** None. */
  public static final PluginJars NONE = new PluginJars(List.of(), List.of(), Map.of());

  /**
   * A jar that was left out.
   *
   * @param path where it is
   * @param reason why; begins with the path
   */
  public record Refused(Path path, String reason) {}

  /** Keeps copies. */
  public PluginJars {
    jars = List.copyOf(jars);
    refused = List.copyOf(refused);
    folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }

  /**
   * Returns these and one that was named. One that is there already is not there twice.
   *
   * @throws StormDbException if it cannot be used
   */
  public PluginJars withFile(Path file) {
    return isUsed(file) ? this : with(PluginJar.read(file));
  }

  /**
   * Returns these and every {@code *.jar} in a folder, in the order of their names; folders in it
   * are not searched. What cannot be used is {@linkplain #refused() left out}, because it may have
   * nothing to do with what is wanted. A folder that does not exist has no jars.
   *
   * @throws StormDbException if it is no folder, or cannot be read
   */
  public PluginJars withFolder(Path folder) {
    if (!Files.exists(folder)) {
      return searched(folder, -1);
    }
    if (!Files.isDirectory(folder)) {
      throw StormDbException.usage(
          folder + ": a file, not a folder; name it in plugins.files, or with --plugin");
    }
    PluginJars all = this;
    List<Path> found = jarsIn(folder);
    for (Path file : found) {
      if (!all.isThere(file)) {
        try {
          all = all.with(PluginJar.read(file));
        } catch (StormDbException e) {
          all = all.without(new Refused(file, String.valueOf(e.getMessage())));
        }
      }
    }
    return all.searched(folder, found.size());
  }

  private static List<Path> jarsIn(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw StormDbException.usage(folder + ": cannot be searched for jars: " + e, e);
    }
    files.removeIf(Files::isDirectory);
    files.sort(Comparator.comparing(file -> file.getFileName().toString()));
    return files;
  }

  private boolean isUsed(Path file) {
    return jars.stream().anyMatch(jar -> isSame(jar.path(), file));
  }

  private boolean isThere(Path file) {
    return isUsed(file) || refused.stream().anyMatch(left -> isSame(left.path(), file));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      // whatever is wrong with it, reading it will say so
      return false;
    }
  }

  private PluginJars with(PluginJar jar) {
    List<PluginJar> more = new ArrayList<>(jars);
    more.add(jar);
    return new PluginJars(more, refused, folders);
  }

  private PluginJars without(Refused left) {
    List<Refused> more = new ArrayList<>(refused);
    more.add(left);
    return new PluginJars(jars, more, folders);
  }

  private PluginJars searched(Path folder, int found) {
    Map<Path, Integer> more = new LinkedHashMap<>(folders);
    more.put(folder, found);
    return new PluginJars(jars, refused, more);
  }
}
