package io.stormdb.cli;

/** What the status of the process means. */
final class ExitStatus {

  /** Done. */
  static final int DONE = 0;

  /** The run, or whatever was asked for, failed. */
  static final int FAILED = 1;

  /** What was asked for cannot be done as it was asked. */
  static final int USAGE = 2;

  /** More transactions failed than the error limit allows. */
  static final int ERROR_LIMIT = 4;

  /** Interrupted, after saving what was measured. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
