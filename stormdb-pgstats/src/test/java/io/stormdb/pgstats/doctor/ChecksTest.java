package io.stormdb.pgstats.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.pgstats.Activity;
import io.stormdb.pgstats.DiskSpace;
import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.HostFacts;
import io.stormdb.pgstats.Machine;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.SessionActivity;
import io.stormdb.pgstats.Setting;
import io.stormdb.pgstats.WalActivity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of things that no test can bring about on a server. */
class ChecksTest {

  private static final SessionFacts SESSION =
      new SessionFacts(
          17, "17.2", "ada", false, "shop", false, false, true, true, false, false, -1, -1, 0);

  private static final Occupation QUIET =
      new Occupation(10, 2, 3, 100, 3, 0, 0, 0, Optional.of(false));

  private static final ClientFacts CLIENT =
      new ClientFacts(
          4,
          1L << 30,
          OptionalLong.of(1_024),
          OptionalInt.of(28_232),
          OptionalDouble.of(1),
          Optional.empty());

  private static final HostFacts HOST =
      new HostFacts(
          HostFacts.ReadBy.SERVER,
          8,
          OptionalDouble.empty(),
          8L << 30,
          OptionalLong.empty(),
          1,
          Optional.empty());

  private static ServerFacts facts(Machine machine, HostFacts host, DiskSpace disk) {
    return new ServerFacts(
        "17.2",
        17,
        machine,
        List.of(
            new Setting("max_wal_size", "1GB", "1024", Optional.of("MB"), "default"),
            new Setting("shared_buffers", "1GB", "131072", Optional.of("8kB"), "default")),
        List.of(new ExtensionState("pg_stat_statements", Optional.empty(), Optional.empty())),
        new Observed.Seen<>(host),
        new Observed.Seen<>(disk),
        new Observed.Seen<>(List.of()));
  }

  private static final ServerFacts FACTS =
      facts(Machine.OTHER, HOST, new DiskSpace(100L << 30, 50L << 30));

  private static ServerStatistics statistics(ServerFacts facts, long walBytes) {
    return statistics(facts, walBytes, Activity.missing("not looked at"));
  }

  private static ServerStatistics statistics(ServerFacts facts, long walBytes, Activity activity) {
    String none = "not looked at";
    return new ServerStatistics(
        Duration.ofSeconds(1),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Seen<>(
            new WalActivity(
                walBytes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        activity,
        new Observed.Seen<>(facts),
        Optional.empty(),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none),
        new Observed.Missing<>(none));
  }

  /** A visit to a server where all is well; each test changes one thing. */
  private static final class Visiting {
    private SessionFacts session = SESSION;
    private Observed<String> pooler = new Observed.Missing<>("there is none");
    private Occupation before = QUIET;
    private Occupation after = QUIET;
    private ServerFacts facts = FACTS;
    private long walBytes = 10_000;
    private final Duration median = Duration.ofNanos(200_000);
    private Duration ahead = Duration.ofMillis(20);
    private ClientFacts client = CLIENT;
    private int connections = 50;

    private Visit visit() {
      return new Visit(
          session,
          pooler,
          before,
          after,
          statistics(facts, walBytes),
          new RoundTrips(500, median, median, median),
          new ClockSkew(ahead, Duration.ofMillis(1), 50),
          client,
          connections);
    }
  }

  private static String one(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0).level() + " " + findings.get(0).found();
  }

  @Nested
  class AServer {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "11 | 11.22 | PROBLEM PostgreSQL 11.22 is too old",
          "12 | 12.22 | OK PostgreSQL 12.22",
          "18 | 18.1 | OK PostgreSQL 18.1",
          "19 | 19beta1 | NOTE PostgreSQL 19beta1 is newer than what was tested"
        })
    void isOfAVersionThatWasTested(int major, String version, String found) {
      Visiting visiting = new Visiting();
      visiting.session =
          new SessionFacts(
              major, version, "ada", false, "shop", false, false, true, true, false, false, -1, -1,
              0);
      assertThat(one(RoleChecks.version(visiting.visit()))).isEqualTo(found);
    }

    @Test
    void mayBeBehindAPooler() {
      Visiting visiting = new Visiting();
      visiting.session =
          new SessionFacts(
              17, "17.2", "ada", false, "shop", false, false, true, true, false, true, -1, -1, 0);
      assertThat(one(NetworkChecks.pooler(visiting.visit())))
          .isEqualTo(
              "NOTE a pooler is between client and server; which one, it does not tell (there is"
                  + " none)");
      visiting.connections = 500;
      // it may give more clients than the server has connections
      assertThat(one(OccupationChecks.connections(visiting.visit())))
          .isEqualTo(
              "NOTE 87 connections are free for user 'ada' (10 of 100 are taken), the run needs 502");
    }

    @ParameterizedTest
    @CsvSource({"-1, -1, 87", "20, -1, 18", "-1, 15, 12", "20, 15, 12", "1, -1, 0"})
    void limitsConnectionsInSeveralWays(int ofUser, int ofDatabase, int free) {
      SessionFacts session =
          new SessionFacts(
              17,
              "17.2",
              "ada",
              false,
              "shop",
              false,
              false,
              true,
              true,
              false,
              false,
              ofUser,
              ofDatabase,
              0);
      assertThat(QUIET.free(session)).isEqualTo(free);
    }

    @Test
    void keepsNoConnectionFromASuperuser() {
      SessionFacts session =
          new SessionFacts(
              17, "17.2", "ada", true, "shop", false, false, true, true, false, false, 1, 1, 0);
      assertThat(QUIET.free(session)).isEqualTo(90);
    }

    @Test
    void mayHaveWokenItsCheckpointer() {
      Visiting visiting = new Visiting();
      visiting.after = new Occupation(10, 2, 3, 100, 3, 0, 0, 1, Optional.of(true));
      // at one moment only: it may just have woken up
      assertThat(one(OccupationChecks.checkpoint(visiting.visit())))
          .isEqualTo("OK no checkpoint is running");
    }

    @Test
    void mayWriteForOthersWithoutAnybodySeeingThem() {
      Visiting visiting = new Visiting();
      visiting.walBytes = 5 << 20;
      visiting.after = new Occupation(10, 2, 3, 100, 3, 0, 4, 0, Optional.empty());
      assertThat(one(OccupationChecks.otherLoad(visiting.visit())))
          .isEqualTo(
              "WARNING no other session runs statements, of 4 it cannot be seen; WAL grows by 5.0 MiB a second");
      assertThat(one(OccupationChecks.otherLoad(new Visiting().visit())))
          .isEqualTo("OK no other session runs statements; WAL grows by 9.8 KiB a second");
    }
  }

  @Nested
  class TheWayThere {

    @Test
    void mayBeShort() {
      assertThat(one(NetworkChecks.roundTrip(new Visiting().visit())))
          .isEqualTo("OK SELECT 1 takes 200.0 µs (median of 500; min 200.0 µs, p99 200.0 µs)");
    }

    @Test
    void mayLeadToAnotherTime() {
      Visiting visiting = new Visiting();
      assertThat(one(NetworkChecks.clock(visiting.visit())))
          .isEqualTo(
              "OK the clock of the server is 20.0 ms ahead of the client's, give or take 1,000.0 µs");
      visiting.ahead = Duration.ofSeconds(-90);
      assertThat(one(NetworkChecks.clock(visiting.visit())))
          .isEqualTo(
              "NOTE the clock of the server is 90.0 s behind the client's, give or take 1,000.0 µs");
    }
  }

  @Nested
  class TheMachineOfTheServer {

    private Visiting with(Machine machine, HostFacts host, DiskSpace disk) {
      Visiting visiting = new Visiting();
      visiting.facts = facts(machine, host, disk);
      return visiting;
    }

    private final DiskSpace room = new DiskSpace(100L << 30, 50L << 30);

    @Test
    void isDescribed() {
      Visit visit = new Visiting().visit();
      assertThat(one(MachineChecks.host(visit)))
          .isEqualTo(
              "OK the server has 8 processors, 8.0 GiB of memory and a load of 1 in the last minute");
      assertThat(one(MachineChecks.buffers(visit)))
          .isEqualTo("OK shared_buffers is 1.0 GiB, 12.5% of the memory");
      assertThat(one(MachineChecks.disk(visit)))
          .isEqualTo(
              "OK 50.0 GiB of 100.0 GiB are free where the data is; WAL alone may take 1.0 GiB");
      assertThat(one(MachineChecks.place(visit)))
          .isEqualTo("OK client and server run on different machines");
    }

    @Test
    void mayBeBusySmallFullAndSlow() {
      HostFacts busy =
          new HostFacts(
              HostFacts.ReadBy.SERVER,
              8,
              OptionalDouble.of(1.5),
              64L << 30,
              OptionalLong.of(16L << 30),
              0.8,
              Optional.of("powersave"));
      Visit visit = with(Machine.UNKNOWN, busy, new DiskSpace(100L << 30, 1L << 30)).visit();
      assertThat(MachineChecks.host(visit))
          .extracting(finding -> finding.level() + " " + finding.found())
          .containsExactly(
              "WARNING the server has 1.50 processors, 16.0 GiB of memory and a load of 0.80 in the"
                  + " last minute",
              "NOTE the clock rate of the server's processors is decided by 'powersave'");
      assertThat(one(MachineChecks.buffers(visit)))
          .isEqualTo("NOTE shared_buffers is 1.0 GiB, 6.3% of the memory");
      assertThat(one(MachineChecks.disk(visit)))
          .isEqualTo(
              "WARNING 1.0 GiB of 100.0 GiB are free where the data is; WAL alone may take 1.0 GiB");
      assertThat(one(MachineChecks.place(visit)))
          .isEqualTo("OK nothing tells whether client and server run on the same machine");
    }

    @Test
    void isNoteworthyIfItIsTheClientsToo() {
      assertThat(one(MachineChecks.place(with(Machine.SAME, HOST, room).visit())))
          .isEqualTo("NOTE client and server run on the same machine, with 4 processors for both");
    }
  }

  @Nested
  class TheClient {

    private Visiting with(ClientFacts client) {
      Visiting visiting = new Visiting();
      visiting.client = client;
      return visiting;
    }

    @Test
    void isDescribed() {
      Visit visit = new Visiting().visit();
      assertThat(one(ClientChecks.machine(visit)))
          .isEqualTo(
              "OK the client has 4 processors, 1.0 GiB of heap and a load of 1 in the last minute");
      assertThat(one(ClientChecks.openFiles(visit)))
          .isEqualTo("OK this process may have 1,024 open files, the run needs about 252");
      assertThat(one(ClientChecks.ports(visit)))
          .isEqualTo(
              "OK 28,232 local ports: new connections can be opened at 470.5 a second for long");
    }

    @Test
    void mayBeTooSmallForTheLoad() {
      Visiting visiting =
          with(
              new ClientFacts(
                  4,
                  1L << 30,
                  OptionalLong.of(256),
                  OptionalInt.of(40),
                  OptionalDouble.of(3.5),
                  Optional.of("schedutil")));
      visiting.connections = 100;
      Visit visit = visiting.visit();
      assertThat(ClientChecks.machine(visit))
          .extracting(finding -> finding.level() + " " + finding.found())
          .containsExactly(
              "WARNING the client has 4 processors, 1.0 GiB of heap and a load of 3.50 in the last minute",
              "NOTE the clock rate of the client's processors is decided by 'schedutil'");
      assertThat(one(ClientChecks.openFiles(visit)))
          .isEqualTo("PROBLEM this process may have 256 open files, the run needs about 302");
      assertThat(one(ClientChecks.ports(visit)))
          .isEqualTo(
              "PROBLEM 40 local ports: new connections can be opened at 0.7 a second for long");
    }

    @Test
    void isNotJudgedByWhatIsNotKnown() {
      Visit visit =
          with(new ClientFacts(
                  4,
                  1L << 30,
                  OptionalLong.empty(),
                  OptionalInt.empty(),
                  OptionalDouble.empty(),
                  Optional.empty()))
              .visit();
      assertThat(one(ClientChecks.machine(visit)))
          .isEqualTo("OK the client has 4 processors and 1.0 GiB of heap");
      assertThat(ClientChecks.openFiles(visit)).isEmpty();
      assertThat(ClientChecks.ports(visit)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"9999, false", "10000, true"})
  void aSessionThatIsIdleInATransactionForLongIsReasonForAdvice(long millis, boolean isSaid) {
    Activity activity =
        new Activity(
            new Observed.Seen<>(
                new SessionActivity(
                    40,
                    List.of(),
                    0,
                    0,
                    3,
                    Optional.empty(),
                    Optional.of(Duration.ofMillis(millis)))),
            new Observed.Missing<>("not looked at"),
            new Observed.Missing<>("not looked at"),
            new Observed.Missing<>("not looked at"));
    assertThat(Advice.on(statistics(FACTS, 0, activity)))
        .extracting(Finding::found)
        .isEqualTo(isSaid ? List.of("a session was idle in a transaction for 10.0 s") : List.of());
  }
}
