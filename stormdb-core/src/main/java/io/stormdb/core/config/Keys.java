package io.stormdb.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All keys, in the order in which they are worth reading about, and how they are found. */
final class Keys {

  static final List<ConfigKey> ALL =
      Stream.of(
              RunKeys.SUBJECT,
              ConnectionKeys.USE,
              LoadKeys.PACE,
              RunKeys.TRANSACTIONS,
              ReportKeys.ON_THE_WAY,
              LoadKeys.CHANGE,
              RunKeys.NAMED,
              EndKeys.ALL,
              ConnectionKeys.LIMITS,
              ProgressiveKeys.ALL,
              PluginKeys.ALL,
              ServerKeys.ALL,
              EmbeddedKeys.ALL,
              ReportKeys.RESULT)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, ConfigKey> BY_SPELLING = bySpelling();

  private Keys() {}

  /** Returns the key that is written so in a file. */
  static Optional<ConfigKey> spelled(String path) {
    return Optional.ofNullable(BY_SPELLING.get(path));
  }

  /** Returns the key with a name. */
  static ConfigKey named(String name) {
    return ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key is named '" + name + "'"));
  }

  /** Returns the key with a name, or the one that has a member with that name. */
  static ConfigKey owning(String name) {
    return ALL.stream()
        .filter(key -> owns(key, name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key is named '" + name + "'"));
  }

  private static boolean owns(ConfigKey key, String name) {
    boolean hasMembers =
        key.kind() instanceof ListKind.Members || key.kind() instanceof ListKind.Paths;
    return hasMembers
        ? name.startsWith(key.name() + ".") && name.length() > key.name().length() + 1
        : name.equals(key.name());
  }

  /** Returns every way to write a key in a file. */
  static List<String> spellings() {
    return List.copyOf(BY_SPELLING.keySet());
  }

  /** Returns whether keys are written below this name. */
  static boolean isSection(String path) {
    return BY_SPELLING.keySet().stream().anyMatch(spelling -> spelling.startsWith(path + "."));
  }

  private static Map<String, ConfigKey> bySpelling() {
    Map<String, ConfigKey> map = new LinkedHashMap<>();
    ALL.forEach(key -> key.spellings().forEach(spelling -> map.put(spelling, key)));
    return map;
  }
}
