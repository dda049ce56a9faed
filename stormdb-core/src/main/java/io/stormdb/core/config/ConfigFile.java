package io.stormdb.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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

  private static final String OF_RUN = "workload.";

  private final YamlNodes nodes;
  private final Problems problems;
  private final List<Setting> settings = new ArrayList<>();
  private final Map<String, List<Setting>> parametersByFamily = new LinkedHashMap<>();
  private final List<Block> unknown = new ArrayList<>();

  /** What is no key, and may be the name of a family with its parameters, or of some of them. */
  private record Block(String name, Origin.Line line, Node value) {}

  /** Reads all of a file. */
  ConfigFile(Path path, Expansion expansion, Problems problems) {
    this.nodes = new YamlNodes(path, expansion, problems);
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

  /**
   * Reads the blocks that are named after a family of workloads, or after what is before the dot in
   * the names of parameters; the latter join the settings. The names are known late, because the
   * file itself may name the plug-ins that have them.
   *
   * @param sections what is before the dot in names of parameters
   * @return what the blocks of families hold, by family
   */
  Map<String, List<Setting>> parametersByFamily(Set<String> families, Set<String> sections) {
    ConfigKey parameters = Keys.named(RunKeys.PARAMETERS);
    Set<String> listed = new HashSet<>();
    for (Block block : unknown) {
      if (families.contains(block.name())) {
        parametersByFamily.put(
            block.name(), members(parameters, "", block.name(), block.value(), block.line()));
      } else if (sections.contains(inRun(block.name()))) {
        String section = inRun(block.name()) + ".";
        settings.addAll(members(parameters, section, block.name(), block.value(), block.line()));
      } else {
        Set<String> names = new TreeSet<>(families);
        names.addAll(sections);
        // what would have worked in a section is listed once, however much is unknown in it
        problems.in(block.line(), UnknownKey.describe(block.name(), names, listed));
      }
    }
    unknown.clear();
    return parametersByFamily;
  }

  /** What belongs to a run may also be written below 'workload'. */
  private static String inRun(String name) {
    return name.startsWith(OF_RUN) ? name.substring(OF_RUN.length()) : name;
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
    if (key != null && key.kind() instanceof LoadKind.MixText) {
      mix(key, name, value, nodes.line(keyNode)).ifPresent(settings::add);
    } else if (key != null && key.kind() instanceof ListKind.Members) {
      settings.addAll(members(key, "", name, value, nodes.line(keyNode)));
    } else if (key != null && key.kind() instanceof ListKind.Phases) {
      settings.addAll(PhaseReader.read(nodes, name, nodes.line(keyNode), value));
    } else if (key != null && key.kind() instanceof ListKind.Paths) {
      settings.addAll(paths(key, name, nodes.line(keyNode), value));
    } else if (Keys.isSection(name) && value instanceof MappingNode mapping) {
      walk(mapping, name + ".");
    } else if (key != null
        && key.kind() instanceof ListKind.Numbers
        && value instanceof SequenceNode list) {
      numbers(name, list)
          .forEach(
              text -> settings.add(new Setting(key, key.name(), name, text, nodes.line(keyNode))));
    } else if (key != null
        && (key.kind() instanceof ListKind.Hosts
            || key.kind() instanceof ListKind.Ports
            || key.kind() instanceof ListKind.LevelsText)
        && value instanceof SequenceNode list) {
      List<String> items =
          list.getValue().stream()
              .flatMap(item -> nodes.scalar(name, nodes.line(item), item))
              .toList();
      // of what could not be read, it has been said already
      if (items.size() == list.getValue().size()) {
        settings.add(
            new Setting(key, key.name(), name, String.join(",", items), nodes.line(keyNode)));
      }
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
    } else if (Later.has(name)) {
      if (!Later.asksForNothing(value)) {
        problems.in(
            nodes.line(keyNode),
            "key '" + name + "' is not supported by this version yet; remove it");
      }
    } else {
      unknown.add(new Block(name, nodes.line(keyNode), value));
    }
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
          Origin.Line at = nodes.line(member);
          boolean isParameter = key.name().equals(RunKeys.PARAMETERS) && section.isEmpty();
          if (isParameter && member.getValue().equals(LoadKeys.MIX)) {
            // written among parameters, because that is where everybody looks for it
            mix(Keys.named(LoadKeys.MIX), full, memberValue, at).ifPresent(members::add);
          } else if (isParameter && memberValue instanceof MappingNode) {
            members.addAll(members(key, member.getValue() + ".", full, memberValue, at));
          } else {
            String name = key.name() + "." + section + member.getValue();
            textOf(key, full, at, memberValue)
                .forEach(text -> members.add(new Setting(key, name, full, text, at)));
          }
        });
    return members;
  }

  /** Returns a value as text; a list for a workload as its items with commas between them. */
  private Stream<String> textOf(ConfigKey key, String name, Origin.Line line, Node value) {
    if (!key.name().equals(RunKeys.PARAMETERS)
        || !(value instanceof SequenceNode list)
        || list.getValue().isEmpty()) {
      return nodes.scalar(name, line, value);
    }
    List<String> items =
        list.getValue().stream()
            .flatMap(item -> nodes.scalar(name, nodes.line(item), item))
            .toList();
    return items.size() < list.getValue().size()
        ? Stream.of()
        : Stream.of(String.join(", ", items));
  }

  /** Returns a setting that there is a list, and one for each of its items. */
  private List<Setting> paths(ConfigKey key, String name, Origin.Line line, Node value) {
    List<Setting> paths = new ArrayList<>();
    if (value instanceof MappingNode) {
      problems.in(line, "'%s' must be %s, was a mapping".formatted(name, key.kind().describe()));
      return paths;
    }
    List<Node> items = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    // also when it is empty: no folders are something else than those by default
    paths.add(new Setting(key, key.name(), name, "a list", line));
    for (Node item : items) {
      Origin.Line itsLine = value instanceof SequenceNode ? nodes.line(item) : line;
      nodes
          .scalar(name, itsLine, item)
          .forEach(
              text ->
                  paths.add(
                      new Setting(key, key.name() + ".line" + paths.size(), name, text, itsLine)));
    }
    return paths;
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
