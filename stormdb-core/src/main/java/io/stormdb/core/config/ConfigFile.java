package io.stormdb.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads settings from a YAML file. Works on nodes, because they know their lines. */
final class ConfigFile {

  private final YamlNodes nodes;
  private static final String OF_RUN = "workload.";

  private final Set<String> families;
  private final Set<String> sections;
  private final Problems problems;
  private final List<Setting> settings = new ArrayList<>();
  private final Map<String, List<Setting>> parametersByFamily = new LinkedHashMap<>();

  /**
   * Reads all of a file.
   *
   * @param families names of blocks with parameters of their workloads
   * @param sections names of blocks with parameters of any workload
   */
  ConfigFile(
      Path path,
      Expansion expansion,
      Set<String> families,
      Set<String> sections,
      Problems problems) {
    this.nodes = new YamlNodes(path, expansion, problems);
    this.families = families;
    this.sections = sections;
    this.problems = problems;
    Node root = YamlText.root(path, problems);
    if (root instanceof MappingNode mapping) {
      walk(mapping, "");
    } else if (root != null) {
      problems.in(
          nodes.line(root),
          "a configuration is lines of 'key: value', this is " + YamlNodes.kind(root));
    }
  }

  List<Setting> settings() {
    return settings;
  }

  /** Returns what blocks that are named after a family of workloads hold, by family. */
  Map<String, List<Setting>> parametersByFamily() {
    return parametersByFamily;
  }

  private void walk(MappingNode mapping, String above) {
    nodes.each(
        mapping,
        above,
        (key, name, value) -> {
          int dot = key.getValue().indexOf('.');
          if (dot > 0 && key.getValue().indexOf(':') < 0) {
            problems.in(
                nodes.line(key),
                "'%s' has a dot in it; write '%s:' in lines below '%s:'"
                    .formatted(
                        name, key.getValue().substring(dot + 1), key.getValue().substring(0, dot)));
          } else {
            visit(name, key, value);
          }
        });
  }

  private void visit(String name, ScalarNode keyNode, Node value) {
    ConfigKey key = Keys.spelled(name).orElse(null);
    if (key != null && key.kind() instanceof ValueKind.MixText) {
      mix(key, name, value, nodes.line(keyNode)).ifPresent(settings::add);
    } else if (key != null && key.kind() instanceof ValueKind.Members) {
      settings.addAll(members(key, "", name, value, nodes.line(keyNode)));
    } else if (key != null && key.kind() instanceof ValueKind.Phases) {
      settings.addAll(PhaseReader.read(nodes, name, nodes.line(keyNode), value));
    } else if (Keys.isSection(name) && value instanceof MappingNode mapping) {
      walk(mapping, name + ".");
    } else if (key != null
        && key.kind() instanceof ValueKind.Numbers
        && value instanceof SequenceNode list) {
      numbers(name, list)
          .forEach(
              text -> settings.add(new Setting(key, key.name(), name, text, nodes.line(keyNode))));
    } else if (key != null) {
      nodes
          .scalar(name, nodes.line(keyNode), value)
          .forEach(
              text -> settings.add(new Setting(key, key.name(), name, text, nodes.line(keyNode))));
    } else if (Keys.isSection(name)) {
      if (!YamlNodes.isNothing(value)) {
        problems.in(
            nodes.line(keyNode), "'" + name + "' must be a mapping, was " + YamlNodes.kind(value));
      }
    } else if (sections.contains(inRun(name))) {
      settings.addAll(section(inRun(name), name, value, nodes.line(keyNode)));
    } else if (Later.has(name)) {
      if (!Later.asksForNothing(value)) {
        problems.in(
            nodes.line(keyNode),
            "key '" + name + "' is not supported by this version yet; remove it");
      }
    } else if (families.contains(name)) {
      parametersByFamily.put(
          name, members(Keys.named(Keys.PARAMETERS), "", name, value, nodes.line(keyNode)));
    } else {
      Set<String> blocks = new TreeSet<>(families);
      blocks.addAll(sections);
      problems.in(nodes.line(keyNode), UnknownKey.describe(name, blocks));
    }
  }

  /** What belongs to a run may also be written below 'workload'. */
  private static String inRun(String name) {
    return name.startsWith(OF_RUN) ? name.substring(OF_RUN.length()) : name;
  }

  private List<Setting> section(String section, String spelling, Node value, Origin.Line line) {
    return members(Keys.named(Keys.PARAMETERS), section + ".", spelling, value, line);
  }

  private List<Setting> members(
      ConfigKey key, String section, String spelling, Node value, Origin.Line line) {
    List<Setting> members = new ArrayList<>();
    if (!(value instanceof MappingNode mapping)) {
      if (!YamlNodes.isNothing(value)) {
        problems.in(
            line,
            "'%s' must be %s, was %s"
                .formatted(spelling, key.kind().describe(), YamlNodes.kind(value)));
      }
      return members;
    }
    nodes.each(
        mapping,
        spelling + ".",
        (member, full, memberValue) -> {
          // written among parameters, because that is where everybody looks for it
          if (section.isEmpty()
              && key.name().equals(Keys.PARAMETERS)
              && member.getValue().equals(Keys.MIX)) {
            mix(Keys.named(Keys.MIX), full, memberValue, nodes.line(member))
                .ifPresent(members::add);
            return;
          }
          Origin.Line at = nodes.line(member);
          if (section.isEmpty()
              && sections.contains(member.getValue())
              && memberValue instanceof MappingNode) {
            members.addAll(section(member.getValue(), full, memberValue, at));
            return;
          }
          String name = key.name() + "." + section + member.getValue();
          nodes
              .scalar(full, at, memberValue)
              .forEach(text -> members.add(new Setting(key, name, full, text, at)));
        });
    return members;
  }

  /** Weights may be a text, as on the command line, or a mapping. */
  private Optional<Setting> mix(ConfigKey key, String spelling, Node value, Origin.Line line) {
    List<String> texts = new ArrayList<>();
    if (value instanceof MappingNode mapping) {
      List<String> weights = new ArrayList<>();
      nodes.each(
          mapping,
          spelling + ".",
          (name, full, weight) ->
              nodes
                  .scalar(full, nodes.line(name), weight)
                  .forEach(text -> weights.add(name.getValue() + "=" + text)));
      texts.add(String.join(", ", weights));
    } else {
      nodes.scalar(spelling, line, value).forEach(texts::add);
    }
    return texts.stream()
        .map(text -> new Setting(key, key.name(), spelling, text, line))
        .findFirst();
  }

  /** Returns the list as one text, or nothing after having said which of its items are wrong. */
  private Stream<String> numbers(String name, SequenceNode list) {
    List<String> items = new ArrayList<>();
    boolean wrong = false;
    for (Node item : list.getValue()) {
      List<String> text = nodes.scalar(name, nodes.line(item), item).toList();
      wrong |= text.isEmpty();
      for (String number : text) {
        try {
          NumberList.number(number);
        } catch (NumberFormatException e) {
          wrong = true;
          problems.in(
              nodes.line(item), "'%s' must be a list of numbers, has '%s'".formatted(name, number));
        }
        items.add(number);
      }
    }
    return wrong ? Stream.of() : Stream.of(NumberList.join(items));
  }
}
