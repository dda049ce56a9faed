package io.stormdb.pgstats;

/** Where a server runs, as seen from the client. */
public enum Machine {
  /**
   * On the client's machine: the kernels have the same boot identifier, or the client sees the
   * process of its own session.
   */
  SAME,
  /** On another machine: the kernels have different boot identifiers. */
  OTHER,
  /** Nothing proves the one or the other. */
  UNKNOWN
}
