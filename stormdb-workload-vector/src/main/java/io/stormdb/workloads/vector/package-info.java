/**
 * Vectors in PostgreSQL, with the extension pgvector: similarity search with its true recall,
 * ingestion, updates and index builds.
 *
 * <p>Promises that each answer of an index is compared with the exact one, which was computed when
 * the data was loaded. Not in this package: anything that runs it.
 */
@NullMarked
package io.stormdb.workloads.vector;

import org.jspecify.annotations.NullMarked;
