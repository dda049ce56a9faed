package io.stormdb.workloads.imdb;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One kind of transaction of the workload and no other, to see what it does. */
public final class OnlyPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("only", "1.0", "One transaction.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "imdb_only",
            List.of(),
            "imdb",
            "One transaction.",
            "movies",
            500,
            10_000,
            List.of(
                Parameter.text("only", "movie_page", "The transaction."),
                Parameter.choice("mode", "mixed", "Where it is from.", "mixed", "sql"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    DataLoading generated = DataLoading.of(Parameters.of(DataLoading.PARAMETERS, Map.of()));
    Mode mode = Mode.valueOf(parameters.text("mode").toUpperCase(Locale.ROOT));
    return new Only(new ImdbWorkload(mode, false, generated), parameters.text("only"));
  }

  private record Only(Workload whole, String only) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      whole.createSchema(db);
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      whole.load(load);
    }

    @Override
    public void beforeRun(WorkloadContext context, Connection connection) throws SQLException {
      whole.beforeRun(context, connection);
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return whole.transactions(context).stream().filter(type -> type.name().equals(only)).toList();
    }

    @Override
    public List<Check> checks(WorkloadContext context) {
      return whole.checks(context);
    }
  }
}
