package io.stormdb.workloads.vector;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import java.util.List;

/**
 * Settings whose combinations are built as indexes, one after another.
 *
 * @param m HNSW: neighbours of a node
 * @param efConstruction HNSW: candidates while building
 * @param lists IVFFlat: lists
 */
record Grid(List<Long> m, List<Long> efConstruction, List<Long> lists) {

  private static final String M = "grid_m";
  private static final String EF_CONSTRUCTION = "grid_ef_construction";
  private static final String LISTS = "grid_lists";

  static List<Parameter> declared() {
    return List.of(
        Parameter.integers(M, "8, 16, 32", 2, 100, "neighbours", "HNSW: each m that is built."),
        Parameter.integers(
            EF_CONSTRUCTION,
            "64, 128",
            4,
            1_000,
            "candidates",
            "HNSW: each ef_construction that is built, with each m."),
        Parameter.integers(
            LISTS, "50, 100, 200", 1, 32_768, "lists", "IVFFlat: each number that is built."));
  }

  /**
   * Returns what is configured.
   *
   * @throws IllegalArgumentException if pgvector does not take one of the combinations
   */
  static Grid of(Parameters parameters) {
    Grid grid =
        new Grid(
            parameters.integers(M),
            parameters.integers(EF_CONSTRUCTION),
            parameters.integers(LISTS));
    long most = grid.m.stream().mapToLong(Long::longValue).max().orElseThrow();
    long fewest = grid.efConstruction.stream().mapToLong(Long::longValue).min().orElseThrow();
    Options.requireEnoughCandidates(M, most, EF_CONSTRUCTION, fewest);
    return grid;
  }
}
