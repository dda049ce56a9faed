package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.WorkloadCatalog;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that people have in their files and scripts; each is run by a test of its module. */
class WorkloadNamesTest {

  private static final WorkloadCatalog CATALOG = WorkloadCatalog.load();
  private static final List<String> TASKS =
      List.of(
          "ingestion_single",
          "ingestion_batch",
          "ingestion_copy",
          "update_single",
          "update_batch",
          "read_scan",
          "read_indexed",
          "index",
          "accuracy");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "tpcc tpcc",
        "simple simple",
        "mixed simple",
        "simple_read simple_read",
        "read simple_read",
        "simple_write simple_write",
        "write simple_write",
        "connection connection",
        "simple_connection connection",
        "connection_overhead connection",
        "bulk_insert bulk_insert",
        "imdb imdb",
        "imdb_mixed imdb",
        "imdb_read imdb_read",
        "imdb_write imdb_write",
        "imdb_sql imdb_sql",
        "vector_1024 vector_1024",
        "vector_1024_cosine vector_1024_cosine",
        "vector_cosine vector_1024_cosine",
        "vector_1024_inner vector_1024_inner",
        "vector_inner vector_1024_inner",
        "ecommerce ecommerce",
        "ecommerce_mixed ecommerce",
        "ecommerce_read ecommerce_read",
        "ecommerce_write ecommerce_write",
        "ecommerce_oltp ecommerce_oltp",
        "ecommerce_analytics ecommerce_analytics",
        "ecommerce_basic ecommerce_basic",
        "ecommerce_basic_mixed ecommerce_basic",
        "ecommerce_basic_read ecommerce_basic_read",
        "ecommerce_basic_write ecommerce_basic_write",
        "ecommerce_basic_oltp ecommerce_basic_oltp",
        "ecommerce_basic_analytics ecommerce_basic_analytics",
        "realworld ecommerce_basic",
        "realworld_mixed ecommerce_basic",
        "realworld_read ecommerce_basic_read",
        "realworld_write ecommerce_basic_write",
        "realworld_oltp ecommerce_basic_oltp",
        "realworld_analytics ecommerce_basic_analytics",
      })
  void areKept(String name, String type) {
    assertThat(CATALOG.resolve(name).type().name()).isEqualTo(type);
  }

  static Stream<String> vectorNames() {
    return TASKS.stream()
        .map(task -> "pgvector_" + task)
        .flatMap(
            name ->
                Stream.concat(
                    Stream.of(name),
                    Stream.of("l2", "cosine", "inner")
                        .flatMap(
                            metric ->
                                Stream.of(name + "_" + metric, name + "_" + metric + "_384"))));
  }

  @ParameterizedTest
  @MethodSource("vectorNames")
  void ofVectorsTakeMetricAndDimensions(String name) {
    assertThat(CATALOG.resolve(name).type().name()).isEqualTo(name);
  }

  @Test
  void ofVectorsAreNineTasks() {
    assertThat(CATALOG.typeNames())
        .filteredOn(name -> name.startsWith("pgvector_"))
        .containsExactlyInAnyOrderElementsOf(
            TASKS.stream().map(task -> "pgvector_" + task).toList());
  }
}
