package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import io.stormdb.api.Rng;
import io.stormdb.pgstats.Cause.Strength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Made-up runs of which it is known what happened in them. */
class AttributionTest {

  private static final int SECONDS = 60;
  private static final double TPS = 1_000;
  private static final double P99_MILLIS = 5;

  /** A run with noise, and with a server of which nothing but noise is known. */
  private static final class Story {
    private final Rng random;
    private final double[] tps = new double[SECONDS];
    private final double[] p99Millis = new double[SECONDS];
    private final List<Map<ServerMetric, Double>> server = new ArrayList<>();

    Story(long seed, double noise) {
      random = new Rng(seed);
      for (int i = 0; i < SECONDS; i++) {
        tps[i] = TPS * (1 + noise * random.nextGaussian());
        p99Millis[i] = P99_MILLIS * Math.exp(noise * random.nextGaussian());
        Map<ServerMetric, Double> figures = new EnumMap<>(ServerMetric.class);
        figures.put(ServerMetric.COMMITS, tps[i]);
        figures.put(ServerMetric.LOAD_SESSIONS, 4.0);
        figures.put(ServerMetric.LOAD_WAITS_LOCK, 0.0);
        figures.put(ServerMetric.LOAD_WAITS_WAL, Math.abs(1 + 0.2 * random.nextGaussian()));
        figures.put(ServerMetric.BLOCKS_READ, Math.abs(50 + 20 * random.nextGaussian()));
        figures.put(ServerMetric.CHECKPOINT_RUNNING, 0.0);
        figures.put(ServerMetric.AUTOVACUUM_WORKERS, 0.0);
        figures.put(ServerMetric.CONNECTIONS, 10.0);
        server.add(figures);
      }
    }

    Story slow(IntPredicate when) {
      IntStream.range(0, SECONDS)
          .filter(when)
          .forEach(
              i -> {
                tps[i] *= 0.3;
                p99Millis[i] *= 8;
              });
      return this;
    }

    Story server(ServerMetric metric, double value, IntPredicate when) {
      IntStream.range(0, SECONDS).filter(when).forEach(i -> server.get(i).put(metric, value));
      return this;
    }

    Attribution told() {
      List<ClientInterval> client = new ArrayList<>();
      List<Stretch> stretches = new ArrayList<>();
      for (int i = 0; i < SECONDS; i++) {
        client.add(
            new ClientInterval(
                Duration.ofSeconds(i),
                Duration.ofSeconds(1),
                tps[i],
                Optional.of(Duration.ofNanos(Math.round(p99Millis[i] * 1e6)))));
        stretches.add(
            new Stretch(
                i * 1_000_000_000L,
                1_000_000_000L,
                Figures.of(server.get(i)),
                Map.of(),
                server.get(i).get(ServerMetric.AUTOVACUUM_WORKERS) > 0
                    ? "VACUUM public.account"
                    : ""));
      }
      return Attribution.of(client, timeline(stretches), 42).find().orElseThrow();
    }
  }

  private static ServerTimeline timeline(List<Stretch> stretches) {
    return new ServerTimeline(
        Duration.ofSeconds(1),
        stretches,
        Map.of(),
        new SamplingCost(
            stretches.size(), 0, 0, Duration.ZERO, Duration.ZERO, Optional.empty(), "made up"));
  }

  private static IntPredicate from(int first, int count) {
    return i -> i >= first && i < first + count;
  }

  @Nested
  class ARun {

    @Test
    void thatIsQuietHasNothingToAttribute() {
      for (int seed = 0; seed < 200; seed++) {
        assertThat(new Story(seed, 0.03).told().episodes()).isEmpty();
      }
    }

    @Test
    void thatIsNoisyAndQuietIsSeldomCalledSlowAndHardlyEverExplained() {
      int slow = 0;
      int explained = 0;
      for (int seed = 0; seed < 200; seed++) {
        List<Episode> episodes = new Story(seed, 0.2).told().episodes();
        slow += episodes.isEmpty() ? 0 : 1;
        explained += episodes.stream().allMatch(e -> e.causes().isEmpty()) ? 0 : 1;
      }
      // 5 of a hundred for each band if the spread were known; from 60 values it is estimated
      assertThat(slow).isBetween(1, 40);
      assertThat(explained).isLessThanOrEqualTo(2);
    }

    @Test
    void withACheckpointStormIsAttributedToCheckpoints() {
      IntPredicate storm = i -> i % 10 == 4 || i % 10 == 5;
      Attribution told =
          new Story(1, 0.05).slow(storm).server(ServerMetric.CHECKPOINT_RUNNING, 1, storm).told();
      assertThat(told.episodes()).hasSize(6);
      assertThat(told.episodes())
          .allSatisfy(
              episode -> {
                assertThat(episode.intervals()).isEqualTo(2);
                assertThat(episode.length()).isEqualTo(Duration.ofSeconds(2));
                assertThat(episode.lowestTps()).isBetween(200.0, 350.0);
                assertThat(episode.highestP99().orElseThrow().toMillis()).isBetween(35L, 50L);
                assertThat(episode.causes()).hasSize(1);
                Cause cause = episode.causes().get(0);
                assertThat(cause.suspect()).isEqualTo(Suspect.CHECKPOINT);
                assertThat(cause.metric()).isEqualTo(ServerMetric.CHECKPOINT_RUNNING);
                assertThat(cause.strength()).isEqualTo(Strength.CORRELATED);
                assertThat(cause.during()).isEqualTo(1);
                assertThat(cause.usually()).isZero();
                assertThat(cause.correlation()).isBetween(0.9, 1.0);
                assertThat(cause.lagIntervals()).isZero();
                assertThat(cause.pValue()).isLessThan(0.05);
              });
      assertThat(told.episodes().get(0).start()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whoseServerWasAheadIsAttributedWithTheLag() {
      IntPredicate storm = i -> i % 10 == 4 || i % 10 == 5;
      Attribution told =
          new Story(2, 0.05)
              .slow(storm)
              .server(ServerMetric.CHECKPOINT_RUNNING, 1, i -> storm.test(i + 1))
              .told();
      assertThat(told.episodes())
          .hasSize(6)
          .allSatisfy(
              episode ->
                  assertThat(episode.causes())
                      .extracting(Cause::suspect, Cause::lagIntervals, Cause::during)
                      .containsExactly(tuple(Suspect.CHECKPOINT, 1, 1.0)));
    }

    @Test
    void withAHeldLockIsAttributedToWhatItsSessionsWereSeenWaitingFor() {
      IntPredicate held = from(20, 5);
      Attribution told =
          new Story(3, 0.05)
              .slow(held)
              .server(ServerMetric.LOAD_WAITS_LOCK, 3.5, held)
              .server(ServerMetric.LOAD_WAITS_WAL, 0, held)
              .told();
      assertThat(told.episodes()).hasSize(1);
      Episode episode = told.episodes().get(0);
      assertThat(episode.start()).isEqualTo(Duration.ofSeconds(20));
      assertThat(episode.length()).isEqualTo(Duration.ofSeconds(5));
      assertThat(episode.causes()).hasSize(1);
      assertThat(episode.causes().get(0).suspect()).isEqualTo(Suspect.LOCKS);
      assertThat(episode.causes().get(0).strength()).isEqualTo(Strength.SEEN);
      assertThat(episode.causes().get(0).during()).isEqualTo(3.5);
      assertThat(episode.causes().get(0).usually()).isZero();
    }

    @Test
    void isNotExplainedByWhatCameOnceAtTheSameTime() {
      IntPredicate once = from(30, 2);
      Attribution told =
          new Story(4, 0.05).slow(once).server(ServerMetric.AUTOVACUUM_WORKERS, 1, once).told();
      assertThat(told.episodes()).hasSize(1);
      assertThat(told.episodes().get(0).causes()).isEmpty();
      assertThat(told.episodes().get(0).autovacuum()).containsExactly("VACUUM public.account");
    }

    @Test
    void isNotExplainedByWhatCameAtOtherTimes() {
      Attribution told =
          new Story(5, 0.05)
              .slow(i -> i % 10 == 4)
              .server(ServerMetric.AUTOVACUUM_WORKERS, 1, i -> i % 7 == 0)
              .told();
      assertThat(told.episodes()).hasSize(6).allSatisfy(e -> assertThat(e.causes()).isEmpty());
    }

    @Test
    void isNotJudgedIfItIsTooShortOrNothingSucceeded() {
      ClientInterval idle =
          new ClientInterval(Duration.ZERO, Duration.ofSeconds(1), 0, Optional.empty());
      assertThat(Attribution.of(Collections.nCopies(19, idle), timeline(List.of()), 1).whyMissing())
          .hasValue("20 whole intervals are needed, there were 19");
      assertThat(Attribution.of(Collections.nCopies(20, idle), timeline(List.of()), 1).whyMissing())
          .hasValue("nothing succeeded in most of the intervals");
    }

    @Test
    void isJudgedWithoutAServerToo() {
      ClientInterval[] client = new ClientInterval[30];
      for (int i = 0; i < client.length; i++) {
        client[i] =
            new ClientInterval(
                Duration.ofSeconds(i), Duration.ofSeconds(1), i == 7 ? 0 : 100, Optional.empty());
      }
      Attribution told =
          Attribution.of(List.of(client), timeline(List.of()), 1).find().orElseThrow();
      assertThat(told.p99()).isEmpty();
      assertThat(told.episodes())
          .containsExactly(
              new Episode(
                  Duration.ofSeconds(7),
                  Duration.ofSeconds(1),
                  1,
                  0,
                  Optional.empty(),
                  List.of(),
                  Set.of()));
    }
  }

  /** Compared with NumPy 2.4.6 and SciPy 1.17.1. */
  @Nested
  class TheMathematics {

    @Test
    void ofBandsIsThatOfSciPy() {
      double[] wide = {
        100, 120, 80, 110, 90, 130, 70, 100, 100, 110, 90, 40, 100, 120, 80, 100, 110, 90, 100, 130
      };
      // median_abs_deviation(wide) * 1.4826 = 14.826
      assertThat(Band.ofTps(wide).median()).isEqualTo(100);
      assertThat(Band.ofTps(wide).limit()).isCloseTo(55.522, offset(1e-9));
      assertThat(Band.ofLatency(wide).median()).isCloseTo(100, offset(1e-9));
      assertThat(Band.ofLatency(wide).limit()).isCloseTo(159.77917209841237, offset(1e-9));
    }

    @Test
    void ofBandsLeavesRoomWhereNothingVaries() {
      double[] same = new double[30];
      Arrays.fill(same, 50);
      assertThat(Band.ofTps(same).limit()).isCloseTo(40, offset(1e-9));
      double[] wild = {10, 190, 20, 180, 30, 170, 40, 160, 50, 150, 60, 140, 70, 130, 80, 120};
      assertThat(Band.ofTps(wild).limit()).isCloseTo(0.1 * Band.ofTps(wild).median(), offset(1e-9));
      assertThat(Band.ofLatency(same).limit()).isCloseTo(75, offset(1e-9));
    }

    @Test
    void ofLagsIsThatOfNumPy() {
      double[] x = {0, 0, 1, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 1, 0, 0, 5, 0, 0};
      double[] y = {1, 0, 0, 2, 0, 1, 0, 0, 4, 3, 0, 1, 0, 0, 0, 1, 0, 1, 6, 1};
      CrossCorrelation found = CrossCorrelation.of(x, y, 1);
      assertThat(found.lag()).isEqualTo(1);
      assertThat(found.r()).isCloseTo(0.9575876344128552, offset(1e-12));
      assertThat(found.pValue()).isLessThan(0.01);
      // the other way round the server is behind
      assertThat(CrossCorrelation.of(y, x, 1).lag()).isEqualTo(-1);
    }

    @Test
    void findsNoMoreThanChanceInSeriesWithMemoryThatHaveNothingToDoWithEachOther() {
      int found = 0;
      int runs = 200;
      for (int seed = 0; seed < runs; seed++) {
        double[] x = withMemory(new Rng(Rng.stateOf(seed, 1)));
        double[] y = withMemory(new Rng(Rng.stateOf(seed, 2)));
        found += CrossCorrelation.of(x, y, seed).pValue() <= 0.05 ? 1 : 0;
      }
      // one by one, without blocks, it would be some sixty
      assertThat(found).isBetween(1, 24);
    }

    /** An autoregressive series with coefficient 0.7. */
    private static double[] withMemory(Rng random) {
      double[] values = new double[SECONDS];
      double value = random.nextGaussian();
      for (int i = 0; i < values.length; i++) {
        value = 0.7 * value + random.nextGaussian();
        values[i] = value;
      }
      return values;
    }
  }
}
