package io.stormdb.workloads.vector;

import io.stormdb.api.LoadContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Fills the tables, has the server compute the exact answers, and then builds the index. */
final class VectorLoader {

  private VectorLoader() {}

  static void load(LoadContext load, Options options) throws SQLException {
    long rows = load.scale();
    int dimensions = options.dimensions();
    Embeddings embeddings = new Embeddings(dimensions, rows, load.seed());
    ThreadLocal<float[]> vectors = ThreadLocal.withInitial(() -> new float[dimensions]);
    for (String table : List.of(VectorSchema.ITEM, VectorSchema.INTAKE)) {
      long count = table.equals(VectorSchema.ITEM) ? rows : VectorSchema.intakeRows(rows);
      load.copy(table, "id", "bucket", "embedding")
          .rows(
              count,
              (row, number, random) -> {
                float[] vector = vectors.get();
                int bucket = random.between(0, VectorSchema.BUCKETS - 1);
                embeddings.fill(vector, random);
                row.add(number).add(bucket).add(vector);
              });
    }
    long seed = load.seed();
    load.copy(VectorSchema.QUERY, "id", "embedding")
        .rows(
            options.queries(),
            (row, number, random) -> {
              float[] vector = vectors.get();
              embeddings.query(vector, seed, number);
              row.add(number).add(vector);
            });
    List<String> answers = new ArrayList<>();
    for (int percent : GroundTruth.PERCENTS) {
      answers.add(exactAnswers(percent, options.metric()));
    }
    // before there is an index, so that the answers are exact
    load.executeInParallel(answers);
    load.execute("ALTER TABLE intake ALTER id RESTART WITH " + (VectorSchema.intakeRows(rows) + 1));
    List<String> indexes = new ArrayList<>();
    indexes.add("ALTER TABLE item ADD PRIMARY KEY (id)");
    indexes.add("ALTER TABLE truth ADD PRIMARY KEY (query, percent)");
    load.executeInParallel(indexes);
    load.execute("ALTER TABLE intake ADD PRIMARY KEY (id)");
    if (options.index() != IndexKind.NONE) {
      load.execute(
          "CREATE INDEX "
              + VectorSchema.INDEX
              + " ON item USING "
              + options.indexDefinition(options.index()));
    }
    LoadedAs.of(options).remember(load);
  }

  private static String exactAnswers(int percent, Metric metric) {
    return "INSERT INTO truth SELECT q.id, "
        + percent
        + ", ARRAY(SELECT i.id FROM item i WHERE i.bucket < "
        + percent
        + " ORDER BY i.embedding "
        + metric.operator()
        + " q.embedding, i.id LIMIT "
        + Options.MOST_NEIGHBOURS
        + ") FROM query q";
  }
}
