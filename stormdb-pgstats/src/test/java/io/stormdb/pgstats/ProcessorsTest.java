package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How busy the processors of a server's machine are. */
class ProcessorsTest {

  private static final KernelFiles NOTHING_HERE = path -> Optional.empty();

  private static ServerFiles files(Machine machine, Map<String, String> texts) {
    return new ServerFiles(
        Optional.of(path -> Optional.ofNullable(texts.get(path))), machine, "ada");
  }

  private static Observed<ProcessorTimes> read(ServerFiles from, long nanos) throws SQLException {
    Observed<ProcessorReader> reader = ProcessorReader.of(from, NOTHING_HERE);
    return reader.find().isPresent()
        ? reader.find().get().read(nanos)
        : new Observed.Missing<>(reader.whyMissing().orElseThrow());
  }

  private static Observed<ProcessorUse> between(
      Machine machine, Map<String, String> before, Map<String, String> after) throws SQLException {
    ProcessorTimes first = read(files(machine, before), 1_000_000_000L).find().orElseThrow();
    return read(files(machine, after), 3_000_000_000L).find().orElseThrow().since(first);
  }

  private static Map<String, String> stat(String all) {
    return Map.of("/proc/stat", "cpu  " + all + "\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5 6\n");
  }

  /** The columns are those of proc(5): user nice system idle iowait irq softirq steal guest. */
  @Test
  void areBusyWithEverythingButIdleTimeAndWaitingForDisks() throws SQLException {
    Observed<ProcessorUse> use =
        between(
            Machine.OTHER,
            stat("1000 10 500 8000 200 5 5 30 7 0"),
            stat("1150 20 540 8100 260 5 15 60 9 0"));
    // 150 + 10 + 40 + 0 + 10 + 30 busy, 100 idle, 60 waiting; guests are in user time already
    assertThat(use)
        .isEqualTo(
            new Observed.Seen<>(
                new ProcessorUse(
                    HostFacts.ReadBy.SERVER, Machine.OTHER, 2, 0.6, OptionalDouble.of(0.15))));
    assertThat(use.find().orElseThrow().includesDriver()).isFalse();
  }

  @Test
  void ofAContainerWithALimitAreItsOwn() throws SQLException {
    Map<String, String> before =
        Map.of(
            "/sys/fs/cgroup/cpu.max", "150000 100000\n",
            "/sys/fs/cgroup/cpu.stat", "usage_usec 7000000\nuser_usec 1\n");
    Map<String, String> after =
        Map.of(
            "/sys/fs/cgroup/cpu.max", "150000 100000\n",
            "/sys/fs/cgroup/cpu.stat", "usage_usec 9250000\nuser_usec 1\n");
    ProcessorUse use = between(Machine.SAME, before, after).find().orElseThrow();
    // 2.25 s of work in 2 s, of 1.5 processors
    assertThat(use.busyShare()).isCloseTo(0.75, within(1e-9));
    assertThat(use.processors()).isEqualTo(1.5);
    assertThat(use.diskWaitShare()).isEmpty();
    assertThat(use.includesDriver()).isFalse();
  }

  @Test
  void thatCannotBeReadAreNotGuessed() throws SQLException {
    ServerFiles far = new ServerFiles(Optional.empty(), Machine.UNKNOWN, "ada");
    assertThat(read(far, 0).whyMissing())
        .hasValue(
            "user 'ada' may not read files of the server, and nothing proves that the server runs"
                + " on this machine; let a superuser run: GRANT pg_read_server_files TO ada; GRANT"
                + " EXECUTE ON FUNCTION pg_read_file(text, bigint, bigint, boolean) TO ada");
    assertThat(read(files(Machine.OTHER, Map.of()), 0).whyMissing())
        .hasValue("its machine has no /proc/stat, so it is no Linux machine");
    assertThat(
            between(Machine.OTHER, stat("1 2 3 4 5 6 7 8"), stat("1 2 3 4 5 6 7 8")).whyMissing())
        .hasValue("the window was shorter than a tick of the kernel's clock");
    assertThat(
            between(
                    Machine.OTHER,
                    stat("1 2 3 4 5 6 7 8"),
                    Map.of("/proc/stat", "cpu  9 9 9 9 9 9 9 9\ncpu0 1 2\n"))
                .whyMissing())
        .hasValue("the server had 2.0 processors before and 1.0 after");
  }

  @Test
  void areThoseOfARealServer() throws Exception {
    try (EmbeddedServer server = Servers.start(17)) {
      Servers.tell(server, "CREATE ROLE ada LOGIN PASSWORD 'example'");
      ProcessorUse byAda = use(StatisticsCollector.on(Servers.as(server, "ada", "example")));
      assertThat(byAda.machine()).isEqualTo(Machine.SAME);
      assertThat(byAda.readBy()).isEqualTo(HostFacts.ReadBy.CLIENT);
      // all that this process may use are at work, which in a container may be few of them
      double ours = Math.min(1, Runtime.getRuntime().availableProcessors() / byAda.processors());
      assertThat(byAda.busyShare()).isBetween(0.4 * ours, 1.0);
      assertThat(byAda.includesDriver()).isTrue();

      // as a server on another machine would be asked
      try (Connection connection = Servers.dataSource(server).getConnection()) {
        ServerFiles far =
            new ServerFiles(
                Optional.of(KernelFiles.ofServer(connection)), Machine.OTHER, "postgres");
        ProcessorTimes theirs = read(far, System.nanoTime()).find().orElseThrow();
        assertThat(theirs.by().readBy()).isEqualTo(HostFacts.ReadBy.SERVER);
        assertThat(theirs.busy()).isBetween(0.0, theirs.all());
      }
    }
  }

  /** Keeps all processors of this machine at work while it is looked at. */
  private static ProcessorUse use(StatisticsCollector collector) throws InterruptedException {
    Thread[] busy = new Thread[2 * Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < busy.length; i++) {
      busy[i] =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              });
      busy[i].setDaemon(true);
      busy[i].start();
    }
    try (collector) {
      collector.begin();
      long began = System.nanoTime();
      while (System.nanoTime() - began < 300_000_000L) {
        collector.look();
      }
      collector.end();
      return collector.statistics().orElseThrow().processors().find().orElseThrow();
    } finally {
      for (Thread thread : busy) {
        thread.interrupt();
        thread.join();
      }
    }
  }

  @Test
  void sharesAreNoMoreThanAll() {
    assertThatThrownBy(
            () ->
                new ProcessorUse(
                    HostFacts.ReadBy.SERVER, Machine.SAME, 2, 1.2, OptionalDouble.empty()))
        .hasMessage("busyShare must be from 0 to 1, was 1.2");
    assertThatThrownBy(
            () ->
                new ProcessorUse(
                    HostFacts.ReadBy.SERVER, Machine.SAME, 0, 0.5, OptionalDouble.empty()))
        .hasMessage("processors must be positive, was 0.0");
  }
}
