package io.stormdb.progressive.maths;

import java.util.OptionalDouble;

/**
 * A discrete derivative of throughput by concurrency.
 *
 * @param concurrency N, where
 * @param value transactions/s a worker for the first derivative, a worker² for the second
 * @param standardError of the value, from those of the points; empty if they are not known
 */
public record Derivative(double concurrency, double value, OptionalDouble standardError) {}
