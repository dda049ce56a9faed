package io.stormdb.workloads.vector;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be configured of a run with vectors.
 *
 * @param dimensions of each vector
 * @param metric what makes two vectors near
 * @param index of the searched table
 * @param precision of that index
 * @param m HNSW: neighbours a node
 * @param efConstruction HNSW: candidates while building
 * @param lists IVFFlat: lists
 * @param effort how far a search looks: ef_search or probes
 * @param iterativeScan how a filtered search goes on when the index has given too few rows
 * @param neighbours k: rows that a search asks for
 * @param queries how many query vectors there are
 * @param batchSize vectors a batch
 * @param isText whether vectors are sent as text, not in binary form
 */
record Options(
    int dimensions,
    Metric metric,
    IndexKind index,
    Precision precision,
    int m,
    int efConstruction,
    int lists,
    int effort,
    String iterativeScan,
    int neighbours,
    int queries,
    int batchSize,
    boolean isText) {

  /** The most neighbours whose exact answers are kept. */
  static final int MOST_NEIGHBOURS = 100;

  static List<Parameter> declared(TypeName name) {
    List<Parameter> declared = new ArrayList<>(common(name));
    switch (name.task()) {
      case ACCURACY -> declared.addAll(Accuracy.declared());
      case INDEX -> declared.addAll(Grid.declared());
      default -> {
        // nothing of its own
      }
    }
    return declared;
  }

  private static List<Parameter> common(TypeName name) {
    return List.of(
        Parameter.integer(
            "dimensions",
            name.dimensions(),
            TypeName.LEAST_DIMENSIONS,
            TypeName.MOST_DIMENSIONS,
            "",
            "Dimensions of each vector; decided by the load."),
        Parameter.choice(
            "metric",
            name.metric().key(),
            "What makes two vectors near; decided by the load.",
            Metric.keys().toArray(String[]::new)),
        Parameter.choice(
            "index",
            name.task().usualIndex().key(),
            "How the searched table is indexed; decided by the load.",
            "none",
            "hnsw",
            "ivfflat"),
        Parameter.choice(
            "precision",
            "full",
            "The form in which the index keeps vectors; decided by the load.",
            "full",
            "half",
            "binary"),
        Parameter.integer("m", 16, 2, 100, "neighbours", "HNSW: neighbours of a node."),
        Parameter.integer(
            "ef_construction", 64, 4, 1_000, "candidates", "HNSW: candidates while building."),
        Parameter.integer("lists", 100, 1, 32_768, "lists", "IVFFlat: lists."),
        Parameter.integer(
            "effort", 40, 1, 1_000, "", "How far a search looks: ef_search or probes."),
        Parameter.choice(
            "iterative_scan",
            IterativeScan.OFF,
            "How a filtered search goes on when the index has given too few rows; pgvector 0.8.",
            IterativeScan.OFF,
            "relaxed_order",
            "strict_order"),
        Parameter.integer("k", 10, 1, MOST_NEIGHBOURS, "rows", "Rows that a search asks for."),
        Parameter.integer(
            "queries", 100, 1, 10_000, "vectors", "Query vectors; decided by the load."),
        Parameter.integer("batch_size", 100, 1, 1_000, "vectors", "Vectors a batch."),
        Parameter.choice(
            "encoding", "binary", "The form in which vectors are sent.", "binary", "text"));
  }

  /**
   * Returns what is configured.
   *
   * @throws IllegalArgumentException if pgvector does not take it
   */
  static Options of(Parameters parameters) {
    Options options =
        new Options(
            number(parameters, "dimensions"),
            Metric.of(parameters.text("metric")),
            IndexKind.of(parameters.text("index")),
            Precision.of(parameters.text("precision")),
            number(parameters, "m"),
            number(parameters, "ef_construction"),
            number(parameters, "lists"),
            number(parameters, "effort"),
            parameters.text("iterative_scan"),
            number(parameters, "k"),
            number(parameters, "queries"),
            number(parameters, "batch_size"),
            parameters.text("encoding").equals("text"));
    if (options.index == IndexKind.HNSW) {
      requireEnoughCandidates("m", options.m, "ef_construction", options.efConstruction);
    }
    return options;
  }

  static void requireEnoughCandidates(
      String nameOfM, long m, String nameOfCandidates, long candidates) {
    if (candidates < 2 * m) {
      throw new IllegalArgumentException(
          "%s must be at least twice %s, which is %s, was %s"
              .formatted(nameOfCandidates, nameOfM, m, candidates));
    }
  }

  private static int number(Parameters parameters, String name) {
    return Math.toIntExact(parameters.integer(name));
  }

  /** Returns the index definition behind {@code USING}. */
  String indexDefinition(IndexKind kind) {
    String indexed = precision.indexed(dimensions, metric);
    return switch (kind) {
      case NONE -> throw new IllegalArgumentException("there is no index to define");
      case HNSW ->
          "hnsw " + indexed + " WITH (m = " + m + ", ef_construction = " + efConstruction + ")";
      case IVFFLAT -> "ivfflat " + indexed + " WITH (lists = " + lists + ")";
    };
  }

  /** Returns how an SQL statement turns a parameter into a vector. */
  String parameter() {
    return isText ? "?::text::vector" : "?::real[]::vector";
  }
}
