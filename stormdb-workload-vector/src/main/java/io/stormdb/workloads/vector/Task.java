package io.stormdb.workloads.vector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run does with the vectors. */
enum Task {
  SEARCH("Similarity search through an index, with inserts beside it.", IndexKind.HNSW),
  INGESTION_SINGLE("Inserts vectors one at a time.", IndexKind.NONE),
  INGESTION_BATCH("Inserts vectors with many rows a statement.", IndexKind.NONE),
  INGESTION_COPY("Adds vectors through COPY.", IndexKind.NONE),
  UPDATE_SINGLE("Replaces vectors one at a time.", IndexKind.NONE),
  UPDATE_BATCH("Replaces many vectors with one statement.", IndexKind.NONE),
  READ_SCAN("Exact similarity search, which reads every row.", IndexKind.NONE),
  READ_INDEXED("Similarity search through an index, with its recall.", IndexKind.HNSW),
  INDEX("Builds indexes of several settings: time, size and WAL.", IndexKind.NONE),
  ACCURACY("Recall against speed for several efforts and filters.", IndexKind.HNSW);

  private final String description;
  private final IndexKind usualIndex;

  Task(String description, IndexKind usualIndex) {
    this.description = description;
    this.usualIndex = usualIndex;
  }

  String description() {
    return description;
  }

  IndexKind usualIndex() {
    return usualIndex;
  }

  /** Returns the name behind {@code pgvector_}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean meansToUseAnIndex() {
    return usualIndex != IndexKind.NONE;
  }

  /** Returns the task that a text begins with. */
  static Optional<Task> startOf(String text) {
    return Arrays.stream(values())
        .filter(task -> task != SEARCH)
        .filter(task -> text.equals(task.key()) || text.startsWith(task.key() + "_"))
        .findFirst();
  }
}
