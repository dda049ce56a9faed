package io.stormdb.pgstats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * When the statistics of a server began, as two kinds of them tell.
 *
 * <p>After a crash all counters begin anew. Some tell when, and those of databases, tables and
 * statements do not. A server that is shut down in order keeps them all, and whoever resets one
 * kind resets no other. So all are lost only when both of these have begun anew.
 *
 * @param archiver when those of the archiver began
 * @param writer when those of the background writer began
 */
record ServerEpoch(String archiver, String writer) {

  private static final String ARCHIVER = "archiver epoch";
  private static final String WRITER = "writer epoch";

  /** What to ask for. Functions, because the views may be kept from a user. */
  static final String COLUMNS =
      """
      (SELECT stats_reset::text FROM pg_stat_get_archiver()) AS "%s",
      pg_stat_get_bgwriter_stat_reset_time()::text AS "%s"\
      """
          .formatted(ARCHIVER, WRITER);

  static ServerEpoch ofRow(ResultSet row) throws SQLException {
    return new ServerEpoch(
        Objects.requireNonNullElse(row.getString(ARCHIVER), ""),
        Objects.requireNonNullElse(row.getString(WRITER), ""));
  }

  /** Returns whether all that was counted until an earlier moment is lost. */
  boolean isAnewSince(ServerEpoch earlier) {
    return !archiver.equals(earlier.archiver) && !writer.equals(earlier.writer);
  }
}
