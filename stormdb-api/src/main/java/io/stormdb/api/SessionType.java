package io.stormdb.api;

/** Makes the sessions of workers. Must be safe for use by many threads. */
@FunctionalInterface
public interface SessionType {

  /** Returns a session for one worker, which uses it for one visit after another. */
  UserSession instantiate();
}
