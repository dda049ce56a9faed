package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.metrics.Latencies;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.SavedStudy;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.maths.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies as text, table and JSON, and read again. */
class StudyReportsTest {

  private static final List<Locale> LOCALES =
      List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"));

  @TempDir private Path folder;
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  static Stream<Arguments> studies() {
    return LOCALES.stream()
        .flatMap(
            locale ->
                Stream.of(
                    Arguments.of(locale, "completed", Studies.completed()),
                    Arguments.of(locale, "interrupted", Studies.interrupted()),
                    Arguments.of(locale, "searched", Studies.searched()),
                    Arguments.of(locale, "failed", Studies.failed())));
  }

  private static Optional<Conclusions> conclusions(StudyResult study) {
    return Optional.of(Conclusions.of(study));
  }

  /** The bytes of a compressed histogram are those of the library that compresses. */
  private static String withoutHistograms(String json) {
    return json.replaceAll("(_histogram\": )\"[^\"]+\"", "$1\"...\"");
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("studies")
  void areShownInTheSameWayInEveryLocale(Locale locale, String name, StudyResult study) {
    Locale.setDefault(locale);
    Golden.assertSame(StudyText.format(study, conclusions(study)), "study-" + name + ".txt");
    Golden.assertSame(StudyCsv.format(study, conclusions(study)), "study-" + name + ".csv");
    Golden.assertSame(
        withoutHistograms(StudyJson.format(study, conclusions(study))), "study-" + name + ".json");
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("studies")
  void keepToTheirSchema(Locale locale, String name, StudyResult study) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Path.of("..", "docs", "study.schema.json").toFile());
    JsonNode json = mapper.readTree(StudyJson.format(study, conclusions(study)));
    assertThat(new Schema(schema).problemsOf(json)).isEmpty();
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("studies")
  void areReadAsTheyWereWritten(Locale locale, String name, StudyResult study) throws IOException {
    Path file = folder.resolve("study.json");
    StudyJson.store(file).save(study);
    SavedStudy saved = StudyFile.read(file);

    assertThat(saved.plan()).isEqualTo(study.plan().texts());
    StudyResult again =
        new StudyResult(
            study.plan(),
            study.status(),
            saved.started(),
            saved.took(),
            saved.workload(),
            saved.environment(),
            saved.bands(),
            study.leftOut(),
            study.notes());
    assertThat(StudyJson.format(again, Optional.empty())).isEqualTo(Files.readString(file));
    assertThat(again.measured()).isEqualTo(study.measured());
  }

  @Test
  void keepWholeHistograms() throws IOException {
    Path file = folder.resolve("study.json");
    StudyJson.store(file).save(Studies.completed());
    for (int i = 0; i < 6; i++) {
      Latencies written = Studies.completed().bands().get(i).figures().orElseThrow().latencies();
      Latencies read = StudyFile.read(file).bands().get(i).figures().orElseThrow().latencies();
      assertThat(read.count()).isEqualTo(written.count());
      for (double percentile : new double[] {1, 33.3, 50, 90, 99.99, 100}) {
        assertThat(read.percentile(percentile)).isEqualTo(written.percentile(percentile));
      }
    }
  }

  @Test
  void neverShowAPassword() {
    for (StudyResult study : List.of(Studies.completed(), Studies.interrupted())) {
      assertThat(
              StudyText.format(study, conclusions(study))
                  + StudyCsv.format(study, conclusions(study))
                  + StudyJson.format(study, conclusions(study)))
          .doesNotContain("sesame");
    }
  }

  @Nested
  class AFile {

    private Path write(String name, String text) throws IOException {
      return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"run_id\": \"x\"} | FILE holds no study of scaling, but the result of a single run",
          "{} | FILE holds no study of scaling",
          "{\"kind\": \"scaling_study\" | cannot read FILE: it is no JSON from line 1 on; was it cut off?",
          "{\"kind\": \"scaling_study\", \"schema_version\": 99} | FILE was written by a later"
              + " version of StormDB (schema 99, this one knows 1)",
          "{\"kind\": \"scaling_study\", \"schema_version\": 1} | FILE has no 'metadata'; it is no"
              + " study of StormDB"
        })
    void thatHoldSomethingElseAreRefused(String text, String message) throws IOException {
      Path file = write("study.json", text);
      assertThatThrownBy(() -> StudyFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessage(message.replace("FILE", file.toString()));
    }

    @Test
    void thatWereChangedByHandAreRefused() throws IOException {
      Path file = folder.resolve("study.json");
      StudyJson.store(file).save(Studies.completed());
      String text = Files.readString(file);
      Files.writeString(file, text.replaceFirst("\"workers\": 1,", "\"workers\": 0,"));
      assertThatThrownBy(() -> StudyFile.read(file))
          .hasMessage(
              file + " has been changed: workers of a level must be from 1 to 10000, was 0");
      Files.writeString(file, text.replaceFirst("\"failed\": 2,", "\"failed\": \"two\","));
      assertThatThrownBy(() -> StudyFile.read(file))
          .hasMessage(file + ": 'bands[0].measurement.failed' must be a whole number, was \"two\"");
    }

    @Test
    void ofAStudyAreAnalysedAgain() throws IOException {
      StudyResult study = Studies.completed();
      Path json = folder.resolve("study.json");
      StudyJson.store(json).save(study);
      Path csv = folder.resolve("study.csv");
      StudyCsv.write(study, Optional.empty(), csv);

      assertThat(Points.read(json).levels()).isEqualTo(study.measured());
      assertThat(Points.read(json).remarks())
          .containsExactly(
              "band 7 (64 workers, 64 connections) is left out: the server takes 50 connections,"
                  + " 64 are needed");
      List<Measured> read = Points.read(csv).levels();
      assertThat(read).hasSameSizeAs(study.measured());
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i))
            .usingRecursiveComparison()
            .withComparatorForType(
                (a, b) -> Math.abs(a - b) <= 1e-9 * Math.abs(b) ? 0 : Double.compare(a, b),
                Double.class)
            .isEqualTo(study.measured().get(i));
      }
      assertThat(Points.read(csv).remarks()).contains("line 8 is left out: failed");
    }

    @Test
    void ofAnybodyAreRead() throws IOException {
      Path file =
          write(
              "points.csv",
              """
              # measured on a Monday
              clients;throughput;p95_latency_ms;weather

              1;100.5;2;sunny
              "2";190;;rain
              """);
      Points points = Points.read(file);
      assertThat(points.levels())
          .containsExactly(
              new Measured(1, 100.5, Double.NaN, Double.NaN, 0.002, Double.NaN, 0),
              new Measured(2, 190, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0));
      assertThat(points.remarks()).containsExactly("columns that are not used: weather");
    }

    @Test
    void ofConnectionsThatTheSameWorkersShareAreKnownByTheirConnections() throws IOException {
      Path file = write("points.csv", "workers,connections,tps\n8,1,100\n8,2,190\n");
      Points points = Points.read(file);
      assertThat(points.unit()).isEqualTo("connections");
      assertThat(points.workers()).hasValue(8);
      assertThat(points.levels()).containsExactly(Measured.of(1, 100), Measured.of(2, 190));
      Points paired =
          Points.read(write("points.csv", "workers,connections,tps\n4,4,100\n8,8,190\n"));
      assertThat(paired.unit()).isEqualTo("workers");
      assertThat(paired.workers()).isEmpty();
      assertThat(paired.levels()).containsExactly(Measured.of(4, 100), Measured.of(8, 190));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "1,2#3,4 | :1: has no column workers or concurrency or clients or threads or n; the first"
              + " line must name the columns, such as workers,tps",
          "workers,qps#1,2 | :1: has no column tps or throughput; the first line must name the"
              + " columns, such as workers,tps",
          "workers,tps#1,2#x,3 | :3: column 1 must be a number, was 'x'",
          "workers,tps#1,NaN | :2: column 2 must be a number, was 'NaN'",
          "workers,tps#1 | :2: must have 2 values as the headings, had 1",
          "workers,tps#1, | :2: has no value for tps or throughput",
          "workers,tps#0,5 | :2: concurrency must be positive and finite, was 0.0",
          "workers,tps#1,-5 | :2: throughput must be not negative and finite, was -5.0",
          "workers,clients,tps#1,1,5 | :1: columns [workers, clients] mean the same; remove one",
          "workers,tps#\"1,5 | :2: has a quotation mark that is not closed"
        })
    void withMistakesAreRefusedWithTheLine(String text, String message) throws IOException {
      Path file = write("points.csv", text.replace('#', '\n') + "\n");
      assertThatThrownBy(() -> Points.read(file))
          .isInstanceOf(IOException.class)
          .hasMessage(file + message);
    }

    @Test
    void withNothingInThemAreRefused() throws IOException {
      Path file = write("points.csv", "workers,tps\n");
      assertThatThrownBy(() -> Points.read(file))
          .hasMessage(
              file
                  + " has no levels in it; write a line of headings, such as workers,tps, and a line"
                  + " for each level");
      assertThatThrownBy(() -> Points.read(folder.resolve("none.csv")))
          .hasMessage("cannot read " + folder.resolve("none.csv") + ": there is no such file");
    }

    @Test
    void ofASearchHaveNoLevels() throws IOException {
      Path file = folder.resolve("study.json");
      StudyJson.store(file).save(Studies.searched());
      assertThatThrownBy(() -> Points.read(file))
          .hasMessage(
              file
                  + " holds a search for the highest rate, which has no levels of workers to"
                  + " analyse");
    }

    @Test
    void areWholeWhateverTheStateOfTheStudy() throws IOException {
      Path file = folder.resolve("study.json");
      Files.writeString(file, "an older result");
      StudyJson.store(file).save(Studies.interrupted());
      SavedStudy saved = StudyFile.read(file);
      assertThat(saved.bands())
          .extracting(BandResult::status)
          .containsExactly(BandResult.Status.COMPLETED, BandResult.Status.INTERRUPTED);
      assertThat(saved.took()).isEqualTo(Duration.ofSeconds(312));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
    }
  }
}
