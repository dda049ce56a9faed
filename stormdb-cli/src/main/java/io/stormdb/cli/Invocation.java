package io.stormdb.cli;

import java.nio.file.Path;
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
 * @param topic the workload to explain
 */
record Invocation(
    Verb verb,
    boolean rebuildFirst,
    Optional<Path> config,
    Map<String, String> settings,
    boolean printConfig,
    boolean dryRun,
    Optional<String> topic) {

  /** Keeps a copy of the settings. */
  Invocation {
    settings = Map.copyOf(settings);
  }
}
