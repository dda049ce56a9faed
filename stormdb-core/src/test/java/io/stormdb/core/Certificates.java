package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keys with certificates that they have signed themselves, as PEM files.
 *
 * @param folder where they are
 */
public record Certificates(Path folder) {

  private static final String PASSWORD = "changeit";

  /**
   * Makes a key and its certificate.
   *
   * @param name of the files and of whom the certificate is for
   * @param more what keytool is to be told
   */
  public void make(String name, String... more) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path log = folder.resolve("keytool.log");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            keytool,
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-alias",
            name,
            "-dname",
            "CN=" + name,
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    builder.command().addAll(List.of(more));
    int exit = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertThat(exit).as(Files.readString(log)).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write(
        Path.of(key(name)), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    write(Path.of(certificate(name)), "CERTIFICATE", keys.getCertificate(name).getEncoded());
  }

  private static void write(Path path, String what, byte[] der) throws Exception {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        path, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what));
    if (what.equals("PRIVATE KEY")) {
      // the driver takes no key that others can read
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Returns the path of a key. */
  public String key(String name) {
    return folder.resolve(name + ".key").toString();
  }

  /** Returns the path of a certificate. */
  public String certificate(String name) {
    return folder.resolve(name + ".crt").toString();
  }

  /**
   * Makes a server of this machine encrypt what it says, by {@code server.key} and {@code
   * server.crt}.
   *
   * @param admin connects to it without encryption
   */
  public void encrypt(DataSource admin) throws Exception {
    give(admin, "server.key", Files.readString(Path.of(key("server"))));
    give(admin, "server.crt", Files.readString(Path.of(certificate("server"))));
    execute(admin, "ALTER SYSTEM SET ssl = on");
    reload(admin, "on");
  }

  /** Puts a file into the folder of a server's data, as the server's own. */
  public static void give(DataSource admin, String file, String text) throws SQLException {
    String path = string(admin, "SHOW data_directory") + "/" + file;
    execute(
        admin,
        "COPY (SELECT unnest(string_to_array('%s', E'\\n'))) TO PROGRAM 'umask 077; cat > %s'"
            .formatted(text, path));
  }

  /**
   * Lets a server read its settings again, which takes effect some time later, for connections that
   * begin then.
   *
   * @param ssl what the setting of this name will be
   */
  public static void reload(DataSource admin, String ssl) throws SQLException {
    execute(admin, "SELECT pg_reload_conf()");
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!string(admin, "SHOW ssl").equals(ssl)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private static void execute(DataSource admin, String sql) throws SQLException {
    try (Connection connection = admin.getConnection()) {
      Database.execute(connection, sql);
    }
  }

  private static String string(DataSource admin, String sql) throws SQLException {
    try (Connection connection = admin.getConnection()) {
      return Database.string(connection, sql);
    }
  }
}
