package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.core.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
                    Arguments.of(locale, "normal", Results.normal()),
                    Arguments.of(locale, "interrupted", Results.interrupted()),
                    Arguments.of(locale, "nothing-measured", Results.nothingMeasured()),
                    Arguments.of(locale, "failed", Results.failed()),
                    Arguments.of(locale, "audited", Results.audited())));
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void textIsAsInTheGoldenFile(Locale locale, String name, RunResult result) {
    Locale.setDefault(locale);
    Golden.assertSame(TextReport.format(result), name + ".txt");
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void jsonIsAsInTheGoldenFile(Locale locale, String name, RunResult result) {
    Locale.setDefault(locale);
    Golden.assertSame(JsonReport.format(result), name + ".json");
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void jsonIsAsThePublishedSchemaSays(Locale locale, String name, RunResult result)
      throws IOException {
    Locale.setDefault(locale);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Path.of("..", "docs", "result.schema.json").toFile());
    assertThat(new Schema(schema).problemsOf(mapper.readTree(JsonReport.format(result))))
        .as(name)
        .isEmpty();
  }

  @ParameterizedTest(name = "{1} in locale ''{0}''")
  @MethodSource("runs")
  void noReportShowsAPassword(Locale locale, String name, RunResult result) {
    assertThat(TextReport.format(result) + JsonReport.format(result))
        .as(name)
        .contains("password=***")
        .doesNotContain("sesame");
  }
}
