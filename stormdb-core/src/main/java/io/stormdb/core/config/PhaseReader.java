package io.stormdb.core.config;

import io.stormdb.core.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the list of phases of a file into settings: one for each value of each phase. */
final class PhaseReader {

  private final YamlNodes nodes;
  private final String spelling;
  private final List<Setting> settings = new ArrayList<>();

  private PhaseReader(YamlNodes nodes, String spelling) {
    this.nodes = nodes;
    this.spelling = spelling;
  }

  /**
   * Reads a list.
   *
   * @param spelling of its key
   * @param line of its key
   */
  static List<Setting> read(YamlNodes nodes, String spelling, Origin.Line line, Node value) {
    PhaseReader reader = new PhaseReader(nodes, spelling);
    if (value instanceof SequenceNode list) {
      reader.list(list, line);
    } else if (!YamlNodes.isNothing(value)) {
      reader.problem(line, "must be a list of phases, was " + YamlNodes.kind(value));
    }
    return reader.settings;
  }

  private void problem(Origin.Line line, String text) {
    nodes.problems().in(line, "'" + spelling + "' " + text);
  }

  private void list(SequenceNode list, Origin.Line line) {
    if (list.getValue().isEmpty()) {
      problem(line, "has no phase in it; add one, such as '- duration: 30s', or remove the line");
    }
    int number = 0;
    for (Node item : list.getValue()) {
      number++;
      String name = spelling + "[" + number + "]";
      if (item instanceof MappingNode phase) {
        phase(number, name, phase);
      } else {
        nodes
            .problems()
            .in(
                nodes.line(item),
                "'%s' must be a mapping of %s to values, was %s"
                    .formatted(name, String.join(", ", PhaseKeys.names()), YamlNodes.kind(item)));
      }
    }
  }

  private void phase(int number, String name, MappingNode phase) {
    nodes.each(phase, name + ".", (key, full, value) -> value(number, key, full, value));
    boolean timed =
        phase.getValue().stream()
            .anyMatch(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(PhaseKeys.DURATION));
    if (!timed) {
      nodes
          .problems()
          .in(nodes.line(phase), "'" + name + "' has no duration; write one, such as 30s");
    }
  }

  private void value(int number, ScalarNode keyNode, String full, Node value) {
    Origin.Line line = nodes.line(keyNode);
    ConfigKey key = PhaseKeys.written(keyNode.getValue()).orElse(null);
    if (key == null) {
      nodes.problems().in(line, "unknown key '%s'; %s".formatted(full, hint(keyNode.getValue())));
    } else if (key.kind() instanceof ListKind.Members) {
      weights(PhaseKeys.of(number, key, PhaseKeys.WEIGHT), full, line, value);
    } else {
      add(PhaseKeys.of(number, key, key.kind()), "", full, line, value);
    }
  }

  private void weights(ConfigKey key, String full, Origin.Line line, Node value) {
    if (value instanceof MappingNode mapping) {
      nodes.each(
          mapping,
          full + ".",
          (type, name, weight) -> add(key, "." + type.getValue(), name, nodes.line(type), weight));
    } else if (!YamlNodes.isNothing(value)) {
      nodes
          .problems()
          .in(
              line,
              "'%s' must be a mapping of transactions to weights, was %s"
                  .formatted(full, YamlNodes.kind(value)));
    }
  }

  private void add(ConfigKey key, String member, String full, Origin.Line line, Node value) {
    nodes
        .scalar(full, line, value)
        .forEach(text -> settings.add(new Setting(key, key.name() + member, full, text, line)));
  }

  private static String hint(String name) {
    return Nearest.to(name, PhaseKeys.names())
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() -> "available: " + String.join(", ", new TreeSet<>(PhaseKeys.names())));
  }
}
