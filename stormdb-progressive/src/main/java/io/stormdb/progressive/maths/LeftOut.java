package io.stormdb.progressive.maths;

/**
 * A measured level that the analysis does not use.
 *
 * @param level as measured
 * @param reason why not, a clause
 */
public record LeftOut(Measured level, String reason) {}
