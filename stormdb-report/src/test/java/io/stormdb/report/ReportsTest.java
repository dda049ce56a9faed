package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.core.RunResult;
import io.stormdb.pgstats.ServerStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole reports against golden files, in locales that write numbers in other ways. */
class ReportsTest {

  private static final List<Locale> LOCALES =
      List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  static Stream<Arguments> runs() {
    return LOCALES.stream()
        .flatMap(
            locale ->
                Stream.of(
                    run(locale, "normal", Results.normal()),
                    run(locale, "interrupted", Results.interrupted()),
                    run(locale, "nothing-measured", Results.nothingMeasured()),
                    run(locale, "failed", Results.failed()),
                    run(locale, "audited", Results.audited()),
                    run(locale, "open-loop", Results.openLoop()),
                    run(locale, "settled", Results.settled()),
                    run(locale, "known", Results.known()),
                    run(locale, "pooled", ConnectedResults.pooled()),
                    run(locale, "mixed", ConnectedResults.mixed()),
                    run(locale, "stepped", StepResults.interrupted()),
                    run(locale, "split", ConnectedResults.split()),
                    observed(locale, "observed", Observations.everything()),
                    observed(locale, "observed-little", Observations.little()),
                    observed(locale, "observed-nothing", Observations.nothing())));
  }

  private static Arguments run(Locale locale, String name, RunResult result) {
    return Arguments.of(locale, name, result, Optional.empty());
  }

  private static Arguments observed(Locale locale, String name, ServerStatistics statistics) {
    return Arguments.of(locale, name, Results.interrupted(), Optional.of(statistics));
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void textIsAsInTheGoldenFile(
      Locale locale, String name, RunResult result, Optional<ServerStatistics> statistics) {
    Locale.setDefault(locale);
    Golden.assertSame(TextReport.format(result, statistics), name + ".txt");
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void jsonIsAsInTheGoldenFile(
      Locale locale, String name, RunResult result, Optional<ServerStatistics> statistics) {
    Locale.setDefault(locale);
    Golden.assertSame(JsonReport.format(result, statistics), name + ".json");
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void jsonIsAsThePublishedSchemaSays(
      Locale locale, String name, RunResult result, Optional<ServerStatistics> statistics)
      throws IOException {
    Locale.setDefault(locale);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Path.of("..", "docs", "result.schema.json").toFile());
    assertThat(
            new Schema(schema).problemsOf(mapper.readTree(JsonReport.format(result, statistics))))
        .as(name)
        .isEmpty();
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void noReportShowsAPassword(
      Locale locale, String name, RunResult result, Optional<ServerStatistics> statistics) {
    assertThat(TextReport.format(result, statistics) + JsonReport.format(result, statistics))
        .as(name)
        .contains("password=***")
        .doesNotContain("sesame");
  }
}
