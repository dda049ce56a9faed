package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One of two servers goes away while a load runs on both. */
@Timeout(180)
class SplitOutageTest {

  private static final int WORKERS = 4;
  private static final RunPlan PLAN =
      RunPlan.of("where").workers(WORKERS).interval(Duration.ofMillis(100));

  private Replicated servers;

  @BeforeEach
  void start() {
    servers = Replicated.start();
    servers.split(SessionTarget.STANDBY).load(PLAN);
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private static List<Connections> everyWayToKeepConnections() {
    return List.of(
        Connections.persistent().splitReads(),
        Connections.pooled(3).timeout(Duration.ofMillis(300)).splitReads(),
        Connections.perTransaction().splitReads());
  }

  /** Does something once, when some time of the run has passed, and hears what is said. */
  private static final class After implements RunListener {
    private final Duration time;
    private final Runnable what;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Cancellation cancellation = new Cancellation();
    private boolean done;
    private boolean withoutReads;

    After(Duration time, Runnable what) {
      this.time = time;
      this.what = what;
    }

    @Override
    public void interval(
        Duration start, Duration length, boolean measured, Tally tally, Duration left) {
      if (!done && start.plus(length).compareTo(time) >= 0) {
        done = true;
        what.run();
      } else if (done) {
        endWhenReadsAreBack(tally);
      }
    }

    private void endWhenReadsAreBack(Tally tally) {
      long reads =
          tally.types().get(0).counts().committed() + tally.types().get(1).counts().committed();
      if (reads == 0) {
        withoutReads = true;
      } else if (withoutReads) {
        cancellation.cancel();
      }
    }

    @Override
    public void degraded(String reason) {
      said.add(reason);
    }
  }

  /** Takes a server away for some time. */
  private static Runnable away(EmbeddedServer server, Duration time) {
    return () -> {
      server.crash();
      CompletableFuture.runAsync(
          server::restart,
          CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    };
  }

  private RunResult run(Connections connections, Duration length, After after) {
    return servers
        .split(SessionTarget.STANDBY)
        .listen(after)
        .run(PLAN.connections(connections).duration(length));
  }

  /** A run that goes on until an interval has reads again after one that had none. */
  private RunResult runUntilReadsAreBack(Connections connections, After after) {
    return servers
        .split(SessionTarget.STANDBY)
        .listen(after)
        .cancelledBy(after.cancellation)
        .run(PLAN.connections(connections).duration(Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @MethodSource("everyWayToKeepConnections")
  void aLostStandbyIsAnOutageOfReadsWhileWritesGoOn(Connections connections) {
    long before = notes();
    After after = new After(Duration.ofMillis(500), away(servers.standby(), Duration.ofSeconds(1)));
    RunResult result = runUntilReadsAreBack(connections, after);
    assertThat(result.status())
        .as(() -> String.join("\n", result.degraded()))
        .isEqualTo(RunResult.Status.INTERRUPTED);

    ReadWriteSplit split = result.connections().split().orElseThrow();
    Availability reads = split.reads().availability();
    assertThat(reads.outageCount()).isPositive();
    assertThat(reads.down()).isBetween(Duration.ofMillis(500), result.measured());
    assertThat(split.writes().availability())
        .isEqualTo(Availability.uninterrupted(result.measured(), WORKERS));
    // whoever lacks one of both lacks something
    assertThat(result.availability().lost()).isCloseTo(reads.lost(), Duration.ofMillis(500));
    assertThat(split.reads().counts().failed()).isPositive();
    assertThat(split.writes().counts().failed()).isZero();
    assertThat(notes() - before).isEqualTo(split.writes().counts().committed());

    Outage outage = reads.outages().get(0);
    Duration worst = outage.start().plus(outage.length());
    assertThat(writtenBetween(result, outage.start(), worst)).isPositive();
    assertThat(after.said)
        .anySatisfy(
            said ->
                assertThat(said)
                    .matches(
                        "[1-4] of 4 workers have lost their connection for reads and try to get"
                            + " another: .*"));
    assertThat(result.degraded())
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason)
                    .matches(
                        "connections for reads were lost; outages: \\d+, the first .* after the"
                            + " start of the run: .* \\(.*\\)"));
  }

  private long notes() {
    return Long.parseLong(
        servers.ask(servers.primary(), "SELECT count(*) FROM stormdb_where.note"));
  }

  private static long writtenBetween(RunResult result, Duration from, Duration to) {
    return result.intervals().stream()
        .filter(interval -> interval.start().compareTo(from) >= 0)
        .filter(interval -> interval.start().compareTo(to) < 0)
        .mapToLong(interval -> interval.counts().committed())
        .sum();
  }

  @Test
  void aLostPrimaryIsAnOutageOfWritesWhileReadsGoOn() {
    After after = new After(Duration.ofMillis(500), away(servers.primary(), Duration.ofSeconds(1)));
    RunResult result = run(Connections.persistent().splitReads(), Duration.ofSeconds(5), after);
    ReadWriteSplit split = result.connections().split().orElseThrow();
    assertThat(split.writes().availability().outageCount()).isPositive();
    assertThat(split.writes().availability().down()).isGreaterThan(Duration.ofMillis(500));
    assertThat(split.reads().availability())
        .isEqualTo(Availability.uninterrupted(result.measured(), WORKERS));
    assertThat(split.reads().counts().failed()).isZero();
    assertThat(split.writes().counts().failed()).isPositive();
  }

  @Test
  void writesFollowThePrimaryToTheStandbyThatTakesOver() {
    After after =
        new After(
            Duration.ofMillis(500),
            () -> {
              servers.primary().crash();
              servers.tell(servers.standby(), "SELECT pg_promote(false)");
            });
    RunResult result = run(Connections.persistent().splitReads(), Duration.ofSeconds(10), after);
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    ReadWriteSplit split = result.connections().split().orElseThrow();
    assertThat(split.writes().servers())
        .extracting(ServerUse::address, ServerUse::standby)
        .containsExactlyInAnyOrder(
            tuple(Replicated.tcp(servers.primary()).toString(), false),
            tuple(Replicated.tcp(servers.standby()).toString(), false));
    // sessions that were on the standby stay where they are
    assertThat(split.reads().counts().failed()).isZero();
    Outage outage = split.writes().availability().outages().get(0);
    assertThat(outage.workers()).isBetween(1, WORKERS);
    // a transaction whose answer was lost may have been committed or not; and what the primary had
    // not sent yet went with it, which is of its half second, and nothing of the seconds after it
    assertThat(
            Long.parseLong(
                servers.ask(servers.standby(), "SELECT count(*) FROM stormdb_where.note")))
        .isBetween(
            1 + split.writes().counts().committed() / 2, 1 + split.writes().counts().total());
  }

  @Test
  void aRunEndsIfAStandbyIsAwayForTooLong() {
    After after = new After(Duration.ofMillis(500), () -> servers.standby().crash());
    RunResult result =
        servers
            .split(SessionTarget.STANDBY)
            .listen(after)
            .run(
                PLAN.connections(Connections.persistent().splitReads())
                    .errors(ErrorPolicy.DEFAULT.longestOutage(Duration.ofSeconds(1)))
                    .duration(Duration.ofSeconds(60)));
    assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(result.degraded().get(0))
        .startsWith(
            "no worker had all the connections that it needs for 1s, longer than max_outage allows:"
                + " none of the hosts is a standby (");
  }

  @Test
  void sessionsThatAreTerminatedAreReplacedAtOnce() {
    After after =
        new After(
            Duration.ofMillis(500),
            () ->
                servers.tell(
                    servers.standby(),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'stormdb:%'"));
    RunResult result = run(Connections.persistent().splitReads(), Duration.ofSeconds(2), after);
    ReadWriteSplit split = result.connections().split().orElseThrow();
    assertThat(result.counts().failed()).isEqualTo(WORKERS);
    assertThat(split.reads().counts().failed()).isEqualTo(WORKERS);
    assertThat(split.reads().servers().get(0).opened()).isEqualTo(2 * WORKERS);
    assertThat(split.writes().servers().get(0).opened()).isEqualTo(WORKERS);
    assertThat(split.reads().availability().outageCount()).isPositive();
    assertThat(split.reads().availability().lost()).isLessThan(Duration.ofSeconds(2));
  }
}
