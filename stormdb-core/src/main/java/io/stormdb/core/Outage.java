package io.stormdb.core;

import java.time.Duration;

/**
 * A time in which workers were without a connection: from the moment when the first of them noticed
 * that its own was lost until all of them had one again, or the run ended. A worker notices when it
 * uses its connection; one that thinks or waits for its turn does so later than others.
 *
 * @param start from the start of the run
 * @param length how long it was
 * @param workers how many were without a connection at the same time, at most
 * @param down how much of it all workers were without one
 * @param reason a readable name of the error by which it was noticed, such as {@code
 *     admin_shutdown}
 * @param sqlState the SQLSTATE of that error, or blank if it has none
 * @param sample the message of that error
 */
public record Outage(
    Duration start,
    Duration length,
    int workers,
    Duration down,
    String reason,
    String sqlState,
    String sample) {}
