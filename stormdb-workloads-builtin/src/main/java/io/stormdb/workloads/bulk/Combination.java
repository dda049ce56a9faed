package io.stormdb.workloads.bulk;

/**
 * What is measured in one step.
 *
 * @param name in reports; unique in a run
 * @param method how rows are inserted
 * @param batchSize rows a batch, exactly
 * @param indexed whether the table has its seven indexes beside the primary key
 * @param logged whether changes of the table go to the WAL
 */
record Combination(String name, Method method, int batchSize, boolean indexed, boolean logged) {

  /** Returns whether two are measured on tables of the same form, and can be compared. */
  boolean hasTableOf(Combination other) {
    return indexed == other.indexed && logged == other.logged;
  }

  /** Returns the form of the table in words. */
  String table() {
    return (indexed ? "seven indexes" : "no index but the primary key")
        + (logged ? "" : ", unlogged");
  }
}
