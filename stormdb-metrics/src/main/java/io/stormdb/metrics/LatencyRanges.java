package io.stormdb.metrics;

import io.stormdb.metrics.statistics.BlockBootstrap;

/**
 * Between which latencies the true figures of a run lie, with 95 % confidence; all in nanoseconds.
 *
 * @param mean of the mean
 * @param p50 of the median
 * @param p95 of the 95th percentile
 * @param p99 of the 99th percentile
 * @param intervalsEach how many intervals of the run count as one in these ranges: 1, or a power of
 *     2 in a long run
 */
public record LatencyRanges(
    BlockBootstrap.Range mean,
    BlockBootstrap.Range p50,
    BlockBootstrap.Range p95,
    BlockBootstrap.Range p99,
    int intervalsEach) {}
