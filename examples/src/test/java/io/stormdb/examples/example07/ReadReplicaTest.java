/*
 * Example 7, second part: what came of it.
 *
 * You learn where to find what each server did, and how to get a standby for a test.
 */
package io.stormdb.examples.example07;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.ReadWriteSplit;
import io.stormdb.core.RunResult;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReadReplicaTest {

  @Test
  void theStandbyDoesWhatOnlyReads() {
    ServerOptions options = ServerOptions.defaults().setting("shared_buffers", "64MB");
    try (EmbeddedServer primary = EmbeddedServer.start(options);
        EmbeddedServer standby = primary.standby()) {

      RunResult result =
          ReadReplica.on(dataSource(primary), dataSource(standby)).run(ReadReplica.plan().scale(1));

      ReadWriteSplit split = result.connections().split().orElseThrow();
      assertThat(split.reads().servers().get(0).standby()).isTrue();
      assertThat(split.writes().servers().get(0).standby()).isFalse();
      assertThat(split.reads().counts().committed())
          .isGreaterThan(split.writes().counts().committed());
    }
  }

  private static PGSimpleDataSource dataSource(EmbeddedServer server) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }
}
