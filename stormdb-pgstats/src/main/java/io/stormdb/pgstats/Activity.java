package io.stormdb.pgstats;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What sessions and tables of one database did in a window.
 *
 * @param sessions what all sessions were doing
 * @param locks who waited for whose locks
 * @param maintenance long commands that were at work on tables
 * @param relations what was done to tables and indexes
 */
public record Activity(
    Observed<SessionActivity> sessions,
    Observed<LockActivity> locks,
    Observed<MaintenanceActivity> maintenance,
    Observed<RelationActivity> relations) {

  /** Returns all parts by name, in this order. */
  Map<String, Observed<?>> parts() {
    Map<String, Observed<?>> parts = new LinkedHashMap<>();
    parts.put("sessions", sessions);
    parts.put("locks", locks);
    parts.put("maintenance", maintenance);
    parts.put("relations", relations);
    return parts;
  }

  /**
   * Returns activity of which nothing could be observed, all for the same reason.
   *
   * @param reason why, in words
   */
  public static Activity missing(String reason) {
    return new Activity(
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason));
  }
}
