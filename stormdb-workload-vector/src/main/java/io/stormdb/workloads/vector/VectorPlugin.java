package io.stormdb.workloads.vector;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.RequiredExtension;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings {@code vector_1024} and the family of names that begins with {@code pgvector_}. */
public final class VectorPlugin implements WorkloadPlugin {

  private static final int USUAL_SCALE = 10_000;
  private static final int MOST_SCALE = 100_000_000;

  private static final RequiredExtension PGVECTOR =
      new RequiredExtension(
          "vector",
          "0.7",
          "apt install postgresql-{major}-pgvector (Debian, Ubuntu), dnf install pgvector_{major}"
              + " (Red Hat, PGDG), brew install pgvector (macOS), or see"
              + " https://github.com/pgvector/pgvector");

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "vector",
        "1.0",
        "Similarity search and ingestion with pgvector.",
        "The StormDB authors",
        PluginInfo.OLDEST_POSTGRESQL,
        List.of(PGVECTOR));
  }

  @Override
  public List<WorkloadType> types() {
    return Stream.concat(
            Stream.of("vector_1024", "vector_1024_cosine", "vector_1024_inner"),
            Stream.of(Task.values())
                .filter(task -> task != Task.SEARCH)
                .map(task -> "pgvector_" + task.key()))
        .map(name -> typeNamed(name).orElseThrow())
        .toList();
  }

  @Override
  public Optional<WorkloadType> typeNamed(String name) {
    return TypeName.parse(name).map(parsed -> type(name, parsed));
  }

  private static WorkloadType type(String name, TypeName parsed) {
    return new WorkloadType(
        name,
        switch (name) {
          case "vector_1024_cosine" -> List.of("vector_cosine");
          case "vector_1024_inner" -> List.of("vector_inner");
          default -> List.of();
        },
        "vector",
        parsed.task().description(),
        "vectors",
        USUAL_SCALE,
        MOST_SCALE,
        Options.declared(parsed));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new VectorWorkload(TypeName.parse(type).orElseThrow().task(), parameters);
  }
}
