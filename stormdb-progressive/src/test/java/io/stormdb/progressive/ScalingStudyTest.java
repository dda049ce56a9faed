package io.stormdb.progressive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.Cancellation;
import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Latencies;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Studies on a real server. */
class ScalingStudyTest {

  private static final RunPlan LOAD =
      RunPlan.of("tally")
          .warmup(Duration.ofMillis(200))
          .duration(Duration.ofMillis(1_200))
          .interval(Duration.ofMillis(100));

  private static EmbeddedServer server;
  private static PGSimpleDataSource dataSource;

  @BeforeAll
  static void startServer() {
    server =
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("shared_buffers", "32MB")
                .setting("max_connections", "20"));
    dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static StormDb db() {
    return StormDb.on(dataSource).catalog(WorkloadCatalog.of(List.of(new TallyPlugin())));
  }

  private static StudyPlan levels(Level... levels) {
    return StudyPlan.of(LOAD, new Listed.Custom(List.of(levels)));
  }

  /** Ends a study when a band has ended. */
  private record EndingAfter(int band, Cancellation cancellation) implements StudyListener {
    @Override
    public void finished(BandResult finished) {
      if (finished.number() == band) {
        cancellation.cancel();
      }
    }
  }

  @Test
  void measuresEachBandByItself() {
    StudyResult study = ScalingStudy.run(levels(Level.of(1), Level.of(3)), db());

    assertThat(study.status()).isEqualTo(StudyResult.Status.COMPLETED);
    assertThat(study.workload()).isEqualTo("tally");
    assertThat(study.bands()).extracting(BandResult::number).containsExactly(1, 2);
    for (BandResult band : study.bands()) {
      BandFigures all = band.figures().orElseThrow();
      assertThat(all.measured()).isBetween(Duration.ofMillis(1_100), Duration.ofMillis(1_700));
      assertThat(all.warmup()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
      // a statement a transaction, each recorded once, none of the warm-up
      assertThat(all.latencies().count()).isEqualTo(all.counts().total());
      assertThat(all.statements()).isEqualTo(all.counts().total());
      assertThat(all.intervals().stream().mapToLong(BandFigures.Interval::successful).sum())
          .isEqualTo(all.counts().successful());
      assertThat(all.tps()).isEqualTo(all.counts().successful() / (all.measured().toNanos() / 1e9));
      // on a machine that is full, intervals are cut late and may be too few for a range
      all.tpsRange().ifPresent(range -> assertThat(range.interval().high()).isPositive());
      assertThat(all.opened()).isGreaterThanOrEqualTo(band.level().workers());
      assertThat(all.pool()).isEmpty();
      // workers that do not pause are in a transaction, but for what the driver needs itself; what
      // is still running at the end counts as a whole, and may take long on a busy machine
      assertThat(band.littlesLaw().orElseThrow().missingShare()).isBetween(-0.3, 0.6);
      assertThat(band.connectionUse().orElseThrow()).isBetween(0.3, 1.3);
    }
    assertThat(study.workerEfficiency(study.bands().get(0))).hasValue(1.0);
    assertThat(study.measured())
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(Double.isNaN(one.standardError()) || one.standardError() > 0).isTrue();
              assertThat(one.p95Seconds()).isLessThanOrEqualTo(one.p99Seconds());
            });
  }

  @Test
  void sharesAPoolInAllBandsIfAnyHasAnotherNumberOfConnections() {
    StudyResult study =
        ScalingStudy.run(levels(Level.of(4, 1), Level.of(4, 2), Level.of(2, 2)), db());

    assertThat(study.status()).isEqualTo(StudyResult.Status.COMPLETED);
    assertThat(study.bands())
        .extracting(band -> band.figures().orElseThrow().pool().orElseThrow().size())
        .containsExactly(1, 2, 2);
    // four workers on one connection keep it busy, but until the next one of them is awake, which
    // takes as long as a transaction where processors are short
    assertThat(study.bands().get(0).connectionUse().orElseThrow()).isBetween(0.3, 1.0);
    assertThat(study.bands().get(0).figures().orElseThrow().connectionWaits().count())
        .isEqualTo(study.bands().get(0).figures().orElseThrow().counts().total());
  }

  @Test
  void knowsInAnOpenLoopForHowLongConnectionsWereUsedAndNotForHowLongTransactionsWaited() {
    // two workers that need 10 ms each time do at most 200 of these 400 a second
    RunPlan naps =
        RunPlan.of("nap").duration(Duration.ofSeconds(2)).interval(Duration.ofMillis(100));
    FindMax search =
        new FindMax(
            LatencyBound.parse("p99<20ms"),
            2,
            2,
            Rate.perSecond(300),
            Rate.perSecond(400),
            Rate.perSecond(500),
            3);

    BandResult band = ScalingStudy.run(StudyPlan.of(naps, search), db()).bands().get(0);

    BandFigures all = band.figures().orElseThrow();
    Latencies service = all.openLoop().orElseThrow().serviceTimes();
    assertThat(service.count()).isEqualTo(all.counts().successful());
    assertThat(service.min().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    assertThat(all.latencies().mean().orElseThrow())
        .isGreaterThan(service.mean().orElseThrow().multipliedBy(5));
    // what is still running at the end counts as a whole
    assertThat(band.connectionUse().orElseThrow()).isBetween(0.6, 1.1);
  }

  @Test
  void hasNoUseForABandThatMeasuredSomethingElse() {
    BandResult band =
        ScalingStudy.run(
                StudyPlan.of(
                    RunPlan.of("astray")
                        .duration(Duration.ofMillis(200))
                        .interval(Duration.ofMillis(100)),
                    new Listed.Custom(List.of(Level.of(1)))),
                db())
            .bands()
            .get(0);
    assertThat(band.status()).isEqualTo(BandResult.Status.FAILED);
    assertThat(band.reason()).isEqualTo("invalid: way: astray");
    assertThat(band.isUsable()).isFalse();
    assertThat(band.isDataViolated()).isFalse();
  }

  @Test
  void keepsABandThatFailsAndGoesOn() throws Exception {
    List<Connection> others = new ArrayList<>();
    try {
      StudyResult study =
          ScalingStudy.on(db())
              .listen(
                  new StudyListener() {
                    @Override
                    public RunListener starting(int number, int bands, Level level) {
                      try {
                        if (number == 2) {
                          while (others.size() < 12) {
                            others.add(dataSource.getConnection());
                          }
                        } else {
                          for (Connection other : others) {
                            other.close();
                          }
                        }
                      } catch (SQLException e) {
                        throw new IllegalStateException(e);
                      }
                      return RunListener.NONE;
                    }
                  })
              .run(levels(Level.of(1), Level.of(10), Level.of(2)));

      assertThat(study.status()).isEqualTo(StudyResult.Status.COMPLETED);
      assertThat(study.bands())
          .extracting(BandResult::status)
          .containsExactly(
              BandResult.Status.COMPLETED, BandResult.Status.FAILED, BandResult.Status.COMPLETED);
      assertThat(study.failed().get(0).reason()).contains("connections");
      assertThat(study.failed().get(0).figures()).isEmpty();
      assertThat(study.measured()).hasSize(2);
    } finally {
      for (Connection other : others) {
        other.close();
      }
    }
  }

  @Test
  void refusesBeforeTheFirstBandWhatTheLastHasNoPlaceFor() {
    List<BandResult> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                ScalingStudy.on(db())
                    .listen(
                        new StudyListener() {
                          @Override
                          public void finished(BandResult band) {
                            seen.add(band);
                          }
                        })
                    .run(levels(Level.of(1), Level.of(50))))
        .isInstanceOf(StormDbException.class)
        .hasMessageContaining("max_connections");
    assertThat(seen).isEmpty();
  }

  @Test
  void saysThatNothingCouldBeMeasured() {
    StudyPlan plan = StudyPlan.of(LOAD.workers(1), new Listed.Custom(List.of(Level.of(1))));
    assertThatThrownBy(() -> ScalingStudy.run(plan, db().catalog(WorkloadCatalog.of(List.of()))))
        .hasMessageContaining("unknown workload 'tally'");
  }

  @Nested
  class Interrupted {

    @Test
    void keepsWhatWasMeasured() {
      Cancellation cancellation = new Cancellation();
      List<StudyResult> saved = new ArrayList<>();
      StudyResult study =
          ScalingStudy.on(db())
              .cancelledBy(cancellation)
              .keepIn(saved::add)
              .listen(new EndingAfter(2, cancellation))
              .run(levels(Level.of(1), Level.of(2), Level.of(3), Level.of(4)));

      assertThat(study.status()).isEqualTo(StudyResult.Status.INTERRUPTED);
      assertThat(study.usable()).hasSize(2);
      assertThat(saved)
          .extracting(StudyResult::status)
          .containsExactly(
              StudyResult.Status.RUNNING,
              StudyResult.Status.RUNNING,
              StudyResult.Status.INTERRUPTED);
      assertThat(saved.get(2)).isEqualTo(study);
    }

    @Test
    void inTheMiddleOfABandKeepsThatToo() {
      Cancellation cancellation = new Cancellation();
      StudyResult study =
          ScalingStudy.on(db())
              .cancelledBy(cancellation)
              .listen(
                  new StudyListener() {
                    @Override
                    public RunListener starting(int number, int bands, Level level) {
                      return new RunListener() {
                        @Override
                        public void measuring() {
                          if (number == 2) {
                            cancellation.cancel();
                          }
                        }
                      };
                    }
                  })
              .run(levels(Level.of(1), Level.of(2), Level.of(3)));

      assertThat(study.status()).isEqualTo(StudyResult.Status.INTERRUPTED);
      assertThat(study.bands())
          .extracting(BandResult::status)
          .containsExactly(BandResult.Status.COMPLETED, BandResult.Status.INTERRUPTED);
      assertThat(study.usable()).hasSize(1);
    }

    @Test
    void doesNotWaitForTheCoolDown() {
      Cancellation cancellation = new Cancellation();
      StudyResult study =
          ScalingStudy.on(db())
              .cancelledBy(cancellation)
              .listen(
                  new StudyListener() {
                    @Override
                    public void cooling(CoolDown pause) {
                      cancellation.cancel();
                    }
                  })
              .run(levels(Level.of(1), Level.of(2)).coolDown(CoolDown.of(Duration.ofHours(1))));
      assertThat(study.status()).isEqualTo(StudyResult.Status.INTERRUPTED);
      assertThat(study.took()).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Nested
  class Resumed {

    private SavedStudy saved(StudyResult study) {
      return saved(study, study.bands());
    }

    private SavedStudy saved(StudyResult study, List<BandResult> bands) {
      return new SavedStudy(
          "study.json",
          study.plan().texts(),
          study.started(),
          study.took(),
          study.workload(),
          study.environment(),
          bands,
          false,
          0);
    }

    @Test
    void measuresOnlyWhatIsMissing() {
      StudyPlan plan = levels(Level.of(1), Level.of(2), Level.of(3));
      Cancellation cancellation = new Cancellation();
      StudyResult first =
          ScalingStudy.on(db())
              .cancelledBy(cancellation)
              .listen(new EndingAfter(1, cancellation))
              .run(plan);

      StudyResult second = ScalingStudy.on(db()).resume(saved(first)).run(plan);

      assertThat(second.status()).isEqualTo(StudyResult.Status.COMPLETED);
      assertThat(second.started()).isEqualTo(first.started());
      assertThat(second.took()).isGreaterThan(first.took());
      assertThat(second.bands()).hasSize(3);
      assertThat(second.bands().get(0)).isEqualTo(first.bands().get(0));
      assertThat(second.bands()).extracting(BandResult::number).containsExactly(1, 2, 3);
    }

    @Test
    void measuresAnewWhatFailedAfterTheLastBandThatDidNot() {
      StudyPlan plan = levels(Level.of(1), Level.of(2), Level.of(3), Level.of(4));
      StudyResult first = ScalingStudy.run(plan, db());
      List<BandResult> bands =
          List.of(
              Bands.failed(1, Level.of(1), "somebody else had the schema"),
              first.bands().get(1),
              Bands.failed(3, Level.of(3), "the server was away"),
              Bands.failed(4, Level.of(4), "the server was away"));

      StudyResult second = ScalingStudy.on(db()).resume(saved(first, bands)).run(plan);

      assertThat(second.bands().subList(0, 2)).isEqualTo(bands.subList(0, 2));
      assertThat(second.bands())
          .extracting(BandResult::status)
          .containsExactly(
              BandResult.Status.FAILED,
              BandResult.Status.COMPLETED,
              BandResult.Status.COMPLETED,
              BandResult.Status.COMPLETED);
    }

    @Test
    void refusesAnotherPlanAndSaysWhatDiffers() {
      StudyResult first = ScalingStudy.run(levels(Level.of(1)), db());
      StudyPlan other =
          StudyPlan.of(
              LOAD.duration(Duration.ofSeconds(30)).scale(5),
              new Listed.Custom(List.of(Level.of(1), Level.of(8, 4))));
      assertThatThrownBy(() -> ScalingStudy.on(db()).resume(saved(first)).run(other))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "study.json holds a study of another plan: levels was 1/1 and is 1/1, 8/4; scale was"
                  + " default and is 5; test_duration was 1.2s and is 30s; give the same plan, or"
                  + " start a new study");
    }
  }

  @Test
  void goesOnWhenItCannotBeKeptAndSaysSo() {
    StudyResult study =
        ScalingStudy.on(db())
            .keepIn(
                unwritten -> {
                  throw new IOException("cannot write study.json: no space left");
                })
            .run(levels(Level.of(1)));
    assertThat(study.status()).isEqualTo(StudyResult.Status.COMPLETED);
    assertThat(study.notes())
        .containsExactly("the study is not kept: cannot write study.json: no space left");
  }

  @Test
  void waitsUntilTheServerIsQuiet() {
    StudyResult study =
        ScalingStudy.on(db())
            .control(dataSource)
            .run(
                levels(Level.of(1), Level.of(2))
                    .coolDown(CoolDown.NONE.untilQuiet(Duration.ofSeconds(60))));
    assertThat(study.usable()).hasSize(2);
    assertThat(study.notes()).isEmpty();
  }

  @Test
  void saysWhatTheServerWasDoingIfItIsNotQuietInTime() throws Exception {
    try (Connection backup = dataSource.getConnection();
        Connection other = dataSource.getConnection();
        Statement begin = backup.createStatement();
        Statement ask = other.createStatement()) {
      ask.execute("CREATE TABLE dirty AS SELECT generate_series(1, 200000) AS n");
      // a checkpoint that takes its time, because nobody is in a hurry
      CompletableFuture<Void> checkpoint =
          CompletableFuture.runAsync(
              () -> {
                try {
                  begin.execute("SELECT pg_backup_start('study', false)");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      String busy =
          "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'CheckpointWriteDelay'"
              + " AND backend_type = 'checkpointer'";
      while (!ask.executeQuery(busy).next()) {
        assertThat(checkpoint).isNotDone();
      }

      Quiet quiet = new Quiet(dataSource, new Cancellation());
      assertThat(quiet.await(Duration.ofSeconds(1)))
          .contains("the server was not quiet after 1 s: a checkpoint");

      ask.execute("CHECKPOINT");
      checkpoint.join();
      ask.execute("DROP TABLE dirty");
      assertThat(quiet.await(Duration.ofMinutes(2))).isEmpty();
    }
  }

  @Test
  void saysThatTheUserMayNotSeeWhetherTheServerIsQuiet() throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE passer_by LOGIN PASSWORD 'by'");
    }
    PGSimpleDataSource passerBy = new PGSimpleDataSource();
    passerBy.setURL(server.jdbcUrl());
    passerBy.setUser("passer_by");
    passerBy.setPassword("by");
    StudyResult study =
        ScalingStudy.on(db())
            .control(passerBy)
            .run(
                levels(Level.of(1), Level.of(2))
                    .coolDown(CoolDown.NONE.untilQuiet(Duration.ofSeconds(1))));
    assertThat(study.usable()).hasSize(2);
    assertThat(study.notes())
        .containsExactly(
            "before band 2 it could not be asked whether the server was quiet: the user may not see"
                + " it; grant pg_read_all_stats (or pg_monitor) to it");
  }

  @Test
  void hasTheServerLookedAtInEachBand() {
    List<String> heard = new ArrayList<>();
    BandObserver observer =
        level ->
            new BandObserver.Observation() {
              @Override
              public RunListener listener() {
                return new RunListener() {
                  @Override
                  public void measuring() {
                    heard.add(level + " measuring");
                  }
                };
              }

              @Override
              public Map<String, Double> figures() {
                return Map.of("deadlocks", 1.0 * level.workers());
              }

              @Override
              public List<String> missing() {
                return List.of("what sessions wait for is not known: nobody looked");
              }

              @Override
              public void close() {
                heard.add(level + " closed");
              }
            };
    StudyResult study =
        ScalingStudy.on(db()).observe(observer).run(levels(Level.of(1), Level.of(2)));
    assertThat(heard)
        .containsExactly(
            "1 worker, 1 connection measuring",
            "1 worker, 1 connection closed",
            "2 workers, 2 connections measuring",
            "2 workers, 2 connections closed");
    assertThat(study.bands())
        .extracting(band -> band.figures().map(BandFigures::server))
        .containsExactly(
            Optional.of(Map.of("deadlocks", 1.0)), Optional.of(Map.of("deadlocks", 2.0)));
    assertThat(study.notes()).containsExactly("what sessions wait for is not known: nobody looked");
  }
}
