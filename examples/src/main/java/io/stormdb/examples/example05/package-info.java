/** Example 5: workers that share connections. */
@NullMarked
package io.stormdb.examples.example05;

import org.jspecify.annotations.NullMarked;
