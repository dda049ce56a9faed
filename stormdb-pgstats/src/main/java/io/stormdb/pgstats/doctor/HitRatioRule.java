package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.CacheState;
import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.ServerStatistics;
import java.util.List;

/** Fires when a tenth of the blocks or more came from outside of shared buffers. */
final class HitRatioRule implements Rule {

  private static final int LEAST_PERCENT = 90;

  /** Fewer are those of the catalog, which every session reads when it begins. */
  private static final long LEAST_BLOCKS = 10_000;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    DatabaseActivity database = statistics.database().find().orElse(null);
    CacheState cache = statistics.cache().find().orElse(null);
    if (database == null || cache == null) {
      return List.of();
    }
    long all = database.blocksHit() + database.blocksRead();
    if (all < LEAST_BLOCKS || database.blocksHit() * 100 >= all * LEAST_PERCENT) {
      return List.of();
    }
    Evidence ratio = Evidence.percent("hit_percent", database.blocksHit(), all);
    Evidence read = Evidence.count("blocks_read", database.blocksRead());
    Evidence blocks = Evidence.count("blocks", all);
    Evidence size = Evidence.bytes("database_bytes", cache.databaseBytes());
    Evidence buffers = Evidence.bytes("shared_buffers_bytes", cache.sharedBuffersBytes());
    return List.of(
        new Finding(
            "hit_ratio",
            Level.WARNING,
            "%s of %s blocks were found in shared buffers; the database has %s, shared buffers have %s"
                .formatted(ratio.text(), blocks.text(), size.text(), buffers.text()),
            List.of(ratio, read, blocks, size, buffers),
            "each of the other blocks was copied from the operating system, or read from the disk",
            cache.fits()
                ? "measure after a longer warm-up: shared buffers can hold the whole database, and had not yet"
                : "raise shared_buffers if the machine has the memory, or state that the data is larger than the cache",
            Finding.manual("runtime-config-resource.html#GUC-SHARED-BUFFERS")));
  }
}
