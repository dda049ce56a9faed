package io.stormdb.pgstats;

import java.util.Optional;

/**
 * A query of which two looks tell something.
 *
 * @param <T> what is made of it
 */
interface CatalogView<T> extends CatalogQuery {

  /** Returns what two looks at it tell, or empty if the numbers started anew in between. */
  Optional<T> compare(Counters before, Counters after);
}
