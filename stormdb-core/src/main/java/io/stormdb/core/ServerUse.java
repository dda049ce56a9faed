package io.stormdb.core;

/**
 * A server that connections of a load went to.
 *
 * @param address host and port, or the folder of a Unix-domain socket and port
 * @param standby whether it was a standby when they were opened
 * @param version as the server calls it
 * @param opened connections that were opened, those before the start and of the warm-up included
 */
public record ServerUse(String address, boolean standby, String version, long opened) {}
