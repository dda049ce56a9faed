/** Example 4: a load that changes. */
@NullMarked
package io.stormdb.examples.example04;

import org.jspecify.annotations.NullMarked;
