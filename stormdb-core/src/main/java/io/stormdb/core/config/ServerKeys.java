package io.stormdb.core.config;

import io.stormdb.core.SessionTarget;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a server that is named. */
final class ServerKeys {

  static final String SECTION = "database";
  static final String HOST = "database.host";
  static final String PORT = "database.port";
  static final String TARGET_SESSION_ATTRS = "database.target_session_attrs";
  static final String LOAD_BALANCE_HOSTS = "database.load_balance_hosts";
  static final String DBNAME = "database.dbname";
  static final String USERNAME = "database.username";
  static final String PASSWORD = "database.password";
  static final String SSLMODE = "database.sslmode";
  static final String SSLCERT = "database.sslcert";
  static final String SSLKEY = "database.sslkey";
  static final String SSLROOTCERT = "database.sslrootcert";

  private static final ValueKind FILE = ValueKind.Text.notBlank("the path of a file");

  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of(
                  "database.type",
                  ValueKind.Choice.of("postgres", "postgresql"),
                  "Which kind of server it is.")
              .otherwise("postgres"),
          ConfigKey.of(
                  HOST,
                  new ListKind.Hosts(),
                  "The server to measure, or several that stand for each other.")
              .flag("--host")
              .variable("STORMDB_DB_HOST")
              .whenAbsent("the embedded PostgreSQL"),
          ConfigKey.of(PORT, new ListKind.Ports(), "The port it listens on.")
              .flag("--port")
              .variable("STORMDB_DB_PORT")
              .otherwise("5432"),
          ConfigKey.of(
                  TARGET_SESSION_ATTRS,
                  ValueKind.Choice.of(
                      Stream.of(SessionTarget.values())
                          .map(SessionTarget::text)
                          .toArray(String[]::new)),
                  "Which of several hosts transactions run on; with read_write_split, those that only"
                      + " read.")
              .flag("--target-session-attrs")
              .whenAbsent("any; read-write with several hosts; standby with read_write_split"),
          ConfigKey.of(
                  LOAD_BALANCE_HOSTS,
                  ValueKind.Choice.of("disable", "random"),
                  "Whether each connection tries the hosts in the order given, or in one of its own.")
              .flag("--load-balance-hosts")
              .otherwise("disable"),
          ConfigKey.of(
                  DBNAME,
                  new ValueKind.Text(
                      "(?!.*://)[^\\x00]*[^\\s\\x00][^\\x00]*", "the name of a database, no URL"),
                  "The database.")
              .flag("--dbname")
              .variable("STORMDB_DB_NAME")
              .otherwise("postgres"),
          ConfigKey.of(USERNAME, ValueKind.Text.notBlank("the name of a user"), "The user.")
              .flag("--username", "-u")
              .variable("STORMDB_DB_USER")
              .otherwise("postgres"),
          ConfigKey.of(PASSWORD, new ValueKind.Text("(?s).*", "a text"), "The user's password.")
              .flag("--password", "-p")
              .variable("STORMDB_DB_PASSWORD")
              .whenAbsent("PGPASSWORD, or the password file ~/.pgpass")
              .asSecret(),
          ConfigKey.of(
                  SSLMODE,
                  ValueKind.Choice.of(
                      Stream.of(SslMode.values()).map(SslMode::text).toArray(String[]::new)),
                  "Whether the connection is encrypted, and whom it trusts.")
              .variable("STORMDB_DB_SSLMODE")
              .otherwise(SslMode.PREFER.text()),
          ConfigKey.of(SSLCERT, FILE, "The certificate to show to the server.")
              .whenAbsent("~/.postgresql/postgresql.crt if it is there"),
          ConfigKey.of(SSLKEY, FILE, "The key of that certificate.")
              .whenAbsent("~/.postgresql/postgresql.pk8 if it is there"),
          ConfigKey.of(SSLROOTCERT, FILE, "The certificates of trusted authorities.")
              .whenAbsent("~/.postgresql/root.crt if it is there"));

  private ServerKeys() {}
}
