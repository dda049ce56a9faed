package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Parameters;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans of statements, on data of some size. */
class PlansTest {

  private static final String SCHEMA = "vector_plans_test";
  private static final int DIMENSIONS = 64;

  @BeforeAll
  static void load() throws SQLException {
    Pgvector.require();
    StormDb.on(TestServer.dataSource())
        .rebuild(
            RunPlan.of("pgvector_read_scan_l2_" + DIMENSIONS)
                .schema(SCHEMA)
                .scale(5_000)
                .parameter("queries", "1"));
  }

  private static List<String> plan(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
      for (int i = 0; i < parameters.length; i++) {
        explain.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          lines.add(rows.getString(1).strip());
        }
      }
    }
    return lines;
  }

  private static Object vector(Options options) {
    float[] vector = new float[DIMENSIONS];
    vector[0] = 1;
    return Queries.bindable(vector, options.isText());
  }

  static Stream<Arguments> indexes() {
    return Metric.keys().stream()
        .flatMap(
            metric ->
                Stream.of("full", "half", "binary")
                    .flatMap(
                        precision ->
                            Stream.of("hnsw", "ivfflat")
                                .flatMap(
                                    index ->
                                        Stream.of("binary", "text")
                                            .map(
                                                encoding ->
                                                    Arguments.of(
                                                        metric, precision, index, encoding)))));
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void aSearchUsesItsIndex(String metric, String precision, String index, String encoding)
      throws SQLException {
    Options options =
        Options.of(
            Parameters.of(
                Options.declared(TypeName.parse("pgvector_read_indexed").orElseThrow()),
                Map.of(
                    "dimensions",
                    Integer.toString(DIMENSIONS),
                    "metric",
                    metric,
                    "precision",
                    precision,
                    "index",
                    index,
                    "m",
                    "4",
                    "ef_construction",
                    "8",
                    "lists",
                    "20",
                    "encoding",
                    encoding)));
    try (Connection connection = TestServer.connect(SCHEMA)) {
      connection.setAutoCommit(false);
      try (PreparedStatement create =
          connection.prepareStatement(
              "CREATE INDEX item_embedding ON item USING "
                  + options.indexDefinition(options.index()))) {
        create.execute();
      }
      Object[] vectors = new Object[Search.binds(options)];
      java.util.Arrays.fill(vectors, vector(options));
      assertThat(plan(connection, Search.text(100, options), vectors))
          .anyMatch(line -> line.startsWith("->  Index Scan using item_embedding on item"));
      connection.rollback();
    }
  }

  @ParameterizedTest
  @CsvSource({"binary", "text"})
  void anUpdateUsesTheKey(String encoding) throws SQLException {
    Options options =
        Options.of(
            Parameters.of(
                Options.declared(TypeName.parse("pgvector_update_single").orElseThrow()),
                Map.of(
                    "dimensions",
                    Integer.toString(DIMENSIONS),
                    "batch_size",
                    "3",
                    "encoding",
                    encoding)));
    Object vector = vector(options);
    try (Connection connection = TestServer.connect(SCHEMA)) {
      assertThat(plan(connection, Replace.oneText(options), vector, 5L))
          .anyMatch(line -> line.startsWith("->  Index Scan using intake_pkey on intake"));
      assertThat(
              plan(
                  connection,
                  Replace.batchText(3, options),
                  4L,
                  vector,
                  5L,
                  vector,
                  6L,
                  vector,
                  4L,
                  6L))
          .filteredOn(line -> line.contains("intake_pkey"))
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }
}
