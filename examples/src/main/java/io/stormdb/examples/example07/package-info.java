/** Example 7: reads on a standby. */
@NullMarked
package io.stormdb.examples.example07;

import org.jspecify.annotations.NullMarked;
