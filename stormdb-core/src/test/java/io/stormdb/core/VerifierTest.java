package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Check;
import io.stormdb.api.Finding.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifierTest {

  private static final Check TOO_LARGE =
      Check.always("small", "at most 2", "SELECT n FROM generate_series(1, 4) n WHERE n > 2");

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void asksTheServerInDigitsThatItReads() throws SQLException {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (Connection connection = TestServer.dataSource().getConnection()) {
      List<CheckResult> results = Verifier.verify(connection, List.of(TOO_LARGE), false);
      assertThat(results).extracting(CheckResult::verdict).containsExactly(Verdict.FAIL);
      assertThat(results.get(0).evidence()).containsExactly("n=3", "n=4");
    }
  }
}
