package io.stormdb.core.config;

import java.util.Locale;

/** Whether the connection is encrypted and whose certificate is trusted, as libpq has it. */
public enum SslMode {
  /** Never encrypted. */
  DISABLE,
  /** Encrypted if the server insists. */
  ALLOW,
  /** Encrypted if the server can. */
  PREFER,
  /** Always encrypted; any certificate will do. */
  REQUIRE,
  /** Always encrypted; the certificate is signed by a trusted authority. */
  VERIFY_CA,
  /** Always encrypted; the certificate is signed by a trusted authority and names the host. */
  VERIFY_FULL;

  /** Returns whether nothing is sent without encryption. */
  boolean isInsistent() {
    return this == REQUIRE || this == VERIFY_CA || this == VERIFY_FULL;
  }

  /** Returns the mode as it is written, for example {@code verify-full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
