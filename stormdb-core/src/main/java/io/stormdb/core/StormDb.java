package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Parameters;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadType;
import io.stormdb.metrics.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What can be done with a workload on a server: create its schema, load it, run it, check its data,
 * drop it. Immutable; methods that take a setting return a changed copy. Calls may run at the same
 * time as long as they work in different schemas.
 *
 * <p>Every method throws {@link StormDbException} when something cannot be done.
 */
public final class StormDb {

  private final Database database;
  private final WorkloadCatalog catalog;
  private final MissingData missingData;
  private final RunListener runListener;
  private final LoadListener loadListener;
  private final Cancellation cancellation;

  private StormDb(
      Database database,
      WorkloadCatalog catalog,
      MissingData missingData,
      RunListener runListener,
      LoadListener loadListener,
      Cancellation cancellation) {
    this.database = database;
    this.catalog = catalog;
    this.missingData = missingData;
    this.runListener = runListener;
    this.loadListener = loadListener;
    this.cancellation = cancellation;
  }

  /** Works on a server with the workloads of the class path, and creates what is missing. */
  public static StormDb on(DataSource dataSource) {
    return new StormDb(
        new Database(dataSource, "the given data source"),
        WorkloadCatalog.load(),
        MissingData.CREATE,
        RunListener.NONE,
        LoadListener.NONE,
        new Cancellation());
  }

  /**
   * Runs a plan on a server, creating and loading what is missing: all that a test suite needs.
   *
   * @param dataSource opens a connection for each worker and a few more; no pool is needed
   */
  public static RunResult run(RunPlan plan, DataSource dataSource) {
    return on(dataSource).run(plan);
  }

  /** Returns a copy that knows other workloads. */
  public StormDb catalog(WorkloadCatalog newCatalog) {
    return new StormDb(database, newCatalog, missingData, runListener, loadListener, cancellation);
  }

  /** Returns a copy that does something else about missing data. */
  public StormDb missingData(MissingData what) {
    return new StormDb(database, catalog, what, runListener, loadListener, cancellation);
  }

  /** Returns a copy whose runs are watched. */
  public StormDb listen(RunListener listener) {
    return new StormDb(database, catalog, missingData, listener, loadListener, cancellation);
  }

  /** Returns a copy whose loads are watched. */
  public StormDb listen(LoadListener listener) {
    return new StormDb(database, catalog, missingData, runListener, listener, cancellation);
  }

  /** Returns a copy that somebody else can end early. */
  public StormDb cancelledBy(Cancellation newCancellation) {
    return new StormDb(database, catalog, missingData, runListener, loadListener, newCancellation);
  }

  /**
   * Returns a copy that names its server in reports and messages.
   *
   * @param url without a password
   */
  public StormDb describedAs(String url) {
    return new StormDb(
        new Database(database.dataSource(), url),
        catalog,
        missingData,
        runListener,
        loadListener,
        cancellation);
  }

  /** Returns about how many bytes the data of a plan occupies when loaded; 0 if not known. */
  public long expectedBytes(RunPlan plan) {
    Target target = target(plan);
    return target.workload().expectedBytes(target.scale());
  }

  /** Creates what is missing of the schema; loads nothing. Does nothing if it is there. */
  public void setup(RunPlan plan) {
    Target target = target(plan);
    inSchema(
        target,
        SchemaLock.EXCLUSIVE,
        connection -> {
          if (target.dataset().state(connection) instanceof Dataset.State.Missing) {
            target.dataset().create(connection, target.scale());
          }
          return true;
        });
  }

  /**
   * Loads data into a schema that has none, creating it if need be.
   *
   * @throws StormDbException if there is data, or part of it
   */
  public LoadedData load(RunPlan plan) {
    Target target = target(plan);
    return inSchema(
        target,
        SchemaLock.EXCLUSIVE,
        connection -> {
          Dataset.State state = target.dataset().state(connection);
          if (state instanceof Dataset.State.Loaded loaded) {
            throw StormDbException.usage(
                "schema %s is loaded already, at scale %d; drop and load it again with: %s"
                    .formatted(
                        target.dataset().name(),
                        loaded.data().scale(),
                        target.dataset().rebuildCommand()));
          }
          return createAndLoad(target, connection, state);
        });
  }

  /** Drops what is there, creates the schema and loads it. */
  public LoadedData rebuild(RunPlan plan) {
    Target target = target(plan);
    return inSchema(
        target,
        SchemaLock.EXCLUSIVE,
        connection -> {
          target.dataset().drop(connection);
          return createAndLoad(target, connection, new Dataset.State.Missing());
        });
  }

  /** Drops what the workload has created, and nothing else. Does nothing if there is nothing. */
  public void cleanup(RunPlan plan) {
    Target target = target(plan);
    inSchema(
        target,
        SchemaLock.EXCLUSIVE,
        connection -> {
          target.dataset().drop(connection);
          return true;
        });
  }

  /** Checks the invariants of the data as it stands. */
  public List<CheckResult> verify(RunPlan plan) {
    Target target = target(plan);
    return inSchema(
        target,
        SchemaLock.SHARED,
        connection -> {
          Dataset.State state = target.dataset().state(connection);
          if (state instanceof Dataset.State.Loaded loaded) {
            return check(target, connection, loaded.data());
          }
          throw notLoaded(target, state);
        });
  }

  /**
   * Runs a plan.
   *
   * @return what was measured, also when the run ended early; see {@link RunResult#status}
   * @throws StormDbException if the run could not start
   */
  public RunResult run(RunPlan plan) {
    Target target = target(plan);
    prepare(target);
    return inSchema(
        target,
        SchemaLock.SHARED,
        connection -> {
          Dataset.State state = target.dataset().state(connection);
          if (state instanceof Dataset.State.Loaded loaded) {
            return run(target, connection, loaded.data());
          }
          throw notLoaded(target, state);
        });
  }

  private void prepare(Target target) {
    boolean ready =
        inSchema(
            target,
            SchemaLock.SHARED,
            connection -> {
              Dataset.State state = target.dataset().state(connection);
              boolean loaded = state instanceof Dataset.State.Loaded;
              boolean empty =
                  state instanceof Dataset.State.Created
                      || (state instanceof Dataset.State.Missing
                          && missingData == MissingData.CREATE);
              if (!loaded && !empty) {
                throw notLoaded(target, state);
              }
              return loaded;
            });
    if (!ready) {
      loadListener.announcement(
          "schema %s is empty: loading workload '%s' at scale %d (%s) first"
              .formatted(
                  target.dataset().name(),
                  target.type().name(),
                  target.scale(),
                  target.type().scaleMeaning()));
      load(target.plan());
    }
  }

  private static LoadedData createAndLoad(Target target, Connection connection, Dataset.State state)
      throws SQLException {
    if (state instanceof Dataset.State.HalfLoaded half) {
      throw halfLoaded(target, half);
    }
    if (state instanceof Dataset.State.Missing) {
      target.dataset().create(connection, target.scale());
    }
    return target.dataset().load(connection, target.scale(), target.plan().seed());
  }

  private RunResult run(Target target, Connection connection, LoadedData data) throws SQLException {
    RunPlan plan = target.plan();
    if (plan.scale().isPresent() && plan.scale().getAsInt() != data.scale()) {
      throw StormDbException.usage(
          "schema %s is loaded at scale %d, not %d; run without a scale, or load it again with: %s --scale %d"
              .formatted(
                  target.dataset().name(),
                  data.scale(),
                  plan.scale().getAsInt(),
                  target.dataset().rebuildCommand(),
                  plan.scale().getAsInt()));
    }
    RunContext context = new RunContext(data, plan.seed(), plan.workers(), plan.isolation());
    List<TransactionType> types = target.workload().transactions(context);
    Runner runner = new Runner(plan, types, target.workload().mix(), runListener, NanoClock.SYSTEM);
    requireConnections(connection, runner.connectionsNeeded());
    String runId = UUID.randomUUID().toString().substring(0, 8);
    Environment environment = EnvironmentProbe.probe(connection, database.url());
    target.dataset().marker().runBegins(connection);
    Runner.Outcome outcome = runner.run(number -> openForWorker(target, runId), cancellation);
    Totals totals = new Totals(outcome);
    return new RunResult(
        runId,
        plan,
        target.type().name(),
        target.dataset().name(),
        new TreeMap<>(target.parameters().asMap()),
        target.workload().notice(),
        outcome.status(),
        outcome.degraded(),
        outcome.started(),
        outcome.warmup(),
        outcome.measured(),
        environment,
        data,
        totals.transactions(),
        statements(outcome.measuredTally()),
        outcome.state().errors().summary(),
        outcome.intervals(),
        totals.counters(),
        outcome.warmupTally().counts(),
        target.workload().audit(context, totals),
        plan.verify() && outcome.status() != RunResult.Status.FAILED
            ? checkAfterRun(target, data)
            : List.of());
  }

  private Connection openForWorker(Target target, String runId) {
    Connection connection = database.open(target.dataset().name(), "stormdb:" + runId);
    try {
      Isolation isolation = target.plan().isolation();
      connection.setTransactionIsolation(isolation.jdbcLevel());
      return connection;
    } catch (SQLException e) {
      throw StormDbException.failure(
          "cannot prepare a connection to " + database.url() + ": " + e.getMessage(), e);
    }
  }

  private List<CheckResult> checkAfterRun(Target target, LoadedData data) {
    return inSchema(
        target, SchemaLock.SHARED, connection -> check(target, connection, afterRun(data)));
  }

  private static LoadedData afterRun(LoadedData data) {
    return new LoadedData(
        data.scale(),
        data.seed(),
        data.version(),
        data.rows(),
        data.attributes(),
        data.finished(),
        data.runs() + 1);
  }

  private static List<CheckResult> check(Target target, Connection connection, LoadedData data)
      throws SQLException {
    RunPlan plan = target.plan();
    RunContext context = new RunContext(data, plan.seed(), plan.workers(), plan.isolation());
    return Verifier.verify(connection, target.workload().checks(context), data.runs() == 0);
  }

  private void requireConnections(Connection connection, int needed) throws SQLException {
    List<String> free =
        Database.strings(
            connection,
            "SELECT current_setting('max_connections')::int"
                + " - current_setting('superuser_reserved_connections')::int"
                + " - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')");
    int available = Integer.parseInt(free.get(0));
    if (needed > available) {
      throw StormDbException.usage(
          "the run needs %d connections, but the server has only %d left (max_connections = %s); use fewer workers or raise max_connections"
              .formatted(needed, available, Database.string(connection, "SHOW max_connections")));
    }
  }

  private StormDbException notLoaded(Target target, Dataset.State state) {
    if (state instanceof Dataset.State.HalfLoaded half) {
      return halfLoaded(target, half);
    }
    return StormDbException.usage(
        "schema %s is not there or empty on %s; create and load it with: %s --scale %d"
            .formatted(
                target.dataset().name(),
                database.url(),
                target.dataset().rebuildCommand(),
                target.scale()));
  }

  private static StormDbException halfLoaded(Target target, Dataset.State.HalfLoaded half) {
    return StormDbException.usage(
        "schema %s is only half loaded: a load began at %s and did not finish; load it again with: %s"
            .formatted(target.dataset().name(), half.since(), target.dataset().rebuildCommand()));
  }

  private static Map<StatementKind, RunResult.Statements> statements(Tally tally) {
    Map<StatementKind, RunResult.Statements> byKind = new EnumMap<>(StatementKind.class);
    int index = 0;
    for (StatementKind kind : StatementKind.values()) {
      byKind.put(
          kind, new RunResult.Statements(tally.statements().get(index), tally.rows().get(index)));
      index++;
    }
    return byKind;
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T inSchema(Target target, SchemaLock lock, Work<T> work) {
    String schema = target.dataset().name();
    try (Connection connection = database.open(schema, "stormdb:control")) {
      lock.acquire(connection, schema);
      return work.on(connection);
    } catch (SQLException e) {
      throw StormDbException.failure(database.url() + ": " + e.getMessage(), e);
    }
  }

  private Target target(RunPlan plan) {
    WorkloadCatalog.Entry entry = catalog.resolve(plan.workload());
    WorkloadType type = entry.type();
    int scale = plan.scale().orElse(type.defaultScale());
    if (scale > type.maxScale()) {
      throw StormDbException.usage(
          "scale of '%s' must be at most %d (%s), was %d"
              .formatted(type.name(), type.maxScale(), type.scaleMeaning(), scale));
    }
    Parameters parameters = entry.parameters(plan.parameters());
    Workload workload = entry.create(parameters);
    Dataset dataset =
        new Dataset(
            database,
            plan.schema().orElse("stormdb_" + type.family()),
            type.family(),
            entry.plugin().info().version(),
            workload,
            loadListener,
            cancellation);
    return new Target(plan, type, parameters, workload, dataset, scale);
  }

  /** A plan with everything found that it names. */
  private record Target(
      RunPlan plan,
      WorkloadType type,
      Parameters parameters,
      Workload workload,
      Dataset dataset,
      int scale) {}

  private record RunContext(LoadedData loaded, long seed, int workers, Isolation isolation)
      implements WorkloadContext {}
}
