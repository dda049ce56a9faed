package io.stormdb.workloads.vector;

import io.stormdb.api.Check;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Mix;
import io.stormdb.api.Parameters;
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

  private static final String FILTERED = "search_10_percent";
  private static final int FILTERED_PERCENT = 10;

  private final Task task;
  private final Options options;
  private final Accuracy accuracy;
  private final PlanProbe probe;
  private final @Nullable Grid grid;
  private @Nullable GroundTruth truth;

  VectorWorkload(Task task, Parameters parameters) {
    this.task = task;
    this.options = Options.of(parameters);
    this.accuracy =
        new Accuracy(
            options,
            task == Task.ACCURACY ? Accuracy.efforts(parameters, options.index()) : List.of());
    this.grid = task == Task.INDEX ? Grid.of(parameters) : null;
    this.probe = new PlanProbe(options, isIndexed(), settings());
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
    IterativeScan.require(options.iterativeScan(), connection);
    if (searches()) {
      truth = GroundTruth.read(connection, options.queries(), options.neighbours());
      probe.look(context.loaded(), connection);
    }
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
              search(FILTERED, FILTERED_PERCENT, data).type(15),
              Ingest.insert("insert", 5, 1, options, embeddings));
      case INDEX ->
          BuildIndex.all(Objects.requireNonNull(grid, "grid"), options, context.workers());
      case ACCURACY ->
          accuracy.cases().stream()
              .map(one -> search(one.name(), one.percent(), data).type(1))
              .toList();
    };
  }

  @Override
  public List<Step> steps(WorkloadContext context) {
    return task == Task.ACCURACY
        ? accuracy.steps(
            (connection, percent, settings) ->
                probe.usesIndex(context.loaded(), connection, percent, settings))
        : List.of();
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
    return settings();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (task == Task.READ_SCAN) {
      settings.put("enable_indexscan", "off");
    } else if (isIndexed()) {
      if (task != Task.ACCURACY) {
        // there, each step has its own
        settings.put(options.index().effortSetting(), Integer.toString(options.effort()));
      }
      if (!options.iterativeScan().equals(IterativeScan.OFF)) {
        settings.put(options.index().key() + ".iterative_scan", options.iterativeScan());
      }
    }
    return settings;
  }

  @Override
  public Optional<ServerAudit> serverAudit(WorkloadContext context) {
    return searches()
        ? Optional.of(connection -> plans(context.loaded(), connection))
        : Optional.empty();
  }

  private List<Finding> plans(LoadedData data, Connection connection) throws SQLException {
    Finding ofAll = probe.findingOfSearch(data, connection);
    return task == Task.SEARCH && isIndexed()
        ? List.of(ofAll, probe.findingOfFiltered(FILTERED, FILTERED_PERCENT, data, connection))
        : List.of(ofAll);
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
    return Room.of(scale, options);
  }

  private static long rows(LoadedData data, String table) {
    return Objects.requireNonNull(data.rows().get(table), "rows of " + table);
  }
}
