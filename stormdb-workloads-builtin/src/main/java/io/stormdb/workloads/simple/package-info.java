/**
 * Reads and writes of single rows by key: the least that a server can be asked to do.
 *
 * <p>Promises that every key drawn is a row of the loaded table, and that what a distribution of
 * keys is called is what it is. Not in this package: statements of more than one row, inserts and
 * deletes; the number of rows never changes.
 */
@NullMarked
package io.stormdb.workloads.simple;

import org.jspecify.annotations.NullMarked;
