package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intervals of client and server side by side. */
class TimelineCsvTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private static String cell(List<String> lines, int line, String heading) {
    int column = List.of(lines.get(0).split(",", -1)).indexOf(heading);
    assertThat(column).as(heading).isNotNegative();
    return lines.get(line).split(",", -1)[column];
  }

  @Test
  void everyNumberIsUnderItsHeadingInEveryLocale() {
    for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
      Locale.setDefault(locale);
      List<String> lines =
          TimelineCsv.format(Results.interrupted(), Optional.of(Observations.everything()))
              .lines()
              .toList();
      assertThat(lines).hasSize(1 + Results.interrupted().intervals().size());
      int last = lines.size() - 1;
      assertThat(cell(lines, last, "measured")).isEqualTo("true");
      assertThat(cell(lines, last, "server_sampled_s")).isEqualTo("2");
      assertThat(cell(lines, last, "server_connections")).isEqualTo("9.5");
      assertThat(cell(lines, last, "server_wal_bytes_per_s")).isEqualTo("1398118");
      assertThat(cell(lines, last, "server_commits_per_s")).isEmpty();
      assertThat(cell(lines, last, "server_gaps"))
          .isEqualTo("pg_stat_database: reset during the run");
      assertThat(cell(lines, last, "server_autovacuum")).isEqualTo("VACUUM public.account");
    }
  }

  @Test
  void withoutStatisticsThereAreNoColumnsOfTheServer() {
    List<String> lines = TimelineCsv.format(Results.normal(), Optional.empty()).lines().toList();
    assertThat(lines.get(0)).endsWith("p99_ms,max_ms,client_grade");
    assertThat(cell(lines, 1, "tps")).isNotEmpty();
    assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(lines.get(0).split(",", -1));
  }

  @Test
  void theGradeOfTheClientIsBesideItsTps() {
    List<String> lines = TimelineCsv.format(Results.failed(), Optional.empty()).lines().toList();
    assertThat(cell(lines, 1, "client_grade")).isEqualTo("D");
    lines = TimelineCsv.format(Results.normal(), Optional.empty()).lines().toList();
    assertThat(cell(lines, 1, "client_grade")).isEqualTo("A");
  }

  @Test
  void theFileHoldsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("both.csv");
    TimelineCsv.write(Results.normal(), Optional.of(Observations.everything()), file);
    assertThat(Files.readString(file))
        .isEqualTo(TimelineCsv.format(Results.normal(), Optional.of(Observations.everything())))
        .contains("\r\n");
  }
}
