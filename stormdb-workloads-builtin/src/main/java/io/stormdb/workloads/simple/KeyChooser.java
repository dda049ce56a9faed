package io.stormdb.workloads.simple;

import io.stormdb.api.Rng;

/** Picks the row that a transaction is about. Immutable; allocates nothing. */
@FunctionalInterface
interface KeyChooser {

  /** Returns a key, from 1 to the number of rows. */
  long next(Rng random);
}
