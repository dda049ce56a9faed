package io.stormdb.progressive;

/**
 * In which order the bands of a study that knows them before are measured. What changes slowly
 * while a study goes on (caches that fill, tables that grow) is taken for an effect of the load if
 * the load changes slowly too.
 */
public enum Order {
  /** As the strategy lists them, as often as there are repeats. */
  LISTED,
  /** At random, each repeat shuffled anew from the seed of the load. */
  RANDOM,
  /** As listed and then backwards: A B C C B A. A drift that is linear has no effect on means. */
  ABBA
}
