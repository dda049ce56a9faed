package io.stormdb.pgstats.doctor;

/** How much a finding matters, the least first. */
public enum Level {
  /** As it should be. */
  OK,
  /** Good to know; a measurement is sound all the same. */
  NOTE,
  /** A measurement is possible, and its numbers need care. */
  WARNING,
  /** A run would fail, or would not be what was asked for. */
  PROBLEM
}
