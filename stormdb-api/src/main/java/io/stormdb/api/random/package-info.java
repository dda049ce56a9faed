/**
 * Distributions that workloads draw from, beyond what {@link io.stormdb.api.Rng} has.
 *
 * <p>Promises that each is exact, needs no table however large the data is, allocates nothing in a
 * draw, and is immutable: one object serves all threads, each with a generator of its own.
 *
 * <p>Not in this package: names, texts and whatever else only one domain has.
 */
@NullMarked
package io.stormdb.api.random;

import org.jspecify.annotations.NullMarked;
