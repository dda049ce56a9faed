package io.stormdb.workloads.imdb;

import io.stormdb.testkit.TestServer;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Sums over all rows, one for each table of the workload, in the order of their load. */
final class Checksums {

  private Checksums() {}

  static List<String> of(String schema) {
    return of(TestServer.dataSource(), schema);
  }

  /** Returns the same for a schema of another server. */
  static List<String> of(PGSimpleDataSource dataSource, String schema) {
    return ImdbSchema.TABLES.stream()
        .flatMap(
            table ->
                TestServer.strings(
                    dataSource,
                    schema,
                    "SELECT '%1$s ' || count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM %1$s AS t"
                        .formatted(table))
                    .stream())
        .toList();
  }
}
