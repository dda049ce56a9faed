package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Parameters;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadType;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A plan with everything found that it names.
 *
 * @param plan what was asked for
 * @param source where the workload comes from
 * @param type the type of the workload, aliases resolved
 * @param parameters the values of its parameters
 * @param workload what runs
 * @param dataset what it runs on
 * @param scale units of data to load when there is none
 */
record Target(
    RunPlan plan,
    PluginSource source,
    WorkloadType type,
    Parameters parameters,
    Workload workload,
    Dataset dataset,
    int scale) {

  /**
   * Finds what a plan names.
   *
   * @throws StormDbException if there is no such workload, parameter or scale
   */
  static Target of(
      RunPlan plan,
      WorkloadCatalog catalog,
      Database database,
      LoadListener listener,
      Cancellation cancellation) {
    WorkloadCatalog.Entry entry = catalog.resolve(plan.workload());
    WorkloadType type = entry.type();
    int scale = plan.scale().orElse(type.defaultScale());
    if (scale > type.maxScale()) {
      throw StormDbException.usage(
          "scale of '%s' must be at most %d (%s), was %d"
              .formatted(type.name(), type.maxScale(), type.scaleMeaning(), scale));
    }
    Parameters parameters = entry.parameters(plan.parameters());
    Workload workload = create(entry, parameters);
    Dataset dataset =
        new Dataset(
            database,
            plan.schema().orElse("stormdb_" + type.family()),
            type.family(),
            entry.source().metadata().info().version(),
            rebuildCommand(entry),
            workload,
            listener,
            cancellation);
    RunPlan decided = plan.connections(plan.connections().decidedFor(type));
    return new Target(decided, entry.source(), type, parameters, workload, dataset, scale);
  }

  private static Workload create(WorkloadCatalog.Entry entry, Parameters parameters) {
    try {
      return entry.create(parameters);
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(
          "workload '%s': %s".formatted(entry.type().name(), e.getMessage()), e);
    }
  }

  private static String rebuildCommand(WorkloadCatalog.Entry entry) {
    return "stormdb rebuild --workload "
        + entry
            .source()
            .jar()
            .map(jar -> entry.type().name() + " --plugin " + jar.path())
            .orElse(entry.type().family());
  }

  /**
   * Refuses a server on which the workload cannot run.
   *
   * @throws StormDbException saying what is missing
   */
  void requireServer(Connection connection) throws SQLException {
    Requirements.check(connection, type.name(), source);
  }

  /** Returns what the workload may know of a run on the given data. */
  WorkloadContext contextOf(LoadedData data) {
    return new RunContext(data, plan.seed(), plan.workers(), plan.isolation());
  }

  /** Returns why nothing can run on what is there, and what would help. */
  StormDbException notLoaded(Dataset.State state) {
    if (state instanceof Dataset.State.HalfLoaded half) {
      return StormDbException.usage(
          "schema %s is only half loaded: a load began at %s and did not finish; load it again with: %s"
              .formatted(dataset.name(), half.since(), dataset.rebuildCommand()));
    }
    return StormDbException.usage(
        "schema %s is not there or empty on %s; create and load it with: %s --scale %d"
            .formatted(dataset.name(), dataset.database().url(), dataset.rebuildCommand(), scale));
  }

  private record RunContext(LoadedData loaded, long seed, int workers, Isolation isolation)
      implements WorkloadContext {}
}
