/**
 * What the grades of client health mean, by experiment: runs whose true response times are known,
 * on a client that has enough of everything, and on clients that have not.
 */
@NullMarked
package io.stormdb.benchmarks.health;

import org.jspecify.annotations.NullMarked;
