/** Example 5: users who come, look around, buy something, and leave. */
@NullMarked
package io.stormdb.examples.example05;

import org.jspecify.annotations.NullMarked;
