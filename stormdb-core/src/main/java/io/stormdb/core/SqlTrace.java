package io.stormdb.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes statements to the log {@code io.stormdb.sql} at level trace, without the values bound to
 * them. Costs a comparison when that is off, which is decided once a process.
 */
final class SqlTrace {

  private static final Logger LOG = LoggerFactory.getLogger("io.stormdb.sql");
  private static final boolean ON = LOG.isTraceEnabled();

  private SqlTrace() {}

  static void statement(String sql) {
    if (ON) {
      LOG.trace("{}", sql.strip());
    }
  }
}
