package io.stormdb.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class FreshServerTest {

  @Test
  void isOfTheVersionAndEmpty() {
    try (EmbeddedServer server = FreshServer.ofVersion(15)) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);
      assertThat(TestServer.strings(dataSource, "public", "SHOW server_version"))
          .singleElement()
          .asString()
          .startsWith("15.");
      assertThat(
              TestServer.strings(
                  dataSource,
                  "public",
                  "SELECT current_setting('fsync'), count(*) FROM pg_stat_user_tables"))
          .containsExactly("off|0");
      assertThat(server.isTemporary()).isTrue();
    }
  }
}
