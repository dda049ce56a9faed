package io.stormdb.pgstats;

import java.util.List;
import java.util.Optional;

/**
 * What a server is and how it is set up. Immutable.
 *
 * @param version such as {@code 17.11}
 * @param majorVersion such as 17
 * @param machine where it runs, as seen from the client
 * @param settings those that matter for a measurement ({@link #SETTINGS_THAT_MATTER}) and those
 *     that somebody has set, by name; those that the user may not see are not there
 * @param extensions those that StormDB or its workloads make use of
 * @param host the machine that it runs on
 * @param disk the file system of its data directory
 * @param duplicateIndexes superfluous indexes of the connected database, largest first, at most 20
 */
public record ServerFacts(
    String version,
    int majorVersion,
    Machine machine,
    List<Setting> settings,
    List<ExtensionState> extensions,
    Observed<HostFacts> host,
    Observed<DiskSpace> disk,
    Observed<List<DuplicateIndex>> duplicateIndexes) {

  /** Settings that are shown even if nobody has changed them. */
  public static final List<String> SETTINGS_THAT_MATTER =
      List.of(
          // memory
          "shared_buffers",
          "huge_pages",
          "huge_pages_status",
          "work_mem",
          "hash_mem_multiplier",
          "maintenance_work_mem",
          "effective_cache_size",
          // write-ahead log and checkpoints
          "fsync",
          "synchronous_commit",
          "synchronous_standby_names",
          "full_page_writes",
          "wal_level",
          "wal_sync_method",
          "wal_compression",
          "wal_buffers",
          "wal_segment_size",
          "commit_delay",
          "max_wal_size",
          "min_wal_size",
          "checkpoint_timeout",
          "checkpoint_completion_target",
          "archive_mode",
          // reading and writing
          "bgwriter_delay",
          "bgwriter_lru_maxpages",
          "effective_io_concurrency",
          "io_method",
          "io_workers",
          "block_size",
          "data_checksums",
          // planner
          "random_page_cost",
          "seq_page_cost",
          "default_statistics_target",
          "plan_cache_mode",
          "jit",
          "max_parallel_workers_per_gather",
          "max_parallel_workers",
          "max_worker_processes",
          // autovacuum
          "autovacuum",
          "autovacuum_max_workers",
          "autovacuum_naptime",
          "autovacuum_vacuum_scale_factor",
          "autovacuum_vacuum_cost_delay",
          "autovacuum_vacuum_cost_limit",
          // connections and sessions
          "max_connections",
          "superuser_reserved_connections",
          "reserved_connections",
          "ssl",
          "default_transaction_isolation",
          "statement_timeout",
          "lock_timeout",
          "idle_in_transaction_session_timeout",
          // what observing costs
          "track_counts",
          "track_activities",
          "track_io_timing",
          "track_wal_io_timing",
          "compute_query_id",
          "shared_preload_libraries",
          "log_statement",
          "log_min_duration_statement",
          "debug_assertions");

  /** Keeps copies of the lists. */
  public ServerFacts {
    settings = List.copyOf(settings);
    extensions = List.copyOf(extensions);
  }

  /** Returns a setting; empty if the server has none of that name, or hides it from the user. */
  public Optional<Setting> setting(String name) {
    return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
  }

  /**
   * Returns what is known of an extension.
   *
   * @throws IllegalArgumentException if it is none of those that are looked for
   */
  public ExtensionState extension(String name) {
    return extensions.stream()
        .filter(extension -> extension.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "name must be one of %s, was %s"
                        .formatted(extensions.stream().map(ExtensionState::name).toList(), name)));
  }
}
