package io.stormdb.examples;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that examples share. It ends with the process. */
public final class ExampleServer {

  private static final DataSource DATA_SOURCE = start();

  private ExampleServer() {}

  /** Returns where its database is found. */
  public static DataSource dataSource() {
    return DATA_SOURCE;
  }

  /** Runs a statement. */
  public static void execute(String sql) throws SQLException {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DataSource start() {
    EmbeddedServer server =
        EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "128MB"));
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
    return dataSource;
  }
}
