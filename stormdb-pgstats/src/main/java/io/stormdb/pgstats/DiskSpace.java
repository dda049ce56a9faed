package io.stormdb.pgstats;

/**
 * Space of the file system that holds a server's data directory.
 *
 * @param totalBytes its size, at least 0
 * @param usableBytes what is free for ordinary users, 0 to {@code totalBytes}
 */
public record DiskSpace(long totalBytes, long usableBytes) {

  /** Checks the numbers. */
  public DiskSpace {
    if (usableBytes < 0 || usableBytes > totalBytes) {
      throw new IllegalArgumentException(
          "usableBytes must be from 0 to totalBytes (%d), was %d"
              .formatted(totalBytes, usableBytes));
    }
  }
}
