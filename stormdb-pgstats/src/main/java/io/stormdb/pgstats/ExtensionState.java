package io.stormdb.pgstats;

import java.util.Optional;

/**
 * An extension that StormDB or its workloads make use of, in the connected database.
 *
 * @param name such as {@code pg_stat_statements}
 * @param installed the version in the database; empty if it was not created there
 * @param available the version that could be created; empty if the server lacks its files
 */
public record ExtensionState(String name, Optional<String> installed, Optional<String> available) {}
