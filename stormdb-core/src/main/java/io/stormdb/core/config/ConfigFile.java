package io.stormdb.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads settings from a YAML file. Works on nodes, because they know their lines. */
final class ConfigFile {

  private final Path path;
  private final Expansion expansion;
  private final Set<String> families;
  private final Problems problems;
  private final List<Setting> settings = new ArrayList<>();
  private final Map<String, List<Setting>> parametersByFamily = new LinkedHashMap<>();

  /**
   * Reads all of a file.
   *
   * @param families names of blocks with parameters
   */
  ConfigFile(Path path, Expansion expansion, Set<String> families, Problems problems) {
    this.path = path;
    this.expansion = expansion;
    this.families = families;
    this.problems = problems;
    Node root = YamlText.root(path, problems);
    if (root instanceof MappingNode mapping) {
      walk(mapping, "");
    } else if (root != null) {
      problems.in(line(root), "a configuration is lines of 'key: value', this is " + kind(root));
    }
  }

  List<Setting> settings() {
    return settings;
  }

  /** Returns what blocks that are named after a family of workloads hold, by family. */
  Map<String, List<Setting>> parametersByFamily() {
    return parametersByFamily;
  }

  private interface Visitor {
    void visit(ScalarNode key, String name, Node value);
  }

  private void walk(MappingNode mapping, String above) {
    each(
        mapping,
        above,
        (key, name, value) -> {
          int dot = key.getValue().indexOf('.');
          if (dot > 0 && key.getValue().indexOf(':') < 0) {
            problems.in(
                line(key),
                "'%s' has a dot in it; write '%s:' in lines below '%s:'"
                    .formatted(
                        name, key.getValue().substring(dot + 1), key.getValue().substring(0, dot)));
          } else {
            visit(name, key, value);
          }
        });
  }

  /** Visits each key of a mapping that is a name and not there for the second time. */
  private void each(MappingNode mapping, String above, Visitor visitor) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Origin.Line line = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getValue().isBlank()) {
        problems.in(line, "a key must be a name");
        continue;
      }
      String name = above + key.getValue();
      Integer earlier = lines.putIfAbsent(name, line.line());
      if (earlier == null) {
        visitor.visit(key, name, tuple.getValueNode());
      } else {
        problems.in(line, "'%s' is already in line %d; remove one".formatted(name, earlier));
      }
    }
  }

  private void visit(String name, ScalarNode keyNode, Node value) {
    ConfigKey key = Keys.spelled(name).orElse(null);
    if (key != null && key.kind() instanceof ValueKind.Members) {
      settings.addAll(members(key, name, value, line(keyNode)));
    } else if (Keys.isSection(name) && value instanceof MappingNode mapping) {
      walk(mapping, name + ".");
    } else if (key != null
        && key.kind() instanceof ValueKind.Numbers
        && value instanceof SequenceNode list) {
      numbers(name, list)
          .forEach(text -> settings.add(new Setting(key, key.name(), name, text, line(keyNode))));
    } else if (key != null) {
      scalar(name, line(keyNode), value)
          .forEach(text -> settings.add(new Setting(key, key.name(), name, text, line(keyNode))));
    } else if (Keys.isSection(name)) {
      if (!isNothing(value)) {
        problems.in(line(keyNode), "'" + name + "' must be a mapping, was " + kind(value));
      }
    } else if (Later.has(name)) {
      if (!Later.asksForNothing(value)) {
        problems.in(
            line(keyNode), "key '" + name + "' is not supported by this version yet; remove it");
      }
    } else if (families.contains(name)) {
      parametersByFamily.put(
          name, members(Keys.named(Keys.PARAMETERS), name, value, line(keyNode)));
    } else {
      problems.in(line(keyNode), UnknownKey.describe(name, families));
    }
  }

  private List<Setting> members(ConfigKey key, String spelling, Node value, Origin.Line line) {
    List<Setting> members = new ArrayList<>();
    if (!(value instanceof MappingNode mapping)) {
      if (!isNothing(value)) {
        problems.in(
            line,
            "'%s' must be %s, was %s".formatted(spelling, key.kind().describe(), kind(value)));
      }
      return members;
    }
    each(
        mapping,
        spelling + ".",
        (member, full, memberValue) ->
            scalar(full, line(member), memberValue)
                .forEach(
                    text ->
                        members.add(
                            new Setting(
                                key,
                                key.name() + "." + member.getValue(),
                                full,
                                text,
                                line(member)))));
    return members;
  }

  /** Returns the list as one text, or nothing after having said which of its items are wrong. */
  private Stream<String> numbers(String name, SequenceNode list) {
    List<String> items = new ArrayList<>();
    boolean wrong = false;
    for (Node item : list.getValue()) {
      List<String> text = scalar(name, line(item), item).toList();
      wrong |= text.isEmpty();
      for (String number : text) {
        try {
          NumberList.number(number);
        } catch (NumberFormatException e) {
          wrong = true;
          problems.in(
              line(item), "'%s' must be a list of numbers, has '%s'".formatted(name, number));
        }
        items.add(number);
      }
    }
    return wrong ? Stream.of() : Stream.of(NumberList.join(items));
  }

  /** Returns the value, expanded, or nothing after having said what is wrong with it. */
  private Stream<String> scalar(String name, Origin.Line line, Node value) {
    String problem;
    if (!(value instanceof ScalarNode scalar)) {
      problem = "must be one value, was " + kind(value);
    } else if (isNothing(value)) {
      problem = "has no value; write one, or remove the line";
    } else if (!value.getTag().startsWith(Tag.PREFIX)) {
      problem = "has a value that begins with '!'; put it in quotes";
    } else {
      try {
        return Stream.of(expansion.expand(scalar.getValue()));
      } catch (IllegalArgumentException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    problems.in(line, "'" + name + "' " + problem);
    return Stream.of();
  }

  private Origin.Line line(Node node) {
    return new Origin.Line(path.toString(), node.getStartMark().getLine() + 1);
  }

  private static boolean isNothing(Node value) {
    return value.getTag().equals(Tag.NULL);
  }

  private static String kind(Node value) {
    return value instanceof MappingNode
        ? "a mapping"
        : value instanceof SequenceNode ? "a list" : "a single value";
  }
}
