package io.stormdb.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be configured, with everything needed to read, check and explain it.
 *
 * @param name the name in full, for example {@code database.host}
 * @param kind what values look like
 * @param spellings where in a file it may be written; the first is the name, unless the name stands
 *     for a flag only
 * @param flags how it is written on the command line, with dashes, the long form first; empty if it
 *     cannot be
 * @param variables of the environment that give it
 * @param defaultValue the value when none is given
 * @param whenAbsent what happens when none is given and there is no default, in words
 * @param secret whether values must not be shown
 * @param description one sentence
 */
public record ConfigKey(
    String name,
    ValueKind kind,
    List<String> spellings,
    List<String> flags,
    List<String> variables,
    Optional<String> defaultValue,
    String whenAbsent,
    boolean secret,
    String description) {

  /** Keeps copies of the lists. */
  public ConfigKey {
    spellings = List.copyOf(spellings);
    flags = List.copyOf(flags);
    variables = List.copyOf(variables);
  }

  /** Returns all keys, in the order in which they are worth reading about. */
  public static List<ConfigKey> all() {
    return Keys.ALL;
  }

  static ConfigKey of(String name, ValueKind kind, String description) {
    return new ConfigKey(
        name,
        kind,
        List.of(name),
        List.of(),
        List.of(),
        Optional.empty(),
        "none",
        false,
        description);
  }

  /** Returns one of a run: it may also be written below {@code workload}. */
  static ConfigKey ofRun(String name, ValueKind kind, String description) {
    return of(name, kind, description).spelled("workload." + name);
  }

  ConfigKey spelled(String another) {
    List<String> more = new ArrayList<>(spellings);
    more.add(another);
    return new ConfigKey(
        name, kind, more, flags, variables, defaultValue, whenAbsent, secret, description);
  }

  ConfigKey flag(String... names) {
    return new ConfigKey(
        name,
        kind,
        spellings,
        List.of(names),
        variables,
        defaultValue,
        whenAbsent,
        secret,
        description);
  }

  ConfigKey variable(String... names) {
    return new ConfigKey(
        name,
        kind,
        spellings,
        flags,
        List.of(names),
        defaultValue,
        whenAbsent,
        secret,
        description);
  }

  ConfigKey otherwise(String value) {
    return new ConfigKey(
        name,
        kind,
        spellings,
        flags,
        variables,
        Optional.of(value),
        whenAbsent,
        secret,
        description);
  }

  ConfigKey whenAbsent(String words) {
    return new ConfigKey(
        name, kind, spellings, flags, variables, defaultValue, words, secret, description);
  }

  ConfigKey asSecret() {
    return new ConfigKey(
        name, kind, spellings, flags, variables, defaultValue, whenAbsent, true, description);
  }
}
