package io.stormdb.core.config;

/** How much is logged; each level includes those before it. */
public enum LogLevel {
  /** What failed. */
  ERROR,
  /** What is other than expected. */
  WARN,
  /** What is being done. */
  INFO,
  /** How it is being done, with stack traces. */
  DEBUG,
  /** Everything. */
  TRACE
}
