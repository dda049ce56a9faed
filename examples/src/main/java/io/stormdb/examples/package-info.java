/**
 * Numbered examples: each package shows one thing that can be done with StormDB, and begins with a
 * comment that says what a reader learns.
 */
@NullMarked
package io.stormdb.examples;

import org.jspecify.annotations.NullMarked;
