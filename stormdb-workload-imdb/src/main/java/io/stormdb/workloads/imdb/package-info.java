/**
 * Movies, the people in them, and an audience that watches, votes and comments: made up at any
 * size, or read from files of IMDb, a dump or a script.
 *
 * <p>Promises that every key and every word that is asked for is in the loaded data, wherever that
 * came from, and that the invariants of {@code Invariants} hold at any moment of a run. Not in this
 * package: anything that runs the transactions.
 */
@NullMarked
package io.stormdb.workloads.imdb;

import org.jspecify.annotations.NullMarked;
