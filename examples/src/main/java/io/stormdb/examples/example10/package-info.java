/** Example 10: a workload of scripts, which costs the client least. */
@NullMarked
package io.stormdb.examples.example10;

import org.jspecify.annotations.NullMarked;
