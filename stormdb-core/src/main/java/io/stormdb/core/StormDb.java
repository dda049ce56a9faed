package io.stormdb.core;

import io.stormdb.api.LoadedData;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * What can be done with a workload on a server: create its schema, load it, run it, check its data,
 * drop it. Immutable; methods that take a setting return a changed copy. Calls may run at the same
 * time as long as they work in different schemas.
 *
 * <p>Every method throws {@link StormDbException} when something cannot be done. While one works,
 * the context class loader of the calling thread is that of the workload.
 */
public final class StormDb {

  private final Servers servers;
  private final WorkloadCatalog catalog;
  private final MissingData missingData;
  private final RunListener runListener;
  private final LoadListener loadListener;
  private final Cancellation cancellation;

  private StormDb(
      Servers servers,
      WorkloadCatalog catalog,
      MissingData missingData,
      RunListener runListener,
      LoadListener loadListener,
      Cancellation cancellation) {
    this.servers = servers;
    this.catalog = catalog;
    this.missingData = missingData;
    this.runListener = runListener;
    this.loadListener = loadListener;
    this.cancellation = cancellation;
  }

  /** Returns the version of StormDB, with the commit that it was built from if that is known. */
  public static String version() {
    return EnvironmentProbe.stormDbVersion();
  }

  /** Works on a server with the workloads of the class path, and creates what is missing. */
  public static StormDb on(DataSource dataSource) {
    return new StormDb(
        Servers.one(new Database(dataSource, "the given data source")),
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
    return new StormDb(servers, newCatalog, missingData, runListener, loadListener, cancellation);
  }

  /** Returns a copy that does something else about missing data. */
  public StormDb missingData(MissingData what) {
    return new StormDb(servers, catalog, what, runListener, loadListener, cancellation);
  }

  /** Returns a copy whose runs are watched. */
  public StormDb listen(RunListener listener) {
    return new StormDb(servers, catalog, missingData, listener, loadListener, cancellation);
  }

  /** Returns a copy whose loads are watched. */
  public StormDb listen(LoadListener listener) {
    return new StormDb(servers, catalog, missingData, runListener, listener, cancellation);
  }

  /** Returns a copy that somebody else can end early. */
  public StormDb cancelledBy(Cancellation newCancellation) {
    return new StormDb(servers, catalog, missingData, runListener, loadListener, newCancellation);
  }

  /**
   * Returns a copy that names its server in reports and messages.
   *
   * @param url without a password
   */
  public StormDb describedAs(String url) {
    return on(servers.describedAs(url));
  }

  /**
   * Returns a copy whose runs have their transactions on another server that has the same data,
   * such as a standby. All that prepares, loads, checks and watches stays where it is, and writes
   * there.
   *
   * @param dataSource opens connections to it
   * @param url names it in reports and messages; without a password
   */
  public StormDb transactionsOn(DataSource dataSource, String url) {
    return on(servers.transactions(new Database(dataSource, url)));
  }

  /**
   * Returns a copy whose runs have transactions that only read ({@link
   * io.stormdb.api.TransactionType#readOnly()}) on another server that has the same data, such as a
   * standby. Their plans must {@linkplain Connections#splitReads() ask for it}.
   *
   * @param dataSource opens connections to it
   * @param url names it in reports and messages; without a password
   */
  public StormDb readsOn(DataSource dataSource, String url) {
    return on(servers.reads(new Database(dataSource, url)));
  }

  private StormDb on(Servers others) {
    return new StormDb(others, catalog, missingData, runListener, loadListener, cancellation);
  }

  /** Returns about how many bytes the data of a plan occupies when loaded; 0 if not known. */
  public long expectedBytes(RunPlan plan) {
    Target target = target(plan);
    return target.workload().expectedBytes(target.scale());
  }

  /** Creates what is missing of the schema; loads nothing. Does nothing if it is there. */
  public void setup(RunPlan plan) {
    Target target = target(plan);
    access(target)
        .change(
            connection -> {
              new Loading(target).setup(connection);
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
    return access(target).change(new Loading(target)::load);
  }

  /** Drops what is there, creates the schema and loads it. */
  public LoadedData rebuild(RunPlan plan) {
    Target target = target(plan);
    return access(target).change(new Loading(target)::rebuild);
  }

  /** Drops what the workload has created, and nothing else. Does nothing if there is nothing. */
  public void cleanup(RunPlan plan) {
    Target target = target(plan);
    access(target)
        .change(
            connection -> {
              target.dataset().drop(connection);
              return true;
            });
  }

  /** Checks the invariants of the data as it stands. */
  public List<CheckResult> verify(RunPlan plan) {
    Target target = target(plan);
    return access(target)
        .look(
            control -> {
              Dataset.State state = control.ask(target.dataset()::state);
              if (state instanceof Dataset.State.Loaded loaded) {
                return control.ask(
                    connection -> Verifier.verify(connection, target, loaded.data()));
              }
              throw target.notLoaded(state);
            });
  }

  /**
   * Checks, without changing anything, that a plan could be loaded and run: that the server takes
   * as many connections as there are workers, that the schema is ours or free, and that the data
   * has room if it is not there yet.
   *
   * @throws StormDbException saying what is in the way
   */
  public void check(RunPlan plan) {
    Target target = target(plan);
    access(target)
        .look(
            control -> {
              requireServer(control, target);
              requireConnections(control, target);
              if (!(control.ask(target.dataset()::state) instanceof Dataset.State.Loaded)) {
                control.requireChange();
                control.ask(
                    connection -> {
                      new Loading(target).requireMeans(connection);
                      return true;
                    });
              }
              return true;
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
    return access(target)
        .look(
            control -> {
              Dataset.State state = control.ask(target.dataset()::state);
              if (state instanceof Dataset.State.Loaded loaded) {
                Poolers poolers = Poolers.find(servers, target.plan(), control.pooler());
                followers(target, poolers).await(control, loaded.data());
                return new MeasuredRun(target, loaded.data(), poolers, runListener, cancellation)
                    .run(control);
              }
              throw target.notLoaded(state);
            });
  }

  private void requireConnections(Control control, Target target) throws SQLException {
    Poolers poolers = Poolers.find(servers, target.plan(), control.pooler());
    poolers.requireStatements(target.plan());
    Connections connections = target.plan().connections();
    poolers.requirePlaces(control, connections.mode().needed(target.plan().workers()), connections);
    followers(target, poolers).require();
  }

  private Followers followers(Target target, Poolers poolers) {
    return new Followers(poolers, target, loadListener, cancellation);
  }

  private void prepare(Target target) {
    boolean ready =
        access(target)
            .look(
                control -> {
                  requireServer(control, target);
                  requireConnections(control, target);
                  Dataset.State state = control.ask(target.dataset()::state);
                  boolean loaded = state instanceof Dataset.State.Loaded;
                  boolean empty =
                      state instanceof Dataset.State.Created
                          || (state instanceof Dataset.State.Missing
                              && missingData == MissingData.CREATE);
                  if (!loaded && !empty) {
                    throw target.notLoaded(state);
                  }
                  if (empty) {
                    control.requireChange();
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

  private static void requireServer(Control control, Target target) throws SQLException {
    control.ask(
        connection -> {
          target.requireServer(connection);
          return true;
        });
  }

  private SchemaAccess access(Target target) {
    return new SchemaAccess(servers.control(), target);
  }

  private Target target(RunPlan plan) {
    return Target.of(plan, catalog, servers.control(), loadListener, cancellation);
  }
}
