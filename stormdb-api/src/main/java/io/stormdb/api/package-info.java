/** What the author of a workload sees, and nothing else. */
@NullMarked
package io.stormdb.api;

import org.jspecify.annotations.NullMarked;
