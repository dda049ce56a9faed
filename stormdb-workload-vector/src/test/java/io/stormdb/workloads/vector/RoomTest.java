package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Parameters;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {

  @BeforeAll
  static void needPgvector() throws SQLException {
    Pgvector.require();
  }

  @ParameterizedTest
  @CsvSource({
    "64, hnsw, full",
    "256, hnsw, full",
    "256, ivfflat, full",
    "1024, hnsw, full",
    "1024, hnsw, half",
    "1024, hnsw, binary",
    "1024, none, full"
  })
  void thatIsExpectedIsAboutWhatALoadTakes(String dimensions, String index, String precision) {
    Map<String, String> given =
        Map.of(
            "dimensions",
            dimensions,
            "index",
            index,
            "precision",
            precision,
            "queries",
            "10",
            "ef_construction",
            "32",
            "lists",
            "10");
    RunPlan plan =
        RunPlan.of("pgvector_read_indexed").schema("room_test").scale(1_500).parameters(given);
    StormDb db = StormDb.on(TestServer.dataSource());
    db.rebuild(plan);
    long bytes =
        TestServer.number(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'room_test'::regnamespace");
    db.cleanup(plan);
    Options options =
        Options.of(
            Parameters.of(
                Options.declared(TypeName.parse("pgvector_read_indexed").orElseThrow()), given));
    assertThat(Room.of(1_500, options)).isBetween(bytes * 8 / 10, bytes * 12 / 10);
  }
}
