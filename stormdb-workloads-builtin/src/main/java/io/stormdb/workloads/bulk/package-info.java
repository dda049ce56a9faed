/**
 * Bulk insertion: the same rows by several methods and in batches of several sizes, compared.
 *
 * <p>Promises that a batch has exactly the size that it is said to have, that each combination of
 * method and size starts with an empty table, and that what the generator of the rows costs is
 * known. Not in this package: running and timing, which is the engine's.
 */
@NullMarked
package io.stormdb.workloads.bulk;

import org.jspecify.annotations.NullMarked;
