package io.stormdb.progressive.maths;

/** Where the standard errors of measured points come from. */
public enum Noise {
  /** Each measurement brought its own standard error. */
  MEASURED,
  /**
   * From repeated measurements of the same levels, whose scatter is taken to be the same at all.
   */
  POOLED,
  /** Nothing is known of the noise: no standard errors, no level measured twice. */
  UNKNOWN
}
