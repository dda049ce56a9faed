package io.stormdb.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was typed, understood.
 *
 * @param verb what to do
 * @param rebuildFirst whether a run begins with dropping and loading the data
 * @param config the configuration file that was named
 * @param settings values of configuration keys by name, as typed
 * @param printConfig whether to print the effective configuration instead
 * @param dryRun whether to check that all could be done instead of doing it
 * @param operands what follows the command: the workload to explain, or what to do with plug-ins
 */
record Invocation(
    Verb verb,
    boolean rebuildFirst,
    Optional<Path> config,
    Map<String, String> settings,
    boolean printConfig,
    boolean dryRun,
    List<String> operands) {

  /** Keeps copies. */
  Invocation {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    operands = List.copyOf(operands);
  }
}
