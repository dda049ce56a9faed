package io.stormdb.examples;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.testkit.FreshServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that examples share. It ends with the process. */
public final class ExampleServer {

  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "128MB"));
  private static final DataSource DATA_SOURCE = source();

  private ExampleServer() {}

  /** Returns where its database is found. */
  public static DataSource dataSource() {
    return DATA_SOURCE;
  }

  /** Returns where its database is found, through the sockets that StormDB itself uses. */
  public static DataSource throughChannels() {
    PGSimpleDataSource source = source();
    source.setSocketFactory("io.stormdb.core.socket.ChannelSocketFactory");
    return source;
  }

  /** Runs a statement. */
  public static void execute(String sql) throws SQLException {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static PGSimpleDataSource source() {
    return FreshServer.dataSource(SERVER);
  }
}
