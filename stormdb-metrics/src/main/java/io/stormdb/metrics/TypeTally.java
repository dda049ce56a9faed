package io.stormdb.metrics;

/**
 * What happened to the transactions of one type.
 *
 * @param counts how many ended in which way
 * @param latencies of those that committed or were rolled back as expected
 * @param failedLatencies of those that failed
 */
public record TypeTally(Counts counts, Latencies latencies, Latencies failedLatencies) {}
