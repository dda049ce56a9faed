package io.stormdb.core;

/** What a thread of a run does until the run ends. */
interface Loop extends Runnable {

  /** Returns the one who runs its transactions. */
  Execution execution();
}
