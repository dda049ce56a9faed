package io.stormdb.workloads.tpcc;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Mix;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;

/** One kind of transaction of TPC-C and no other, to see what it does. */
public final class OnlyPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("only", "1.0", "One transaction of TPC-C.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "tpcc_only",
            List.of(),
            "tpcc",
            "One transaction of TPC-C.",
            "warehouses",
            1,
            10,
            List.of(
                Parameter.text("only", NewOrder.NAME, "The transaction."),
                Parameter.flag("deferred", false, "Whether deliveries are queued."))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    Options options = new Options(Pacing.NONE, Mix.DECK, parameters.flag("deferred"));
    return new Only(new TpccWorkload(options), parameters.text("only"));
  }

  private record Only(TpccWorkload whole, String only) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      whole.createSchema(db);
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      whole.load(load);
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
