package io.stormdb.core;

import java.util.Locale;

/** Who sends the statements of a load and reads the answers. */
public enum Driver {
  /**
   * StormDB itself where it can, which costs less: if all transactions are {@linkplain
   * io.stormdb.api.TransactionType#script scripts} that follow one another without a pause, on
   * connections of the workers' own, prepared and not encrypted. The JDBC driver otherwise.
   */
  AUTO,

  /** The JDBC driver, as in an application. */
  JDBC;

  /** Returns the name in lower case, as it is written in a configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
