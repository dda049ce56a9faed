package io.stormdb.progressive.maths;

/**
 * What a fitted curve says of a concurrency.
 *
 * @param concurrency N
 * @param throughput X, transactions a second, with the range in which the curve lies; a single
 *     measurement scatters around that by its own noise
 * @param extrapolated whether the concurrency is outside of what was measured
 */
public record Prediction(double concurrency, Estimated throughput, boolean extrapolated) {}
