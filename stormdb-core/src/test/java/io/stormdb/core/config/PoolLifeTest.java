package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.Cancellation;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The keys of a pool, from the file to what the server sees of it. They take half a minute at
 * least, so all loads run at the same time, each in a database of its own, and most of them until
 * the server has shown what was waited for.
 */
@Timeout(240)
class PoolLifeTest {

  private static final String FALLING_TO_NOBODY =
      """
      workload: bank
      workers: 4
      database:
        max_connections: 4
        max_idle_connections: 1
        connection_max_idle_time: 10s
      phases:
        - {duration: 2s}
        - {duration: 36s, workers: 0}
        - {duration: 2m}
      """;

  private static final String FALLING_TO_ONE =
      """
      workload: bank
      workers: 4
      think_time: 10ms
      connections: 4
      idle_timeout: 10s
      phases:
        - {duration: 2s}
        - {duration: 3m, workers: 1}
      """;

  private static final String SHORT_LIVES =
      """
      workload: bank
      workers: 2
      think_time: 10ms
      duration: 3m
      database:
        connections: 2
        connection_max_lifetime: 30s
      """;

  private static final String ENDLESS_LIVES =
      """
      workload: bank
      workers: 2
      think_time: 10ms
      duration: 35s
      connections: 2
      max_lifetime: 0s
      """;

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @TempDir private static Path folder;
  private static EmbeddedServer server;
  private static CompletableFuture<Watched> fallingToNobody;
  private static CompletableFuture<Watched> fallingToOne;
  private static CompletableFuture<Watched> shortLives;
  private static CompletableFuture<Watched> endlessLives;

  /**
   * The connections of a load that the server lists at a moment.
   *
   * @param at the moment, by the clock of the server
   * @param started when it has started each of its processes, by their numbers
   */
  private record Sighting(Instant at, Map<Integer, Instant> started) {
    Set<Integer> processes() {
      return started.keySet();
    }
  }

  /** What came of a run, and what was seen meanwhile. */
  private record Watched(RunResult result, List<Sighting> sightings) {
    Sighting first() {
      return sightings.get(0);
    }

    Sighting last() {
      return sightings.get(sightings.size() - 1);
    }

    List<Integer> numbers() {
      return sightings.stream().map(sighting -> sighting.processes().size()).toList();
    }

    Set<Integer> everSeen() {
      Set<Integer> all = new HashSet<>();
      sightings.forEach(sighting -> all.addAll(sighting.processes()));
      return all;
    }
  }

  @BeforeAll
  static void runAll() {
    server =
        EmbeddedServer.start(
            ServerOptions.defaults().setting("shared_buffers", "32MB").setting("fsync", "off"));
    fallingToNobody =
        start(
            "falling_to_nobody",
            FALLING_TO_NOBODY,
            seen -> sizeOf(last(seen)) == 4 && seen.stream().anyMatch(each -> sizeOf(each) < 4));
    fallingToOne = start("falling_to_one", FALLING_TO_ONE, seen -> sizeOf(last(seen)) == 1);
    shortLives =
        start(
            "short_lives",
            SHORT_LIVES,
            seen ->
                sizeOf(last(seen)) == 2
                    && seen.get(0).processes().stream()
                        .noneMatch(last(seen).processes()::contains));
    endlessLives = start("endless_lives", ENDLESS_LIVES, seen -> false);
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
    server.close();
  }

  private static Sighting last(List<Sighting> seen) {
    return seen.get(seen.size() - 1);
  }

  private static int sizeOf(Sighting sighting) {
    return sighting.processes().size();
  }

  private static CompletableFuture<Watched> start(
      String database, String yaml, Predicate<List<Sighting>> enough) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run(database, yaml, enough);
          } catch (Exception e) {
            throw new IllegalStateException(database, e);
          }
        },
        THREADS);
  }

  private static Watched run(String database, String yaml, Predicate<List<Sighting>> enough)
      throws Exception {
    try (Connection connection = source(server.database()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database + " TEMPLATE template0");
    }
    RunPlan plan =
        Given.in(Files.createDirectory(folder.resolve(database)))
            .file(yaml)
            .resolved()
            .plan()
            .interval(Duration.ofMillis(500));
    List<Sighting> sightings = new ArrayList<>();
    Cancellation cancellation = new Cancellation();
    RunListener watching =
        new RunListener() {
          @Override
          public void interval(
              Duration start, Duration length, boolean measured, Tally tally, Duration left) {
            sightings.add(look(database));
            if (enough.test(sightings)) {
              cancellation.cancel();
            }
          }
        };
    StormDb db =
        StormDb.on(source(database))
            .catalog(Given.CATALOG)
            .listen(watching)
            .cancelledBy(cancellation);
    db.rebuild(plan);
    return new Watched(db.run(plan), sightings);
  }

  private static Sighting look(String database) {
    String connections =
        "SELECT clock_timestamp(), pid, backend_start FROM pg_stat_activity"
            + " WHERE datname = ? AND application_name LIKE 'stormdb:%'"
            // keeps others from dropping the schema
            + " AND application_name <> 'stormdb:control'";
    try (Connection connection = source(server.database()).getConnection();
        PreparedStatement statement = connection.prepareStatement(connections)) {
      statement.setString(1, database);
      Map<Integer, Instant> started = new HashMap<>();
      Instant at = Instant.MIN;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          at = row.getObject(1, OffsetDateTime.class).toInstant();
          started.put(row.getInt(2), row.getObject(3, OffsetDateTime.class).toInstant());
        }
      }
      return new Sighting(at, started);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at the sessions of " + database, e);
    }
  }

  private static PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(server.user());
    source.setPassword(server.password());
    source.setDatabaseName(database);
    return source;
  }

  @Test
  void thoseThatNobodyNeedsGoButForSomeAndComeBackWithTheLoad() {
    Watched run = fallingToNobody.join();

    assertThat(run.result().counts().failed()).isZero();
    assertThat(run.numbers()).startsWith(4).contains(1).endsWith(4);
    assertThat(run.numbers()).allSatisfy(number -> assertThat(number).isBetween(1, 4));
    Sighting fewer =
        run.sightings().stream().filter(each -> sizeOf(each) < 4).findFirst().orElseThrow();
    assertThat(Duration.between(run.first().at(), fewer.at())).isGreaterThan(Duration.ofSeconds(8));
    Sighting fewest =
        run.sightings().stream().filter(each -> sizeOf(each) == 1).findFirst().orElseThrow();
    assertThat(run.first().processes()).containsAll(fewest.processes());
    assertThat(run.last().processes()).containsAll(fewest.processes());
    // four at the start, and three that take the places of those that went
    assertThat(run.result().connections().opened()).isEqualTo(7).isEqualTo(run.everSeen().size());
  }

  @Test
  void allThatNobodyNeedsGoIfNothingIsSaidOfHowManyMayStay() {
    Watched run = fallingToOne.join();

    assertThat(run.result().counts().failed()).isZero();
    assertThat(run.numbers()).startsWith(4).endsWith(1);
    assertThat(run.first().processes()).containsAll(run.last().processes());
    assertThat(Duration.between(run.first().at(), run.last().at()))
        .isGreaterThan(Duration.ofSeconds(8));
    assertThat(run.result().connections().opened()).isEqualTo(4).isEqualTo(run.everSeen().size());
  }

  @Test
  void thoseThatAreOldAreReplacedAndNoTransactionIsLost() {
    Watched run = shortLives.join();

    assertThat(run.result().counts().failed()).isZero();
    assertThat(run.result().errors()).isEmpty();
    assertThat(run.result().degraded()).isEmpty();
    assertThat(run.result().connections().opened()).isEqualTo(4).isEqualTo(run.everSeen().size());
    run.first()
        .started()
        .forEach(
            (process, started) -> {
              Instant lastSeen =
                  run.sightings().stream()
                      .filter(each -> each.processes().contains(process))
                      .reduce((one, later) -> later)
                      .orElseThrow()
                      .at();
              Instant gone =
                  run.sightings().stream()
                      .filter(each -> !each.processes().contains(process))
                      .findFirst()
                      .orElseThrow()
                      .at();
              // up to a fortieth of it less, so that not all go at once
              assertThat(Duration.between(started, gone)).isGreaterThan(Duration.ofMillis(29_250));
              assertThat(Duration.between(started, lastSeen)).isLessThan(Duration.ofSeconds(45));
            });
  }

  @Test
  void noneIsReplacedWithoutALimit() {
    Watched run = endlessLives.join();

    assertThat(run.result().status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(run.result().counts().failed()).isZero();
    assertThat(run.first().processes()).hasSize(2);
    assertThat(run.sightings())
        .allSatisfy(
            sighting ->
                assertThat(sighting.processes())
                    .containsExactlyInAnyOrderElementsOf(run.first().processes()));
    assertThat(run.result().connections().opened()).isEqualTo(2);
  }
}
