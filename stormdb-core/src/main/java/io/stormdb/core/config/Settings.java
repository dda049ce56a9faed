package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The strongest value of each key, and its default where none was given. */
final class Settings {

  private final Map<String, Setting> byName = new LinkedHashMap<>();
  private final Problems problems;

  Settings(Problems problems) {
    this.problems = problems;
    for (ConfigKey key : ConfigKey.all()) {
      key.defaultValue()
          .ifPresent(
              value ->
                  byName.put(
                      key.name(),
                      new Setting(key, key.name(), key.name(), value, new Origin.Default())));
    }
  }

  /** Checks a value, and keeps it if there is no stronger one. */
  void add(Setting setting) {
    if (!setting.key().kind().accepts(setting.value())) {
      problems.with(
          setting,
          "must be "
              + setting.key().kind().describe()
              + (setting.key().secret()
                  ? ""
                  : ", was '" + Password.maskedIn(setting.value()) + "'"));
    }
    Setting other = byName.get(setting.name());
    if (other != null && other.origin().rank() == setting.origin().rank()) {
      problems.with(
          setting,
          "sets what is already set by %s; remove one of them"
              .formatted(
                  other.origin() instanceof Origin.Line line
                      ? "'" + other.spelling() + "' in line " + line.line()
                      : other.spelling()));
    } else if (other == null || other.origin().rank() < setting.origin().rank()) {
      byName.put(setting.name(), setting);
    }
  }

  void addAll(Collection<Setting> settings) {
    settings.forEach(this::add);
  }

  /** Forgets a value that has no effect. */
  void remove(String name) {
    byName.remove(name);
  }

  /** Returns what was given for a key, or its default. */
  Optional<Setting> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns what was given for a key and is no default. */
  Optional<Setting> given(String name) {
    return find(name).filter(setting -> !(setting.origin() instanceof Origin.Default));
  }

  /**
   * Returns what was given in a section or for a key with members, in the order of first mention.
   */
  List<Setting> below(String name) {
    return byName.values().stream()
        .filter(setting -> setting.name().startsWith(name + "."))
        .filter(setting -> !(setting.origin() instanceof Origin.Default))
        .toList();
  }

  /** Returns a valid value, or empty if there is none. */
  Optional<String> text(String name) {
    return find(name)
        .filter(setting -> setting.key().kind().accepts(setting.value()))
        .map(Setting::value);
  }

  OptionalLong whole(String name) {
    return text(name).map(Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  Optional<Duration> time(String name) {
    return text(name).map(GoDuration::parse);
  }

  boolean yes(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  Optional<Path> path(String name) {
    return text(name).map(Path::of);
  }

  /** Returns the items of a list of paths that were given, or those by default. */
  List<Setting> paths(String name) {
    List<Setting> items = below(name);
    if (!items.isEmpty() || given(name).isPresent() || !name.equals(PluginKeys.PATHS)) {
      return items.stream().filter(item -> item.key().kind().accepts(item.value())).toList();
    }
    ConfigKey key = Keys.named(name);
    return PluginKeys.USUAL_PATHS.stream()
        .map(path -> new Setting(key, name, name, path, new Origin.Default()))
        .toList();
  }

  /** Returns the numbers of a list; none if it is not valid. */
  List<BigDecimal> numbers(String name) {
    return text(name).map(NumberList::parse).orElse(List.of());
  }

  /** Returns the constant that a choice was named after. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .flatMap(
            value ->
                Keys.named(name).kind() instanceof ValueKind.Choice choice
                    ? choice.meantBy(value)
                    : Optional.empty())
        .map(
            chosen ->
                Enum.valueOf(
                    type, chosen.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_')));
  }

  /** Returns the values of a key with members, by member. */
  Map<String, String> members(String name) {
    Map<String, String> members = new LinkedHashMap<>();
    below(name).forEach(setting -> members.put(setting.member(), setting.value()));
    return members;
  }
}
