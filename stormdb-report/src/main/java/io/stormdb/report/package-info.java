/**
 * Shows what a run came to: text for people, JSON for machines.
 *
 * <p>Not in this package: measuring anything.
 */
@NullMarked
package io.stormdb.report;

import org.jspecify.annotations.NullMarked;
