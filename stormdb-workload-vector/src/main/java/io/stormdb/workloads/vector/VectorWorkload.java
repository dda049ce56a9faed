package io.stormdb.workloads.vector;

import io.stormdb.api.Check;
import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadContext;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Mix;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task on vectors. */
final class VectorWorkload implements Workload {

  private final Task task;
  private final Options options;
  private final Accuracy accuracy;
  private @Nullable GroundTruth truth;
  private boolean usedIndexBefore;

  VectorWorkload(Task task, Options options) {
    this.task = task;
    this.options = options;
    this.accuracy = new Accuracy(options, isIndexed());
  }

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    VectorSchema.create(db, options.dimensions());
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    VectorLoader.load(load, options);
  }

  private boolean searches() {
    return task == Task.READ_SCAN || task.meansToUseAnIndex();
  }

  private boolean isIndexed() {
    return task.meansToUseAnIndex() && options.index() != IndexKind.NONE;
  }

  @Override
  public void beforeRun(WorkloadContext context, Connection connection) throws SQLException {
    LoadedAs.of(options).require(context.loaded(), task.meansToUseAnIndex());
    if (searches()) {
      truth = GroundTruth.read(connection, options.queries(), options.neighbours());
      usedIndexBefore = usesIndex(context.loaded(), connection);
    }
  }

  private boolean usesIndex(LoadedData data, Connection connection) throws SQLException {
    Object query = new Queries(data, options).bindable(0);
    return PlanProbe.usesIndex(connection, options, query, sessionSettings());
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    LoadedData data = context.loaded();
    Embeddings embeddings = new Embeddings(options.dimensions(), data.scale(), data.seed());
    long changeable = rows(data, VectorSchema.INTAKE);
    String name = task.key();
    return switch (task) {
      case INGESTION_SINGLE -> List.of(Ingest.insert(name, 1, 1, options, embeddings));
      case INGESTION_BATCH ->
          List.of(Ingest.insert(name, 1, options.batchSize(), options, embeddings));
      case INGESTION_COPY -> List.of(Ingest.copy(name, options, embeddings));
      case UPDATE_SINGLE -> List.of(Replace.single(name, changeable, options, embeddings));
      case UPDATE_BATCH -> List.of(Replace.batch(name, changeable, options, embeddings));
      case READ_SCAN, READ_INDEXED -> List.of(search("search", 100, data).type(1));
      case SEARCH ->
          List.of(
              search("search", 100, data).type(80),
              search("search_10_percent", 10, data).type(15),
              Ingest.insert("insert", 5, 1, options, embeddings));
      case INDEX -> BuildIndex.grid(options, context.workers());
      case ACCURACY ->
          accuracy.cases().stream()
              .map(one -> search(one.name(), one.percent(), data).type(1))
              .toList();
    };
  }

  @Override
  public List<Step> steps(WorkloadContext context) {
    return task == Task.ACCURACY ? accuracy.steps() : List.of();
  }

  @Override
  public List<String> conclusions() {
    return accuracy.conclusions();
  }

  private Search search(String name, int percent, LoadedData data) {
    return new Search(
        name,
        percent,
        options,
        new Queries(data, options),
        Objects.requireNonNull(truth, "beforeRun comes first"));
  }

  /** Index builds take turns, so that a short run sees as many of the grid as it can. */
  @Override
  public Mix mix() {
    return task == Task.INDEX ? Mix.DECK : Mix.WEIGHTED;
  }

  @Override
  public Map<String, String> sessionSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (task == Task.READ_SCAN) {
      settings.put("enable_indexscan", "off");
    } else if (isIndexed()) {
      if (task != Task.ACCURACY) {
        // there, each step has its own
        settings.put(options.index().effortSetting(), Integer.toString(options.effort()));
      }
      if (!options.iterativeScan().equals("off")) {
        settings.put(options.index().key() + ".iterative_scan", options.iterativeScan());
      }
    }
    return settings;
  }

  @Override
  public Optional<ServerAudit> serverAudit(WorkloadContext context) {
    return searches()
        ? Optional.of(connection -> List.of(plan(usesIndex(context.loaded(), connection))))
        : Optional.empty();
  }

  private Finding plan(boolean after) {
    boolean wanted = isIndexed();
    return new Finding(
        "plan of a search",
        "",
        wanted
            ? "uses the index before and after the run"
            : "uses no index before and after the run",
        "before: " + word(usedIndexBefore) + ", after: " + word(after),
        usedIndexBefore == wanted && after == wanted ? Verdict.PASS : Verdict.FAIL);
  }

  private static String word(boolean usesIndex) {
    return usesIndex ? "index" : "no index";
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    long rows = rows(context.loaded(), VectorSchema.ITEM);
    return List.of(
        Check.always(
            "rows",
            "the searched table has the " + rows + " rows that were loaded",
            "SELECT count(*) AS rows FROM item HAVING count(*) <> " + rows),
        Check.always(
            "length",
            "every vector has length 1",
            "SELECT id FROM (SELECT id, embedding FROM item UNION ALL SELECT id, embedding FROM intake)"
                + " v WHERE abs(vector_norm(embedding) - 1) > 0.0001"),
        Check.always(
            "answers",
            "every query has exact answers for each share of the rows",
            "SELECT q.id FROM query q WHERE (SELECT count(*) FROM truth t WHERE t.query = q.id) <> "
                + GroundTruth.PERCENTS.size()));
  }

  @Override
  public long expectedBytes(int scale) {
    return VectorSchema.bytes(scale, options.dimensions());
  }

  private static long rows(LoadedData data, String table) {
    return Objects.requireNonNull(data.rows().get(table), "rows of " + table);
  }
}
