package io.stormdb.core.config;

import io.stormdb.core.Host;
import io.stormdb.core.HostList;
import io.stormdb.core.QueryMode;
import io.stormdb.core.SessionTarget;
import io.stormdb.core.socket.ChannelSocketFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A PostgreSQL server, or several that stand for each other, and who connects.
 *
 * @param hosts at least one; a connection goes to the first that answers and is what is asked for.
 *     A name with several addresses stands for as many servers
 * @param dbname the name of the database
 * @param username the name of the user
 * @param password or empty, so that the driver looks into the password file ({@code ~/.pgpass}, or
 *     the one that PGPASSFILE names)
 * @param sslmode whether the connection is encrypted
 * @param sslcert the path of the client's certificate
 * @param sslkey the path of its key
 * @param sslrootcert the path of the certificates of trusted authorities
 * @param random whether hosts are tried in another order for each connection
 */
public record ServerAddress(
    List<Host> hosts,
    String dbname,
    String username,
    Optional<Password> password,
    SslMode sslmode,
    Optional<String> sslcert,
    Optional<String> sslkey,
    Optional<String> sslrootcert,
    boolean random) {

  /** How long each server is waited for where nothing else is said. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Checks hosts and names. */
  public ServerAddress {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a server must have a host, had none");
    }
    if (hosts.stream().anyMatch(Host::isFolder) && sslmode.isInsistent()) {
      throw new IllegalArgumentException(
          "sslmode must be disable, allow or prefer with a Unix-domain socket, which is never encrypted, was "
              + sslmode.text());
    }
    if (dbname.isBlank() || username.isBlank()) {
      throw new IllegalArgumentException(
          "database and user must be named, were '%s' and '%s'".formatted(dbname, username));
    }
  }

  /** Names a single server. */
  public ServerAddress(
      String host,
      int port,
      String dbname,
      String username,
      Optional<Password> password,
      SslMode sslmode,
      Optional<String> sslcert,
      Optional<String> sslkey,
      Optional<String> sslrootcert) {
    this(
        List.of(new Host(host, port)),
        dbname,
        username,
        password,
        sslmode,
        sslcert,
        sslkey,
        sslrootcert,
        false);
  }

  /** Returns what opens connections for prepared statements. */
  public DataSource dataSource() {
    return dataSource(QueryMode.PREPARED);
  }

  /** Returns what opens connections, within 10 s or not at all. */
  public DataSource dataSource(QueryMode mode) {
    return dataSource(mode, CONNECT_TIMEOUT, SessionTarget.ANY);
  }

  /**
   * Returns what opens connections, with TCP keep-alive, so that a server that is gone is noticed.
   *
   * @param connectTimeout how long to wait for each server; the driver counts in seconds, so part
   *     of one is a whole one
   * @param target which of the servers may be used
   */
  public DataSource dataSource(QueryMode mode, Duration connectTimeout, SessionTarget target) {
    if (hosts.size() == 1 && target == SessionTarget.ANY && !hosts.get(0).isName()) {
      return dataSource(hosts.get(0), Optional.empty(), mode, connectTimeout);
    }
    return new HostList(
        hosts.stream()
            .map(
                host ->
                    new HostList.Member(
                        host, address -> dataSource(host, address, mode, connectTimeout)))
            .toList(),
        target,
        random);
  }

  private DataSource dataSource(
      Host host, Optional<InetAddress> address, QueryMode mode, Duration connectTimeout) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    // where there is no network, the password file calls the server localhost
    source.setServerNames(new String[] {host.isFolder() ? "localhost" : host.bracketed()});
    source.setPortNumbers(new int[] {host.port()});
    source.setSocketFactory(ChannelSocketFactory.class.getName());
    if (host.isFolder()) {
      source.setSocketFactoryArg(Path.of(host.name(), ".s.PGSQL." + host.port()).toString());
    }
    // the name stays what certificates and the password file know
    address.ifPresent(one -> source.setSocketFactoryArg(one.getHostAddress()));
    source.setPreferQueryMode(
        mode == QueryMode.SIMPLE ? PreferQueryMode.SIMPLE : PreferQueryMode.EXTENDED);
    source.setPrepareThreshold(mode == QueryMode.PREPARED ? 1 : 0);
    source.setDatabaseName(dbname);
    source.setUser(username);
    password.ifPresent(secret -> source.setPassword(secret.reveal()));
    source.setSslMode((host.isFolder() ? SslMode.DISABLE : sslmode).text());
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
    return url(SessionTarget.ANY);
  }

  /**
   * Returns the address to show, with which of the servers may be used: {@code
   * postgres://a:5432,b:5432/dbname?target_session_attrs=standby}.
   */
  public String url(SessionTarget target) {
    List<String> options = new ArrayList<>();
    boolean folders = hosts.stream().anyMatch(Host::isFolder);
    if (folders) {
      options.add("host=" + listed(Host::name));
      options.add("port=" + listed(host -> Integer.toString(host.port())));
    }
    if (target != SessionTarget.ANY) {
      options.add("target_session_attrs=" + target.text());
    }
    if (random) {
      options.add("load_balance_hosts=random");
    }
    return "postgres://"
        + (folders ? "" : listed(Host::toString))
        + "/"
        + dbname
        + (options.isEmpty() ? "" : "?" + String.join("&", options));
  }

  private String listed(Function<Host, String> part) {
    return hosts.stream().map(part).collect(Collectors.joining(","));
  }
}
