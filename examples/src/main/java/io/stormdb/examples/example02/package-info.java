/** Example 2: a workload of one's own. */
@NullMarked
package io.stormdb.examples.example02;

import org.jspecify.annotations.NullMarked;
