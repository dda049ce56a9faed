package io.stormdb.core;

import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.util.List;
import java.util.Optional;

/**
 * A program that connects for each transaction, and prints what came of it. It is run where there
 * are few ports.
 */
final class FewPorts {

  private FewPorts() {}

  /** Prints a line for each figure. */
  public static void main(String[] args) {
    try (EmbeddedServer server =
        EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"))) {
      ServerAddress address =
          new ServerAddress(
              "127.0.0.1",
              server.port(),
              server.database(),
              server.user(),
              Optional.of(Password.of(server.password())),
              SslMode.DISABLE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      RunResult result =
          StormDb.on(address.dataSource())
              .catalog(WorkloadCatalog.of(List.of(new LedgerPlugin())))
              .run(
                  RunPlan.of("ledger")
                      .workers(2)
                      .connections(Connections.perTransaction())
                      .transactions(100));
      System.out.println("status " + result.status());
      System.out.println("all " + result.counts().total());
      System.out.println("committed " + result.counts().committed());
      System.out.println("outages " + result.availability().outageCount());
      for (RunResult.ErrorClass error : result.errors()) {
        System.out.println(
            "error %s %s %s: %s"
                .formatted(
                    error.name(),
                    error.sqlState(),
                    error.transactions() == result.counts().failed(),
                    error.sample()));
      }
    }
  }
}
