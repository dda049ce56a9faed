package io.stormdb.pgstats;

/**
 * The columns of {@code pg_stat_statements} that have other names in other versions, or are new.
 */
final class StatementColumns {

  private static final String NONE = "NULL::numeric";

  private StatementColumns() {}

  /**
   * Returns the time spent executing.
   *
   * @param minor version of the extension, 9 for 1.9
   */
  static String executionTime(int minor) {
    return (minor >= 8 ? "total_exec_time" : "total_time") + " AS total_time";
  }

  /**
   * Returns all others, each under one name; those that a version does not have, or that the
   * settings leave at zero, are null.
   */
  static String byVersion(int minor) {
    String timed = "CASE WHEN current_setting('track_io_timing')::bool THEN ";
    String sharedRead = minor >= 11 ? "shared_blk_read_time" : "blk_read_time";
    String sharedWrite = minor >= 11 ? "shared_blk_write_time" : "blk_write_time";
    String planned =
        "CASE WHEN current_setting('pg_stat_statements.track_planning', true)::bool THEN ";
    String jit =
        "jit_generation_time + jit_inlining_time + jit_optimization_time + jit_emission_time";
    return String.join(
        ", ",
        (minor >= 8 ? "wal_records" : NONE) + " AS wal_records",
        (minor >= 8 ? "wal_fpi" : NONE) + " AS wal_fpi",
        (minor >= 8 ? "wal_bytes" : NONE) + " AS wal_bytes",
        (minor >= 8 ? planned + "total_plan_time END" : NONE) + " AS plan_time",
        timed + sharedRead + " END AS read_time",
        timed + sharedWrite + " END AS write_time",
        (minor >= 10 ? timed + "temp_blk_read_time END" : NONE) + " AS temp_read_time",
        (minor >= 10 ? timed + "temp_blk_write_time END" : NONE) + " AS temp_write_time",
        // from 1.11 on, what is generated includes what is made to take rows apart
        (minor >= 10 ? jit : NONE) + " AS jit_time");
  }
}
