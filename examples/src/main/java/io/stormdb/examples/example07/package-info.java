/** Example 6: users who come, look around, buy something, and leave. */
@NullMarked
package io.stormdb.examples.example07;

import org.jspecify.annotations.NullMarked;
