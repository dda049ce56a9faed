package io.stormdb.core.config;

import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server and who connects to it.
 *
 * @param host a host name or an IP address
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

  // the driver puts the host into a URL as it is, so nothing may pass that has a meaning there
  static final String HOST_PATTERN =
      "[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*";

  private static final int CONNECT_TIMEOUT_SECONDS = 10;

  /** Checks host, port and names. */
  public ServerAddress {
    if (!host.matches(HOST_PATTERN)) {
      throw new IllegalArgumentException(
          "host must be a host name or an IP address, nothing else, was '" + host + "'");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
    }
    if (dbname.isBlank() || username.isBlank()) {
      throw new IllegalArgumentException(
          "database and user must be named, were '%s' and '%s'".formatted(dbname, username));
    }
  }

  /**
   * Returns what opens connections: within 10 s or not at all, and with TCP keep-alive, so that a
   * server that is gone is noticed.
   */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {bracketed()});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(dbname);
    source.setUser(username);
    password.ifPresent(secret -> source.setPassword(secret.reveal()));
    source.setSslMode(sslmode.text());
    sslcert.ifPresent(source::setSslCert);
    sslkey.ifPresent(source::setSslKey);
    sslrootcert.ifPresent(source::setSslRootCert);
    source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("stormdb");
    return source;
  }

  /** Returns the address to show: {@code postgres://host:5432/dbname}. */
  public String url() {
    return "postgres://" + bracketed() + ":" + port + "/" + dbname;
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
