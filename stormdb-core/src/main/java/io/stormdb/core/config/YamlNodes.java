package io.stormdb.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Takes nodes of a YAML file apart, and says what is wrong with them and in which line.
 *
 * @param path of the file
 * @param expansion of variables in values
 * @param problems takes what is wrong
 */
record YamlNodes(Path path, Expansion expansion, Problems problems) {

  /** Sees the keys of a mapping. */
  interface Visitor {
    void visit(ScalarNode key, String name, Node value);
  }

  /** Visits each key of a mapping that is a name and not there for the second time. */
  void each(MappingNode mapping, String above, Visitor visitor) {
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

  /** Returns the value, expanded, or nothing after having said what is wrong with it. */
  Stream<String> scalar(String name, Origin.Line line, Node value) {
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

  Origin.Line line(Node node) {
    return new Origin.Line(path.toString(), node.getStartMark().getLine() + 1);
  }

  static boolean isNothing(Node value) {
    return value.getTag().equals(Tag.NULL);
  }

  /** Returns what a node is, in words. */
  static String kind(Node value) {
    return value instanceof MappingNode
        ? "a mapping"
        : value instanceof SequenceNode ? "a list" : "a single value";
  }
}
