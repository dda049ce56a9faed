package io.stormdb.core.config;

import io.stormdb.core.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads settings from the environment. A variable that is empty counts as not set. */
final class Variables {

  private static final String PREFIX = "STORMDB_DB_";

  private final Map<String, String> environment;
  private final Problems problems;

  Variables(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    Map<String, ConfigKey> known = new HashMap<>();
    for (ConfigKey key : ConfigKey.all()) {
      for (String name : key.variables()) {
        known.put(name, key);
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty()) {
          settings.addAll(read(key, name, value));
        }
      }
    }
    reportMisspelt(known);
    return withoutRepetition(settings);
  }

  private List<Setting> read(ConfigKey key, String name, String value) {
    if (!name.equals("STORMDB_DEBUG") && !(key.kind() instanceof ValueKind.YesNo)) {
      return List.of(setting(key, name, value));
    }
    boolean on = value.equals("1") || value.equals("true");
    if (!on && !value.equals("0") && !value.equals("false")) {
      problems.at(
          new Origin.Variable(name), name + " must be 1, true, 0 or false, was '" + value + "'");
      return List.of();
    }
    if (key.kind() instanceof ValueKind.YesNo) {
      return List.of(setting(key, name, Boolean.toString(on)));
    }
    return on ? List.of(setting(key, name, "debug")) : List.of();
  }

  private static Setting setting(ConfigKey key, String name, String value) {
    return new Setting(key, key.name(), name, value, new Origin.Variable(name));
  }

  /** Two names for one thing may both be set, as long as they agree. */
  private static List<Setting> withoutRepetition(List<Setting> settings) {
    List<Setting> distinct = new ArrayList<>();
    for (Setting setting : settings) {
      if (distinct.stream()
          .noneMatch(
              other ->
                  other.name().equals(setting.name()) && other.value().equals(setting.value()))) {
        distinct.add(setting);
      }
    }
    return distinct;
  }

  /** Only what is close to a known name is taken for a mistake: the prefix is not ours alone. */
  private void reportMisspelt(Map<String, ConfigKey> known) {
    List<String> endings =
        known.keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .toList();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !known.containsKey(name)) {
        Nearest.to(name.substring(PREFIX.length()), endings)
            .ifPresent(
                near ->
                    problems.at(
                        new Origin.Variable(name),
                        "unknown variable %s; did you mean %s?".formatted(name, PREFIX + near)));
      }
    }
  }
}
