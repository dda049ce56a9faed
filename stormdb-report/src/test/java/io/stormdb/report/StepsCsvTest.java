package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a run side by side. */
class StepsCsvTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void aStepIsALineTheSameInEveryLocale() {
    for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
      Locale.setDefault(locale);
      List<String> lines = StepsCsv.format(StepResults.interrupted()).lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .isEqualTo(
              "step,status,method,batch_size,rows/s,WAL bytes/row,relative_speed,measured_s,tps,qps,"
                  + "committed,failed,retries,mean_ms,p50_ms,p95_ms,p99_ms,max_ms");
      assertThat(lines.get(1)).startsWith("copy_100,completed,copy,100,2000,1234.5,1,10,");
      // it has neither that attribute nor that figure, and was not compared
      assertThat(lines.get(2)).startsWith("insert_100,interrupted,insert,,500,,0.25,2.5,");
      assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(lines.get(0).split(",", -1));
      assertThat(lines.get(2).split(",", -1)).hasSameSizeAs(lines.get(0).split(",", -1));
    }
  }

  @Test
  void theFileHoldsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("steps.csv");
    StepsCsv.write(StepResults.interrupted(), file);
    assertThat(Files.readString(file))
        .isEqualTo(StepsCsv.format(StepResults.interrupted()))
        .contains("\r\n");
  }
}
