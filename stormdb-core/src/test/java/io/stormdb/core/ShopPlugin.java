package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Measure;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;

/** Measures and counts what the server can tell as well. */
public final class ShopPlugin implements WorkloadPlugin {

  static final Measure LINES = Measure.of("lines", "pieces");

  private static final Counter ORDERS = Counter.of("orders");
  private static final Counter MORE_ORDERS = Counter.of("orders");
  private static final Sql LIST = Sql.of("list", "SELECT generate_series(1, ?)");
  private static final Sql INSERT = Sql.of("insert", "INSERT INTO sold VALUES (?)");
  private static final Sql DIVIDE = Sql.of("divide", "SELECT 1 / (random() * 0)::int");
  private static final Sql DIE = Sql.of("die", "SELECT pg_terminate_backend(pg_backend_pid())");

  @Override
  public PluginInfo info() {
    return new PluginInfo("shop", "1.0", "A shop.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "shop",
            List.of(),
            "shop",
            "Sells.",
            "nothing",
            1,
            1,
            List.of(Parameter.choice("what", "sell", "happens", "sell", "die", "owe"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Shop(parameters.text("what"));
  }

  private record Shop(String what) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE sold (lines int)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("sold", "lines").rows(1, (row, number, random) -> row.add(0));
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      TransactionType sell =
          TransactionType.of(
              "sell",
              50,
              tx -> {
                int lines = tx.random().between(1, 20);
                tx.measure(LINES, lines);
                tx.count(lines % 2 == 0 ? ORDERS : MORE_ORDERS, 1);
                tx.count("named_orders", 1);
                tx.query(LIST).bind(lines).drain();
                tx.update(INSERT).bind(lines).expectRows(1);
              });
      TransactionType fail =
          TransactionType.of(
              "fail",
              50,
              tx -> {
                tx.measure(LINES, 1_000_000);
                tx.measure("never", 1);
                tx.count(ORDERS, 1_000_000);
                tx.query(DIVIDE).firstLong();
              });
      TransactionType die =
          TransactionType.of(
              "die",
              1,
              tx -> {
                tx.measure(LINES, 1);
                tx.count(ORDERS, 1);
                tx.query(DIE).drain();
              });
      TransactionType owe = TransactionType.of("owe", 1, tx -> tx.measure(LINES, -1));
      return switch (what) {
        case "sell" -> List.of(sell, fail);
        case "die" -> List.of(die);
        default -> List.of(owe);
      };
    }

    @Override
    public List<Finding> audit(WorkloadContext context, RunTotals totals) {
      return List.of(
          new Finding(
              "lines",
              "",
              "any",
              totals.measuredCount(LINES) + " " + totals.measuredMean(LINES),
              Finding.Verdict.PASS));
    }
  }
}
