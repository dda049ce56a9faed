/** Example 9: a study of how a server scales. */
@NullMarked
package io.stormdb.examples.example09;

import org.jspecify.annotations.NullMarked;
