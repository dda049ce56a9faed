package io.stormdb.pgstats.doctor;

import java.util.List;

/** Whether the server is one to run on, and whether the user may. */
final class RoleChecks {

  private static final int OLDEST = 12;
  private static final int NEWEST = 18;

  private RoleChecks() {}

  static List<Finding> version(Visit visit) {
    SessionFacts session = visit.session();
    Evidence version = new Evidence.State("version", session.version());
    String found = "PostgreSQL " + session.version();
    String supported = "StormDB is tested with PostgreSQL " + OLDEST + " to " + NEWEST;
    String page = "https://www.postgresql.org/support/versioning/";
    if (session.majorVersion() < OLDEST) {
      return List.of(
          new Finding(
              "version",
              Level.PROBLEM,
              found + " is too old",
              List.of(version),
              supported,
              "use a newer server",
              page));
    }
    return List.of(
        session.majorVersion() > NEWEST
            ? new Finding(
                "version",
                Level.NOTE,
                found + " is newer than what was tested",
                List.of(version),
                supported + "; views of later versions may lack what it reads",
                "look for a newer StormDB, and mind what is reported as missing",
                page)
            : Finding.ok("version", found, version));
  }

  static List<Finding> primary(Visit visit) {
    SessionFacts session = visit.session();
    Evidence standby = new Evidence.State("standby", yes(session.standby()));
    Evidence readOnly = new Evidence.State("default_transaction_read_only", on(session.readOnly()));
    if (!session.standby() && !session.readOnly()) {
      return List.of(
          Finding.ok(
              "primary", "the server is a primary and may be written to", standby, readOnly));
    }
    return List.of(
        new Finding(
            "primary",
            Level.PROBLEM,
            session.standby() ? "the server is a standby" : "default_transaction_read_only is on",
            List.of(standby, readOnly),
            "StormDB creates a schema, loads data and keeps a record of it, which cannot be done here",
            session.standby()
                ? "name the primary; read_write_split runs what only reads on a standby"
                : "set default_transaction_read_only = off for the user or the database",
            session.standby()
                ? Finding.manual("hot-standby.html")
                : Finding.manual("runtime-config-client.html#GUC-DEFAULT-TRANSACTION-READ-ONLY")));
  }

  static List<Finding> create(Visit visit) {
    SessionFacts session = visit.session();
    Evidence may = new Evidence.State("may_create_schemas", yes(session.mayCreate()));
    Evidence own = Evidence.count("own_schemas", session.ownSchemas());
    if (session.mayCreate()) {
      return List.of(
          Finding.ok(
              "create_schema",
              "user '%s' may create schemas in database '%s'"
                  .formatted(session.user(), session.database()),
              may));
    }
    boolean owner = session.ownSchemas() > 0;
    return List.of(
        new Finding(
            "create_schema",
            owner ? Level.NOTE : Level.PROBLEM,
            "user '%s' may not create schemas in database '%s', and owns %s there"
                .formatted(session.user(), session.database(), owner ? own.text() : "none"),
            List.of(may, own),
            "StormDB puts its tables into a schema of its own, or into one that the user owns",
            "let the owner of the database run: GRANT CREATE ON DATABASE %s TO %s; or name an empty schema of the user's with --schema"
                .formatted(session.database(), session.user()),
            Finding.manual("ddl-priv.html")));
  }

  static List<Finding> monitor(Visit visit) {
    SessionFacts session = visit.session();
    Evidence may = new Evidence.State("pg_read_all_stats", yes(session.mayMonitor()));
    return List.of(
        session.mayMonitor()
            ? Finding.ok("monitor", "user '%s' sees what others do".formatted(session.user()), may)
            : new Finding(
                "monitor",
                Level.NOTE,
                "user '%s' does not see what others do".formatted(session.user()),
                List.of(may),
                "checkpoints, vacuums and sessions of other users stay hidden in reports",
                "let a superuser run: GRANT pg_monitor TO " + session.user(),
                Finding.manual("predefined-roles.html")));
  }

  private static String yes(boolean condition) {
    return condition ? "yes" : "no";
  }

  private static String on(boolean condition) {
    return condition ? "on" : "off";
  }
}
