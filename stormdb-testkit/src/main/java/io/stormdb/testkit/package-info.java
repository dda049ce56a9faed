/**
 * What tests of a workload need: a real server that they share, a fresh one of each major version,
 * and the plan of a statement.
 *
 * <p>Nothing here asserts anything, so it goes with any library for assertions. Whatever is refused
 * is thrown unchecked, with the statement in its message.
 *
 * <p>Not in this package: runs, which are those of {@code io.stormdb.core} in tests too; and
 * anything that is needed outside of tests.
 */
@NullMarked
package io.stormdb.testkit;

import org.jspecify.annotations.NullMarked;
