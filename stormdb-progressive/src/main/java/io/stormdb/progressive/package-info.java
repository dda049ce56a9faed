/**
 * Studies of how a server scales: the same workload measured in bands, each with another number of
 * workers and connections, and what follows from them.
 *
 * <p>Everything that was measured is kept, also when a band fails or the study is interrupted. The
 * mathematics is in {@link io.stormdb.progressive.maths} and can be used alone.
 *
 * <p>Not in this package: the load itself, which is a run of {@code io.stormdb.core} like any
 * other; and how a study is shown.
 */
@NullMarked
package io.stormdb.progressive;

import org.jspecify.annotations.NullMarked;
