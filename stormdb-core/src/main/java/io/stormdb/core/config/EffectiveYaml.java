package io.stormdb.core.config;

import io.stormdb.api.Parameter;
import io.stormdb.api.WorkloadType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Writes settings as YAML that can be read again. */
final class EffectiveYaml {

  private final Settings settings;
  private final WorkloadType type;
  private final boolean usesServer;
  private final StringBuilder yaml = new StringBuilder();

  EffectiveYaml(Settings settings, WorkloadType type, boolean usesServer) {
    this.settings = settings;
    this.type = type;
    this.usesServer = usesServer;
  }

  String text() {
    String section = "";
    for (ConfigKey key : ConfigKey.all()) {
      String name = key.name();
      int dot = name.indexOf('.');
      String ownSection = dot < 0 ? "" : name.substring(0, dot);
      if (ownSection.equals(usesServer ? EmbeddedKeys.SECTION : ServerKeys.SECTION)) {
        continue;
      }
      if (!ownSection.equals(section)) {
        yaml.append(ownSection).append(":\n");
        section = ownSection;
      }
      write(key, dot < 0 ? "" : "  ", name.substring(dot + 1));
    }
    return yaml.toString();
  }

  private void write(ConfigKey key, String indent, String name) {
    if (key.kind() instanceof ListKind.Members) {
      members(key, indent, name);
      return;
    }
    if (key.kind() instanceof ListKind.Paths) {
      paths(key, indent, name);
      return;
    }
    if (key.kind() instanceof ListKind.Phases) {
      phases(indent, name);
      return;
    }
    settings
        .find(key.name())
        .ifPresentOrElse(
            setting -> {
              if (key.secret()) {
                comment(indent, name, Password.MASK + "  # " + origin(setting));
              } else {
                line(indent, name, setting);
              }
            },
            () -> comment(indent, name, "not set; " + key.whenAbsent()));
  }

  private void members(ConfigKey key, String indent, String name) {
    List<Setting> given = settings.below(key.name());
    List<Parameter> defaults =
        key.name().equals(RunKeys.PARAMETERS)
            ? type.parameters().stream()
                .filter(p -> given.stream().noneMatch(g -> g.member().equals(p.name())))
                .toList()
            : List.of();
    if (given.isEmpty() && defaults.isEmpty()) {
      comment(indent, name, "none");
      return;
    }
    yaml.append(indent).append(name).append(":\n");
    given.forEach(setting -> line(indent + "  ", setting.member(), setting));
    // comments, so that what is read again is what was given and not more
    defaults.forEach(
        p -> comment(indent + "  ", p.name(), YamlScalar.of(p.defaultValue()) + "  # default"));
  }

  private void paths(ConfigKey key, String indent, String name) {
    List<Setting> items = settings.paths(key.name());
    if (!items.isEmpty()) {
      yaml.append(indent).append(name).append(":\n");
      items.forEach(
          item ->
              yaml.append(indent)
                  .append("  - ")
                  .append(value(item))
                  .append("  # ")
                  .append(origin(item))
                  .append('\n'));
    } else if (settings.given(key.name()).isPresent()) {
      yaml.append(indent)
          .append(name)
          .append(": []  # ")
          .append(origin(settings.given(key.name()).orElseThrow()))
          .append('\n');
    } else {
      comment(indent, name, key.whenAbsent());
    }
  }

  private void phases(String indent, String name) {
    PhaseSettings phases = new PhaseSettings(settings);
    if (phases.count() == 0) {
      comment(indent, name, "none");
      return;
    }
    yaml.append(indent).append(name).append(":\n");
    for (int number = 1; number <= phases.count(); number++) {
      String dash = indent + "  - ";
      for (ConfigKey key : PhaseKeys.ALL) {
        Optional<Setting> given = phases.given(number, key.name());
        if (given.isPresent()) {
          line(dash, key.name(), given.get());
          dash = indent + "    ";
        }
      }
      List<Setting> weights = phases.weights(number);
      if (!weights.isEmpty()) {
        yaml.append(dash).append(PhaseKeys.MIX).append(":\n");
        weights.forEach(weight -> line(indent + "      ", weight.member(), weight));
      }
    }
  }

  private void line(String indent, String name, Setting setting) {
    yaml.append(indent)
        .append(YamlScalar.of(name))
        .append(": ")
        .append(value(setting))
        .append("  # ")
        .append(origin(setting))
        .append('\n');
  }

  private static String value(Setting setting) {
    return setting.key().kind() instanceof ListKind.Numbers numbers
            && numbers.accepts(setting.value())
        ? NumberList.join(
            NumberList.parse(setting.value()).stream().map(BigDecimal::toPlainString).toList())
        : YamlScalar.of(Expansion.escape(setting.value()));
  }

  private void comment(String indent, String name, String rest) {
    yaml.append(indent).append("# ").append(name).append(": ").append(rest).append('\n');
  }

  private static String origin(Setting setting) {
    return setting.origin().describe().replaceAll("[^\\x20-\\x7e\\p{L}\\p{N}]", "?");
  }
}
