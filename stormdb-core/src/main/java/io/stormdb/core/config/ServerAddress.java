package io.stormdb.core.config;

import io.stormdb.core.QueryMode;
import io.stormdb.core.socket.ChannelSocketFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A PostgreSQL server and who connects to it.
 *
 * @param host a host name, an IP address, or the folder of the server's Unix-domain socket, which
 *     begins with a slash
 * @param port 1 to 65,535
 * @param dbname the name of the database
 * @param username the name of the user
 * @param password or empty, so that the driver looks into the password file ({@code ~/.pgpass}, or
 *     the one that PGPASSFILE names)
 * @param sslmode whether the connection is encrypted
 * @param sslcert the path of the client's certificate
 * @param sslkey the path of its key
 * @param sslrootcert the path of the certificates of trusted authorities
 */
public record ServerAddress(
    String host,
    int port,
    String dbname,
    String username,
    Optional<Password> password,
    SslMode sslmode,
    Optional<String> sslcert,
    Optional<String> sslkey,
    Optional<String> sslrootcert) {

  // the driver puts the host into a URL as it is, so nothing may pass that has a meaning there;
  // a path does not come there, but the whole of it must fit into the 107 bytes that Linux has
  static final String HOST_PATTERN =
      "[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*|/[^\\x00]{0,91}";

  static final String HOST_DESCRIPTION =
      "a host name, an IP address, or the folder of a Unix-domain socket (at most 92 characters)";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Checks host, port and names. */
  public ServerAddress {
    if (!host.matches(HOST_PATTERN)) {
      throw new IllegalArgumentException(
          "host must be %s, was '%s'".formatted(HOST_DESCRIPTION, host));
    }
    if (isFolder(host) && sslmode.isInsistent()) {
      throw new IllegalArgumentException(
          "sslmode must be disable, allow or prefer with a Unix-domain socket, which is never encrypted, was "
              + sslmode.text());
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
    }
    if (dbname.isBlank() || username.isBlank()) {
      throw new IllegalArgumentException(
          "database and user must be named, were '%s' and '%s'".formatted(dbname, username));
    }
  }

  /** Returns whether a host is the folder of a Unix-domain socket, as libpq decides it. */
  static boolean isFolder(String host) {
    return host.startsWith("/");
  }

  /** Returns what opens connections for prepared statements. */
  public DataSource dataSource() {
    return dataSource(QueryMode.PREPARED);
  }

  /** Returns what opens connections, within 10 s or not at all. */
  public DataSource dataSource(QueryMode mode) {
    return dataSource(mode, CONNECT_TIMEOUT);
  }

  /**
   * Returns what opens connections, with TCP keep-alive, so that a server that is gone is noticed.
   *
   * @param connectTimeout how long to wait for the server; the driver counts in seconds, so part of
   *     one is a whole one
   */
  public DataSource dataSource(QueryMode mode, Duration connectTimeout) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    // where there is no network, the password file calls the server localhost
    source.setServerNames(new String[] {isFolder(host) ? "localhost" : bracketed()});
    source.setPortNumbers(new int[] {port});
    source.setSocketFactory(ChannelSocketFactory.class.getName());
    if (isFolder(host)) {
      source.setSocketFactoryArg(Path.of(host, ".s.PGSQL." + port).toString());
    }
    source.setPreferQueryMode(
        mode == QueryMode.SIMPLE ? PreferQueryMode.SIMPLE : PreferQueryMode.EXTENDED);
    source.setPrepareThreshold(mode == QueryMode.PREPARED ? 1 : 0);
    source.setDatabaseName(dbname);
    source.setUser(username);
    password.ifPresent(secret -> source.setPassword(secret.reveal()));
    source.setSslMode((isFolder(host) ? SslMode.DISABLE : sslmode).text());
    sslcert.ifPresent(source::setSslCert);
    sslkey.ifPresent(source::setSslKey);
    sslrootcert.ifPresent(source::setSslRootCert);
    source.setConnectTimeout((int) connectTimeout.plusNanos(999_999_999).toSeconds());
    source.setTcpKeepAlive(true);
    source.setApplicationName("stormdb");
    return source;
  }

  /**
   * Returns the address to show: {@code postgres://host:5432/dbname}, or {@code
   * postgres:///dbname?host=/folder&port=5432}.
   */
  public String url() {
    if (isFolder(host)) {
      return "postgres:///" + dbname + "?host=" + host + "&port=" + port;
    }
    return "postgres://" + bracketed() + ":" + port + "/" + dbname;
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
