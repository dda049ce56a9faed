package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.doctor.ClientFacts;
import io.stormdb.pgstats.doctor.ClockSkew;
import io.stormdb.pgstats.doctor.Evidence;
import io.stormdb.pgstats.doctor.Examination;
import io.stormdb.pgstats.doctor.Finding;
import io.stormdb.pgstats.doctor.Level;
import io.stormdb.pgstats.doctor.RoundTrips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorReportTest {

  private static final String SERVER =
      "jdbc:postgresql://db.example:5432/test?user=ada&password=sesame";

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private static Examination notReady() {
    return new Examination(
        "ada",
        "test",
        12,
        new Observed.Seen<>(Observations.facts()),
        new RoundTrips(
            500, Duration.ofNanos(31_415), Duration.ofNanos(45_060), Duration.ofMillis(1)),
        new ClockSkew(Duration.ofMillis(-1_500), Duration.ofNanos(16_000), 50),
        new ClientFacts(
            2,
            512L << 20,
            OptionalLong.of(1_024),
            OptionalInt.of(28_232),
            OptionalDouble.of(0.5),
            Optional.of("powersave")),
        List.of(
            new Finding(
                "connections",
                Level.PROBLEM,
                "3 connections are free, the run needs 14",
                List.of(Evidence.count("free", 3), Evidence.count("needed", 14)),
                "workers that find no connection end the run before it begins",
                "use fewer workers",
                "https://www.postgresql.org/docs/current/runtime-config-connection.html"),
            new Finding(
                "fsync",
                Level.WARNING,
                "fsync is off (command line)",
                List.of(new Evidence.State("fsync", "off")),
                "no commit waits for the disk",
                "set fsync = on",
                "https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-FSYNC"),
            new Finding(
                "round_trip",
                Level.OK,
                "SELECT 1 takes 45.1 µs",
                List.of(Evidence.micros("median_us", Duration.ofNanos(45_060))),
                "",
                "",
                "")));
  }

  /** Nothing was found, and hardly anything could be read. */
  private static Examination ready() {
    return new Examination(
        "ada",
        "test",
        1,
        new Observed.Missing<>("the connection for statistics was lost"),
        new RoundTrips(20, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
        new ClockSkew(Duration.ZERO, Duration.ofMillis(1), 50),
        new ClientFacts(
            1,
            64L << 20,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            Optional.empty()),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "de-DE", "ar-EG-u-nu-arab"})
  void isAsInTheGoldenFiles(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Golden.assertSame(DoctorReport.text(notReady(), SERVER), "doctor.txt");
    Golden.assertSame(DoctorReport.json(notReady(), SERVER), "doctor.json");
    Golden.assertSame(DoctorReport.text(ready(), SERVER), "doctor-ready.txt");
    Golden.assertSame(DoctorReport.json(ready(), SERVER), "doctor-ready.json");
  }

  @Test
  void showsNoPassword() {
    assertThat(DoctorReport.text(notReady(), SERVER) + DoctorReport.json(notReady(), SERVER))
        .contains("password=***")
        .doesNotContain("sesame");
  }

  @Test
  void explainsEveryKeyInTheManual() throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "doctor.md"));
    Set<String> keys = new TreeSet<>();
    collect(new ObjectMapper().readTree(DoctorReport.json(notReady(), SERVER)), keys);
    assertThat(keys)
        .contains("server_ahead_us", "evidence", "duplicate_of")
        .allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
  }

  private static void collect(JsonNode node, Set<String> keys) {
    for (var field : node.properties()) {
      keys.add(field.getKey());
      collect(field.getValue(), keys);
    }
    if (node.isArray()) {
      node.forEach(element -> collect(element, keys));
    }
  }

  @Test
  void canBeWrittenToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("doctor.json");
    DoctorReport.write(ready(), SERVER, file);
    assertThat(file).hasContent(DoctorReport.json(ready(), SERVER));
  }
}
