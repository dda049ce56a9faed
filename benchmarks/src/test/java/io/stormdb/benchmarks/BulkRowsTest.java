package io.stormdb.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.testkit.FreshServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class BulkRowsTest {

  @Test
  void areTheSameByWhicheverMethodTheyAreInserted() throws SQLException {
    try (EmbeddedServer server = EmbeddedServer.start(ServerOptions.defaults().unsafe(true))) {
      PGSimpleDataSource dataSource = FreshServer.dataSource(server);
      BulkRows rows =
          new BulkRows(dataSource, new Psql(Path.of("psql"), server), 20_000, "without");
      CopyTime binary = rows.ours("copy_binary");
      String expected = rows.fingerprint();
      CopyTime text = rows.ours("copy");
      assertThat(rows.fingerprint()).isEqualTo(expected).startsWith("20000 rows, ");
      assertThat(binary.rows()).isEqualTo(20_000);
      // a row of 1 to 2 KB in the table, whatever the format it was sent in
      assertThat(binary.bytes()).isBetween(20_000_000L, 50_000_000L);
      assertThat(text.bytes() / (double) binary.bytes()).isBetween(0.95, 1.05);
    }
  }
}
