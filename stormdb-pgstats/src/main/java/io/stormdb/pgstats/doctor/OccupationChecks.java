package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.WalActivity;
import java.util.ArrayList;
import java.util.List;

/** Whether there is room on the server, and whether it is quiet. */
final class OccupationChecks {

  /** One connection that prepares and watches, and one for statistics. */
  static final int OWN_CONNECTIONS = 2;

  /** A server at rest writes some kilobytes: of its own accord, and of these looks at it. */
  private static final double QUIET_BYTES_PER_SECOND = 1 << 20;

  private OccupationChecks() {}

  static List<Finding> connections(Visit visit) {
    // the connection that collected in between may still be ending
    Occupation now = visit.before();
    SessionFacts session = visit.session();
    int needed = visit.connections() + OWN_CONNECTIONS;
    int free = now.free(session);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("free", free));
    evidence.add(Evidence.count("needed", needed));
    evidence.add(Evidence.count("used", now.used()));
    evidence.add(Evidence.count("max_connections", now.max()));
    evidence.add(Evidence.count("reserved", now.reserved()));
    if (session.userLimit() >= 0) {
      evidence.add(Evidence.count("user_limit", session.userLimit()));
    }
    if (session.databaseLimit() >= 0) {
      evidence.add(Evidence.count("database_limit", session.databaseLimit()));
    }
    String found =
        "%s connections are free for user '%s' (%s of %s are taken), the run needs %s"
            .formatted(
                evidence.get(0).text(),
                session.user(),
                evidence.get(2).text(),
                evidence.get(3).text(),
                evidence.get(1).text());
    if (free >= needed) {
      return List.of(new Finding("connections", Level.OK, found, evidence, "", "", ""));
    }
    return List.of(
        new Finding(
            "connections",
            // a pooler shares what there is among more clients
            session.pooled() ? Level.NOTE : Level.PROBLEM,
            found,
            evidence,
            "workers that find no connection end the run before it begins",
            "use fewer workers or a pool (connection_mode: pooled), or raise max_connections",
            Finding.manual("runtime-config-connection.html#GUC-MAX-CONNECTIONS")));
  }

  static List<Finding> otherLoad(Visit visit) {
    int active = Math.min(visit.before().active(), visit.after().active());
    double wal =
        visit
            .statistics()
            .wal()
            .find()
            .map(WalActivity::bytes)
            .map(bytes -> bytes / (visit.statistics().window().toNanos() / 1e9))
            .orElse(0.0);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("active_sessions", active));
    evidence.add(Evidence.count("hidden_sessions", visit.after().hidden()));
    if (visit.statistics().wal().find().isPresent()) {
      evidence.add(
          new Evidence.Amount("wal_bytes_per_second", wal, Evidence.Unit.BYTES_PER_SECOND));
    }
    visit
        .statistics()
        .database()
        .find()
        .map(DatabaseActivity::commits)
        .ifPresent(
            commits ->
                evidence.add(
                    new Evidence.Amount(
                        "commits_per_second",
                        commits / (visit.statistics().window().toNanos() / 1e9),
                        Evidence.Unit.PER_SECOND)));
    String found =
        "%s%s%s"
            .formatted(
                active == 0
                    ? "no other session runs statements"
                    : active == 1
                        ? "1 other session runs statements"
                        : active + " other sessions run statements",
                visit.after().hidden() == 0
                    ? ""
                    : ", of %s it cannot be seen"
                        .formatted(Integer.toString(visit.after().hidden())),
                visit.statistics().wal().find().isPresent()
                    ? "; WAL grows by " + evidence.get(2).text()
                    : "");
    if (active == 0 && wal < QUIET_BYTES_PER_SECOND) {
      return List.of(new Finding("other_load", Level.OK, found, evidence, "", "", ""));
    }
    return List.of(
        new Finding(
            "other_load",
            Level.WARNING,
            found,
            evidence,
            "they take their share of the server, and their work is counted in its statistics",
            "measure when the server is quiet, or state what else ran on it",
            Finding.manual("monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW")));
  }

  static List<Finding> checkpoint(Visit visit) {
    if (visit.before().checkpoint().isEmpty() || visit.after().checkpoint().isEmpty()) {
      return List.of(
          new Finding(
              "checkpoint",
              Level.NOTE,
              "it cannot be seen whether a checkpoint is running",
              List.of(new Evidence.State("checkpointer", "hidden")),
              "a checkpoint slows down whatever writes meanwhile",
              "let a superuser run: GRANT pg_monitor TO " + visit.session().user(),
              Finding.manual("wal-configuration.html")));
    }
    boolean running = visit.before().checkpoint().get() && visit.after().checkpoint().get();
    Evidence evidence = new Evidence.State("running", running ? "yes" : "no");
    return List.of(
        running
            ? new Finding(
                "checkpoint",
                Level.NOTE,
                "a checkpoint is running",
                List.of(evidence),
                "it slows down whatever writes meanwhile",
                "wait for it to end, or run CHECKPOINT before each measurement so that all begin alike",
                Finding.manual("wal-configuration.html"))
            : Finding.ok("checkpoint", "no checkpoint is running", evidence));
  }

  static List<Finding> vacuum(Visit visit) {
    int running = visit.after().vacuums();
    Evidence count = Evidence.count("vacuums", running);
    return List.of(
        running > 0
            ? new Finding(
                "vacuum",
                Level.NOTE,
                "%s %s vacuuming or analyzing"
                    .formatted(count.text(), running == 1 ? "process is" : "processes are"),
                List.of(count),
                "it reads and writes whole tables meanwhile",
                "wait for it to end: pg_stat_progress_vacuum tells how far it is",
                Finding.manual("progress-reporting.html"))
            : Finding.ok("vacuum", "nothing is being vacuumed or analyzed", count));
  }
}
