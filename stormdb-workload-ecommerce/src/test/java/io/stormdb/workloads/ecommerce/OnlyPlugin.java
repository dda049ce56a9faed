package io.stormdb.workloads.ecommerce;

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
import java.sql.SQLException;
import java.util.List;

/** One kind of transaction of the shop and no other, to see what it does. */
public final class OnlyPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("only", "1.0", "One transaction of the shop.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(type("shop_only", "ecommerce"), type("shop_basic_only", "ecommerce_basic"));
  }

  private static WorkloadType type(String name, String family) {
    return new WorkloadType(
        name,
        List.of(),
        family,
        "One transaction of the shop.",
        "users",
        500,
        10_000,
        List.of(
            Parameter.text("only", Writes.CHECKOUT, "The transaction."),
            Parameter.choice("mode", "MIXED", "Where it is from.", "MIXED", "ANALYTICS")));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Only(
        new EcommerceWorkload(
            type.equals("shop_only"), Mode.valueOf(parameters.text("mode")), false, ""),
        parameters.text("only"));
  }

  private record Only(EcommerceWorkload whole, String only) implements Workload {

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
