package io.stormdb.core;

/**
 * Where a worker has the sessions of its transactions from.
 *
 * @param writes of those that are not split off
 * @param reads of those that only read, if they are split off; otherwise the same
 */
record Lanes(Sessions writes, Sessions reads) {

  /** Returns what a worker has whose transactions all take the same way. */
  static Lanes one(Sessions sessions) {
    return new Lanes(sessions, sessions);
  }

  boolean isSplit() {
    return writes != reads;
  }
}
