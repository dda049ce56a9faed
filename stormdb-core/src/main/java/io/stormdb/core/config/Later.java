package io.stormdb.core.config;

import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keys that files for StormDB have and this version does not know yet, each with all below it. */
final class Later {

  private static final Set<String> NAMES =
      Set.copyOf(
          List.of(
              "advanced",
              "audit",
              "batch_size",
              "data_generation",
              "database.connect_timeout",
              "database.health_check_period",
              "database.max_conn_idle_time",
              "database.max_conn_lifetime",
              "database.min_connections",
              "database.production_data_forbidden",
              "database.require_test_suffix",
              "logging.audit_enabled",
              "logging.format",
              "logging.sensitive_fields",
              "metrics.async_processing",
              "metrics.batch_size",
              "metrics.buffer_size",
              "metrics.export_prometheus",
              "metrics.flush_interval",
              "metrics.max_memory_mb",
              "metrics.prometheus_port",
              "mode",
              "output.html",
              "output.junit",
              "query_optimization",
              "results_backend",
              "security",
              "test_metadata",
              "thresholds"));

  private Later() {}

  /** Returns whether a key is known to come later. */
  static boolean has(String path) {
    return NAMES.contains(path);
  }

  /**
   * Returns whether a value asks for nothing, so that this version does what it says: {@code
   * false}, nothing at all, or a mapping that is not {@code enabled} or has only such values.
   */
  static boolean asksForNothing(Node value) {
    if (!(value instanceof MappingNode mapping)) {
      return isOff(value);
    }
    return mapping.getValue().stream().allMatch(tuple -> isOff(tuple.getValueNode()))
        || mapping.getValue().stream().anyMatch(Later::isSwitchedOff);
  }

  private static boolean isSwitchedOff(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key
        && key.getValue().equals("enabled")
        && tuple.getValueNode() instanceof ScalarNode value
        && value.getValue().equals("false");
  }

  private static boolean isOff(Node value) {
    return value instanceof ScalarNode scalar
        && (scalar.getValue().equals("false") || scalar.getTag().equals(Tag.NULL));
  }
}
