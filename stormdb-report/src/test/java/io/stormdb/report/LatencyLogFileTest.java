package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogFileTest {

  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  private static Tally tally() {
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    recorder.worker(0).transaction(0, Outcome.COMMITTED, 1, 1_000_000);
    return recorder.flip();
  }

  private static long lines(Path file) throws IOException {
    return Files.readString(file).lines().filter(line -> line.startsWith("Tag=balance,")).count();
  }

  @Test
  void holdsEachMeasuredIntervalAsSoonAsItHasEndedAndNoWarmUp() throws IOException {
    Path file = folder.resolve("run.hlog");
    Files.writeString(file, "Tag=balance,an earlier log");
    try (LatencyLogFile log = new LatencyLogFile(file, told::add)) {
      log.transactions(STARTED, List.of("balance"));
      log.interval(Duration.ZERO, SECOND, false, tally(), SECOND);
      assertThat(lines(file)).isZero();
      log.interval(SECOND, SECOND, true, tally(), SECOND);
      assertThat(lines(file)).isEqualTo(1);
      log.interval(SECOND.multipliedBy(2), SECOND, true, tally(), Duration.ZERO);
      log.ended();
      assertThat(log.trouble()).isEmpty();
    }
    assertThat(lines(file)).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysOnceThatTheDiskIsFullAndLetsTheRunGoOn() {
    Path full = Path.of("/dev/full");
    try (LatencyLogFile log = new LatencyLogFile(full, told::add)) {
      log.transactions(STARTED, List.of("balance"));
      log.interval(Duration.ZERO, SECOND, true, tally(), SECOND);
      log.interval(SECOND, SECOND, true, tally(), SECOND);
      log.ended();
      assertThat(log.trouble())
          .contains("the histogram log /dev/full is not complete: No space left on device");
    }
    assertThat(told)
        .containsExactly("the histogram log /dev/full is not complete: No space left on device");
  }

  @Test
  void isCheckedBeforeTheRun() throws IOException {
    LatencyLogFile.requireWritable(folder.resolve("run.hlog"));
    Path file = folder.resolve("nowhere").resolve("run.hlog");
    assertThatThrownBy(() -> LatencyLogFile.requireWritable(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write %s: there is no directory %s; create it first", file, file.getParent());
  }
}
