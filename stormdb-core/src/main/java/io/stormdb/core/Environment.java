package io.stormdb.core;

import java.util.Map;

/**
 * Where a run took place: what is needed to repeat it or to doubt it.
 *
 * @param server the URL of the database, without password
 * @param serverVersion as {@code server_version} has it
 * @param serverSettings settings that are not at their built-in default, from {@code pg_settings},
 *     and those that the workload sets in the sessions of workers
 * @param stormDbVersion the version of StormDB, with the commit that it was built from
 * @param plugin the plug-in that the workload is from: name, version, and {@code class path} or the
 *     path of its jar with its SHA-256
 * @param driverVersion the version of the JDBC driver
 * @param queryMode how statements reach the server
 * @param javaVersion the version of the Java runtime
 * @param operatingSystem name, version and architecture of the client's system
 * @param clientProcessors processors that the client may use
 * @param clientMemoryBytes the most memory that the client's heap may use
 */
public record Environment(
    String server,
    String serverVersion,
    Map<String, String> serverSettings,
    String stormDbVersion,
    String plugin,
    String driverVersion,
    QueryMode queryMode,
    String javaVersion,
    String operatingSystem,
    int clientProcessors,
    long clientMemoryBytes) {

  /** Keeps a copy. */
  public Environment {
    serverSettings = Map.copyOf(serverSettings);
  }
}
