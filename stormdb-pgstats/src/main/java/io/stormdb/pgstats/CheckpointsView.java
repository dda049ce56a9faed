package io.stormdb.pgstats;

import java.util.Optional;

/**
 * {@code pg_stat_bgwriter}, which PostgreSQL 17 split into that and {@code pg_stat_checkpointer}.
 */
final class CheckpointsView implements CatalogView<CheckpointActivity> {

  private static final String SPLIT =
      """
      SELECT /* stormdb:stats */ concat_ws('/', c.stats_reset, b.stats_reset) AS epoch,
             c.num_timed AS timed, c.num_requested AS requested,
             c.buffers_written AS written, b.buffers_clean AS cleaned,
             c.write_time, c.sync_time, %s AS done,
             c.restartpoints_timed, c.restartpoints_req, c.restartpoints_done
        FROM pg_stat_checkpointer c, pg_stat_bgwriter b
      """;

  private static final String TOGETHER =
      """
      SELECT /* stormdb:stats */ stats_reset::text AS epoch,
             checkpoints_timed AS timed, checkpoints_req AS requested,
             buffers_checkpoint AS written, buffers_clean AS cleaned, buffers_backend AS backends,
             checkpoint_write_time AS write_time, checkpoint_sync_time AS sync_time
        FROM pg_stat_bgwriter
      """;

  @Override
  public String name() {
    return "pg_stat_bgwriter";
  }

  @Override
  public String sql(Server server) {
    return server.majorVersion() >= 17
        ? SPLIT.formatted(server.majorVersion() >= 18 ? "c.num_done" : "NULL::bigint")
        : TOGETHER;
  }

  @Override
  public Optional<CheckpointActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new CheckpointActivity(
                    growth.count("timed"),
                    growth.count("requested"),
                    growth.count("written"),
                    growth.count("cleaned"),
                    growth.countIfKnown("backends"),
                    growth.time("write_time"),
                    growth.time("sync_time"),
                    growth.countIfKnown("done"),
                    growth.countIfKnown("restartpoints_timed"),
                    growth.countIfKnown("restartpoints_req"),
                    growth.countIfKnown("restartpoints_done")));
  }
}
