/**
 * The command line: reads flags, assembles the other modules, says what they say.
 *
 * <p>Not in this package: anything that a library user would want.
 */
@NullMarked
package io.stormdb.cli;

import org.jspecify.annotations.NullMarked;
