package io.stormdb.pgstats;

/**
 * How much data there is for the cache, at the end of the window.
 *
 * @param databaseBytes size of the connected database on disk
 * @param sharedBuffersBytes size of the server's shared buffers
 */
public record CacheState(long databaseBytes, long sharedBuffersBytes) {

  /** Returns whether shared buffers could hold the whole database. */
  public boolean fits() {
    return databaseBytes <= sharedBuffersBytes;
  }
}
