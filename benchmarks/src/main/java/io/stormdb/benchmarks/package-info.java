/**
 * Measurements of StormDB as a whole, each a program of its own: how fast it loads and how much
 * memory that takes. The measurements of single pieces, by JMH, are in the packages of the pieces.
 */
@NullMarked
package io.stormdb.benchmarks;

import org.jspecify.annotations.NullMarked;
