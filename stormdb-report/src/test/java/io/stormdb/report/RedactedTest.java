package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example:5432/test, jdbc:postgresql://db.example:5432/test",
    "jdbc:postgresql://db.example/test?user=ada, jdbc:postgresql://db.example/test?user=ada",
    "jdbc:postgresql:test?password=a&sslPassword=b&x=1,"
        + "jdbc:postgresql:test?password=***&sslPassword=***&x=1",
    "postgres://ada:se/s@me@db.example/test, postgres://ada:***@db.example/test",
    "postgres://ada@db.example/test, postgres://ada@db.example/test",
    "the given data source, the given data source"
  })
  void passwordsAreHidden(String url, String shown) {
    assertThat(Redacted.url(url)).isEqualTo(shown);
  }
}
