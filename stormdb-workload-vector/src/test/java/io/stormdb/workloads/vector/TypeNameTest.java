package io.stormdb.workloads.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.WorkloadCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeNameTest {

  @Test
  void aNameSaysTaskMetricAndDimensions() {
    assertThat(TypeName.parse("pgvector_ingestion_copy_inner_768"))
        .contains(new TypeName(Task.INGESTION_COPY, Metric.INNER, 768));
    assertThat(TypeName.parse("pgvector_index_cosine"))
        .contains(new TypeName(Task.INDEX, Metric.COSINE, 1024));
    assertThat(TypeName.parse("pgvector_accuracy"))
        .contains(new TypeName(Task.ACCURACY, Metric.L2, 1024));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pgvector_read",
        "pgvector_read_scan_",
        "pgvector_read_scan_512",
        "pgvector_read_scan_l1",
        "pgvector_read_scan_l2_1",
        "pgvector_read_scan_l2_2001",
        "pgvector_read_scan_l2_032",
        "pgvector_search",
        "vector_512"
      })
  void otherNamesAreNoneOfOurs(String name) {
    assertThat(TypeName.parse(name)).isEmpty();
  }

  @Test
  void theCatalogFindsNamesMadeOfParts() {
    WorkloadCatalog.Entry entry = WorkloadCatalog.load().resolve("pgvector_update_batch_cosine_96");
    assertThat(entry.type().name()).isEqualTo("pgvector_update_batch_cosine_96");
    assertThat(entry.type().parameters())
        .filteredOn(parameter -> parameter.name().equals("dimensions"))
        .extracting(parameter -> parameter.defaultValue())
        .containsExactly("96");
  }
}
