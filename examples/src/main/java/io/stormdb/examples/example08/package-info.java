/** Example 8: two ways to do the same, measured one by one. */
@NullMarked
package io.stormdb.examples.example08;

import org.jspecify.annotations.NullMarked;
