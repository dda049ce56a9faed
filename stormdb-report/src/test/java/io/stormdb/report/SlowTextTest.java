package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.core.Outage;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.Band;
import io.stormdb.pgstats.Cause;
import io.stormdb.pgstats.Cause.Strength;
import io.stormdb.pgstats.Episode;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerMetric;
import io.stormdb.pgstats.Suspect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of a load that was slow at times. */
class SlowTextTest {

  private static final Optional<Band> P99 = Optional.of(new Band(3.2, 7.41));

  private static Episode episode(int second, int intervals, Cause... causes) {
    return new Episode(
        Duration.ofSeconds(second),
        Duration.ofSeconds(intervals),
        intervals,
        12.5,
        Optional.of(Duration.ofMillis(310)),
        List.of(causes),
        Set.of("VACUUM public.account"));
  }

  private static Attribution attribution(List<Episode> episodes) {
    return new Attribution(60, new Band(1_850, 1_204), P99, episodes);
  }

  private static final Cause LOCKS =
      new Cause(Suspect.LOCKS, ServerMetric.LOAD_WAITS_LOCK, 3.9, 0, Strength.SEEN, 0.97, 0, 0.12);

  private static final Cause WAL =
      new Cause(
          Suspect.WAL, ServerMetric.WAL_SYNC_TIME, 812, 40, Strength.CORRELATED, 0.71, -2, 0.0104);

  private static final Cause AUTOVACUUM =
      new Cause(
          Suspect.AUTOVACUUM,
          ServerMetric.AUTOVACUUM_WORKERS,
          1,
          0,
          Strength.CORRELATED,
          0.5,
          1,
          0.0005);

  private static final Cause TEMP_FILES =
      new Cause(
          Suspect.TEMP_FILES,
          ServerMetric.TEMP_BYTES,
          5 << 20,
          0,
          Strength.CORRELATED,
          0.4,
          0,
          0.04);

  @Test
  void eachEpisodeHasWhatSpeaksMostForItsCause() {
    assertThat(
            SlowText.block(
                new Observed.Seen<>(
                    attribution(
                        List.of(
                            episode(12, 3, LOCKS, WAL, AUTOVACUUM, TEMP_FILES), episode(40, 1)))),
                Observations.everything().activity().locks().find(),
                List.of()))
        .isEqualTo(
            """
            Slow Intervals:
              4 of 60: TPS below 1,204.0 (median 1,850.0), or P99 above 7.41ms (median 3.20ms)
              12s to 15s: TPS down to 12.5, P99 up to 310ms
                Locks: load waits lock 3.90, usually 0.0; the load was seen waiting for it (r = 0.97, p = 0.12)
                  2 sessions waited on stormdb_simple.account for pid 101 (stormdb:5e6f7a8b, idle in transaction, UPDATE branch SET balance = ? WHERE id = ?)
                Write-ahead log: wal sync time 812ms a second, usually 40.0ms a second; r = 0.71, p = 0.01, 2 intervals later
                Autovacuum: autovacuum workers 1.00, usually 0.0; r = 0.50, p = 0.0005, 1 interval earlier
                  VACUUM public.account
              40s to 41s: TPS down to 12.5, P99 up to 310ms
                nothing that was looked at on the server explains it
            """);
  }

  @Test
  void ofManyEpisodesTheLongestAreListed() {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      episodes.add(episode(8 * i, 1 + i % 3));
    }
    assertThat(
            SlowText.block(new Observed.Seen<>(attribution(episodes)), Optional.empty(), List.of()))
        .contains("\n  and 2 shorter ones\n", "\n  16s to 19s: ", "\n  40s to 43s: ")
        .doesNotContain("  24s to ", "  48s to ");
  }

  @Test
  void timeWithoutConnectionsIsToldInTheEpisodesThatItIsIn() {
    Outage outage =
        new Outage(
            Duration.ofMillis(13_500),
            Duration.ofMillis(6_165),
            3,
            Duration.ofMillis(5_317),
            "connection_lost",
            "08006",
            "An I/O error occurred while sending to the backend.");
    assertThat(
            SlowText.block(
                new Observed.Seen<>(attribution(List.of(episode(12, 5), episode(40, 1)))),
                Optional.empty(),
                List.of(outage)))
        .endsWith(
            """
              12s to 17s: TPS down to 12.5, P99 up to 310ms
                No connection: up to 3 workers had none for 3.5s of it, noticed by connection_lost
              40s to 41s: TPS down to 12.5, P99 up to 310ms
                nothing that was looked at on the server explains it
            """);
  }

  @Test
  void aQuietRunHasNone() {
    assertThat(
            SlowText.block(
                new Observed.Seen<>(attribution(List.of())), Optional.empty(), List.of()))
        .isEqualTo(
            """
            Slow Intervals:
              none of 60: TPS below 1,204.0 (median 1,850.0), or P99 above 7.41ms (median 3.20ms)
            """);
  }

  @Test
  void theReasonIsSaidWhereNothingCanBe() {
    assertThat(
            SlowText.block(
                new Observed.Missing<>("the load was meant to change"),
                Optional.empty(),
                List.of()))
        .isEqualTo("Slow Intervals:\n  no data: the load was meant to change\n");
  }

  @Test
  void theJsonIsThatOfTheSchema() throws IOException {
    JsonNode json =
        TimelineJson.attribution(attribution(List.of(episode(12, 3, LOCKS, WAL), episode(40, 1))));
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("..", "docs", "result.schema.json").toFile());
    assertThat(
            new Schema(schema.at("/properties/server_statistics/properties/attribution"))
                .problemsOf(new ObjectMapper().readTree(json.toString())))
        .isEmpty();
    assertThat(json.at("/episodes/0/causes/1"))
        .hasToString(
            "{\"cause\":\"wal\",\"metric\":\"wal_sync_ms_per_s\",\"during\":812,\"usually\":40,"
                + "\"strength\":\"correlated\",\"correlation\":0.71,\"lag_intervals\":-2,"
                + "\"p_value\":0.0104}");
  }
}
