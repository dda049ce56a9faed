package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

  private static ServerFacts facts(DataSource source) {
    try (StatisticsCollector collector = StatisticsCollector.on(source)) {
      collector.begin();
      collector.end();
      return collector.statistics().orElseThrow().facts().find().orElseThrow();
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void areThoseOfTheServer(int version) throws Exception {
    try (EmbeddedServer server =
        Servers.start(version, "archive_command", "curl -u ada:sesame http://backup.example")) {
      Servers.tell(
          server,
          "CREATE EXTENSION pg_stat_statements",
          "CREATE ROLE ada LOGIN PASSWORD 'example'",
          "CREATE TABLE item (id bigint PRIMARY KEY, name text, price int)",
          "CREATE INDEX item_name ON item (name)",
          "CREATE INDEX item_name_again ON item (name)",
          "CREATE INDEX item_id ON item (id)",
          // none of these is superfluous
          "CREATE INDEX item_name_down ON item (name DESC)",
          "CREATE INDEX item_name_pattern ON item (name text_pattern_ops)",
          "CREATE INDEX item_name_hash ON item USING hash (name)",
          "CREATE INDEX item_name_some ON item (name) WHERE price > 5",
          "CREATE INDEX item_name_price ON item (name) INCLUDE (price)",
          "CREATE UNIQUE INDEX item_id_unique ON item (id)");

      ServerFacts facts = facts(Servers.dataSource(server));

      assertThat(facts.version()).startsWith(version + ".");
      assertThat(facts.majorVersion()).isEqualTo(version);
      assertThat(facts.machine()).isEqualTo(Machine.SAME);
      Setting buffers = facts.setting("shared_buffers").orElseThrow();
      assertThat(buffers.shown()).isEqualTo("32MB");
      assertThat(buffers.value()).isEqualTo("4096");
      assertThat(buffers.unit()).hasValue("8kB");
      assertThat(buffers.bytes()).hasValue(32L << 20);
      assertThat(buffers.isSet()).isTrue();
      assertThat(facts.setting("checkpoint_timeout").flatMap(Setting::time))
          .hasValue(Duration.ofMinutes(5));
      assertThat(facts.setting("default_statistics_target").orElseThrow().isSet()).isFalse();
      // the statistics have one of their own
      assertThat(facts.setting("statement_timeout").orElseThrow().shown()).isEqualTo("0");
      assertThat(facts.setting("statement_timeout").orElseThrow().isSet()).isFalse();
      assertThat(facts.setting("huge_pages_status").isPresent()).isEqualTo(version >= 17);
      assertThat(facts.setting("io_method").isPresent()).isEqualTo(version >= 18);
      for (String name :
          List.of("data_checksums", "huge_pages", "wal_sync_method", "synchronous_commit")) {
        assertThat(facts.setting(name).orElseThrow().shown())
            .isEqualTo(shown(Servers.dataSource(server), name));
      }
      assertThat(facts.setting("archive_command").orElseThrow().shown()).isEqualTo("(hidden)");
      assertThat(facts.toString()).doesNotContain("sesame");
      assertThat(facts.extension("pg_stat_statements").installed()).isPresent();
      assertThat(facts.extension("pg_trgm").installed()).isEmpty();
      assertThat(facts.extension("pg_trgm").available()).isPresent();

      HostFacts host = facts.host().find().orElseThrow();
      assertThat(host.readBy()).isEqualTo(HostFacts.ReadBy.SERVER);
      assertThat(host.processors()).isEqualTo(processorsOnline());
      assertThat(host.memoryBytes()).isEqualTo(memoryOfTheMachine());
      DiskSpace disk = facts.disk().find().orElseThrow();
      assertThat(disk.totalBytes()).isPositive();
      assertThat(facts.duplicateIndexes().find().orElseThrow())
          .extracting(index -> index.name() + " like " + index.duplicateOf())
          .containsExactlyInAnyOrder("item_name_again like item_name", "item_id like item_pkey");

      ServerFacts toAda = facts(Servers.as(server, "ada", "example"));
      assertThat(toAda.machine()).isEqualTo(Machine.SAME);
      assertThat(toAda.host().find().orElseThrow().readBy()).isEqualTo(HostFacts.ReadBy.CLIENT);
      assertThat(toAda.host().find().orElseThrow().memoryBytes()).isEqualTo(memoryOfTheMachine());
      assertThat(toAda.disk().whyMissing())
          .hasValue(
              "user 'ada' may not see where the data is; let a superuser run: GRANT"
                  + " pg_read_all_settings TO ada");
      assertThat(toAda.setting("shared_buffers")).hasValue(buffers);
    }
  }

  private static String shown(DataSource source, String name) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  /** By another way than the one that is tested. */
  private static int processorsOnline() throws IOException {
    String text = Files.readString(Path.of("/sys/devices/system/cpu/online")).strip();
    return Stream.of(text.split(",", -1))
        .mapToInt(
            range -> {
              String[] ends = range.split("-", -1);
              return Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            })
        .sum();
  }

  private static long memoryOfTheMachine() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(line -> line.startsWith("MemTotal:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        * 1_024;
  }

  @Nested
  class TheMachine {

    /** Files of a kernel that exist only here. */
    private KernelFiles files(String... pathsAndTexts) {
      return path -> {
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
          if (pathsAndTexts[i].equals(path)) {
            return Optional.of(pathsAndTexts[i + 1]);
          }
        }
        return Optional.empty();
      };
    }

    private static final String[] SMALL = {
      "/proc/stat", "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n",
      "/proc/meminfo", "MemTotal:        2048 kB\nMemFree: 1 kB\n",
      "/proc/loadavg", "0.52 0.58 0.59 1/467 12345\n",
      "/sys/fs/cgroup/cpu.max", "150000 100000\n",
      "/sys/fs/cgroup/memory.max", "1048576\n",
      "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n"
    };

    @Test
    void isReadFromItsKernelWithTheLimitsOfItsContainer() throws SQLException {
      HostFacts host = new HostReader(files(SMALL), HostFacts.ReadBy.SERVER).read().orElseThrow();
      assertThat(host.processors()).isEqualTo(2);
      assertThat(host.processorLimit()).hasValue(1.5);
      assertThat(host.memoryBytes()).isEqualTo(2L << 20);
      assertThat(host.memoryLimitBytes()).hasValue(1 << 20);
      assertThat(host.loadOneMinute()).isEqualTo(0.52);
      assertThat(host.governor()).hasValue("powersave");
    }

    @Test
    void isNotGivenTheLimitsOfTheClientsContainer() throws SQLException {
      HostFacts host = new HostReader(files(SMALL), HostFacts.ReadBy.CLIENT).read().orElseThrow();
      assertThat(host.processorLimit()).isEmpty();
      assertThat(host.memoryLimitBytes()).isEmpty();
    }

    @Test
    void isUnknownWithoutTheFilesOfLinux() throws SQLException {
      assertThat(new HostReader(files(), HostFacts.ReadBy.SERVER).read()).isEmpty();
    }

    @Test
    void isAnotherOneIfItsKernelWasBootedAtAnotherTime() throws Exception {
      try (EmbeddedServer server = Servers.start(17);
          var connection = Servers.dataSource(server).getConnection()) {
        String bootId = "/proc/sys/kernel/random/boot_id";
        assertThat(
                MachineProbe.probe(connection, Optional.of(files(bootId, "a")), files(bootId, "b")))
            .isEqualTo(Machine.OTHER);
        // neither its boot identifier nor its process is seen: an address proves nothing
        assertThat(MachineProbe.probe(connection, Optional.empty(), files()))
            .isEqualTo(Machine.UNKNOWN);
      }
    }

    @Test
    void hasAtLeastOneProcessor() {
      assertThatThrownBy(
              () ->
                  new HostFacts(
                      HostFacts.ReadBy.SERVER,
                      0,
                      OptionalDouble.empty(),
                      1,
                      OptionalLong.empty(),
                      0,
                      Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("processors must be at least 1, was 0");
    }
  }

  @Nested
  class ASetting {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "primary_conninfo",
          "ssl_passphrase_command",
          "archive_command",
          "ssl_key_file",
          "data_directory",
          "cluster_name",
          "shop.api_token",
          "shop.password",
          "krb_server_keyfile"
        })
    void thatCouldBeASecretIsHidden(String name) {
      Setting setting =
          new Setting(name, "sesame", "sesame", Optional.empty(), "configuration file");
      assertThat(setting.toString()).doesNotContain("sesame").contains("(hidden)");
    }

    @ParameterizedTest
    @CsvSource({
      "16384, 8kB, 134217728",
      "1024, MB, 1073741824",
      "64, kB, 65536",
      "5, B, 5",
      "-1, kB, ",
      "300, s, ",
      "on, , "
    })
    void isASizeInBytesIfItsUnitIsOne(String value, String unit, Long bytes) {
      Setting setting = new Setting("some", value, value, Optional.ofNullable(unit), "default");
      assertThat(setting.bytes()).isEqualTo(Optional.ofNullable(bytes));
    }

    @ParameterizedTest
    @CsvSource({"300, s, 300000", "200, ms, 200", "5, min, 300000", "64, kB, ", "-1, ms, "})
    void isATimeIfItsUnitIsOne(String value, String unit, Long millis) {
      Setting setting = new Setting("some", value, value, Optional.ofNullable(unit), "default");
      assertThat(setting.time()).isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
    }
  }

  @Test
  void anExtensionMustBeOneThatIsLookedFor() {
    ServerFacts facts =
        new ServerFacts(
            "17.2",
            17,
            Machine.UNKNOWN,
            List.of(),
            List.of(new ExtensionState("vector", Optional.empty(), Optional.empty())),
            new Observed.Missing<>("x"),
            new Observed.Missing<>("x"),
            new Observed.Missing<>("x"));
    assertThatThrownBy(() -> facts.extension("postgis"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be one of [vector], was postgis");
  }
}
