package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.Observed;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Asks a pooler what it is. PgBouncer has a console for that, which looks like a database of this
 * name and answers {@code SHOW VERSION} to the users whom its {@code stats_users} and {@code
 * admin_users} name. Others have taken the console over from it, each with a name of its own in the
 * answer.
 */
final class PoolerConsole {

  private static final String DATABASE = "pgbouncer";
  private static final int LIMIT_SECONDS = 5;

  private static final Logger DRIVER = Logger.getLogger("org.postgresql.jdbc.PgConnection");

  private PoolerConsole() {}

  /**
   * Returns what the pooler says that it is, such as {@code PgBouncer 1.18.0}, or why it does not.
   *
   * @param dataSource leads to a pooler
   */
  static Observed<String> ask(DataSource dataSource) {
    if (!(dataSource instanceof BaseDataSource source)) {
      return new Observed.Missing<>("this data source leads to no other database");
    }
    PGSimpleDataSource console = new PGSimpleDataSource();
    try {
      console.initializeFrom(source);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a data source of the driver cannot be copied", e);
    }
    console.setDatabaseName(DATABASE);
    // it knows no other
    console.setPreferQueryMode(PreferQueryMode.SIMPLE);
    // or the driver sends SET, which the console refuses
    console.setReplication("false");
    console.setConnectTimeout(LIMIT_SECONDS);
    console.setLoginTimeout(LIMIT_SECONDS);
    console.setSocketTimeout(LIMIT_SECONDS);
    // the driver warns of the console's version, which is none of PostgreSQL's
    Level level = DRIVER.getLevel();
    DRIVER.setLevel(Level.SEVERE);
    try (Connection connection = console.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW VERSION")) {
      String version = row.next() ? Objects.requireNonNullElse(row.getString(1), "") : "";
      return version.isBlank()
          ? new Observed.Missing<>("its console answers nothing")
          : new Observed.Seen<>(version.strip());
    } catch (SQLException e) {
      return new Observed.Missing<>(
          "its console '%s': %s"
              .formatted(
                  DATABASE,
                  Objects.requireNonNullElse(e.getMessage(), "").strip().replaceAll("\\R+", "; ")));
    } finally {
      DRIVER.setLevel(level);
    }
  }
}
