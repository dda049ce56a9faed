/** Example 3: reading a result. */
@NullMarked
package io.stormdb.examples.example03;

import org.jspecify.annotations.NullMarked;
