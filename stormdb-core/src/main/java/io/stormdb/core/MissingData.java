package io.stormdb.core;

/** What a run does when the schema that it needs is not there. */
public enum MissingData {
  /** Creates and loads it. */
  CREATE,
  /** Refuses to run, and names the command that would create it. */
  REFUSE
}
