package io.stormdb.core;

import io.stormdb.api.Check;
import io.stormdb.api.Counter;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
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

/** A bank whose money must not change, whatever happens. */
public final class BankPlugin implements WorkloadPlugin {

  static final long ACCOUNTS = 1_000;
  static final long BALANCE_EACH = 1_000;
  static final Counter MOVED = Counter.of("money_moved");

  private static final Sql BALANCE = Sql.of("balance", "SELECT balance FROM account WHERE id = ?");
  private static final Sql WITHDRAW =
      Sql.of("withdraw", "UPDATE account SET balance = balance - ? WHERE id = ?");
  private static final Sql DEPOSIT =
      Sql.of("deposit", "UPDATE account SET balance = balance + ? WHERE id = ?");

  @Override
  public PluginInfo info() {
    return new PluginInfo("bank", "1.0", "A bank.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "bank",
            List.of("purse"),
            "bank",
            "Look-ups and transfers.",
            "thousand accounts",
            1,
            100,
            List.of(
                Parameter.choice("order", "sorted", "how accounts are locked", "sorted", "drawn"),
                Parameter.decimal("rollbacks", 0, 0, 1, "", "share of transfers given up"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Bank(parameters);
  }

  private record Bank(Parameters parameters) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE account (id bigint, balance bigint NOT NULL)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("account", "id", "balance")
          .rows(
              ACCOUNTS * load.scale(), (row, number, random) -> row.add(number).add(BALANCE_EACH));
      load.execute("ALTER TABLE account ADD PRIMARY KEY (id)");
      load.remember("founded", "1407");
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      long accounts = ACCOUNTS * context.scale();
      boolean sorted = parameters.text("order").equals("sorted");
      double rollbacks = parameters.decimal("rollbacks");
      return List.of(
          TransactionType.single(
              "balance",
              50,
              tx -> tx.query(BALANCE).bind(tx.random().between(1, accounts)).firstLong()),
          TransactionType.of(
              "transfer",
              50,
              tx -> {
                long a = tx.random().between(1, accounts);
                long b = tx.random().between(1, accounts);
                boolean swap = sorted && a > b;
                tx.update(WITHDRAW).bind(5).bind(swap ? b : a).expectRows(1);
                tx.update(DEPOSIT).bind(5).bind(swap ? a : b).expectRows(1);
                tx.count(MOVED, 5);
                if (tx.random().chance(rollbacks)) {
                  tx.rollback();
                }
              }));
    }

    @Override
    public List<Check> checks(WorkloadContext context) {
      return List.of(
          Check.always(
              "money",
              "sum of balances unchanged",
              "SELECT sum(balance) AS total FROM account HAVING sum(balance) <> "
                  + ACCOUNTS * BALANCE_EACH * context.scale()));
    }

    @Override
    public List<Finding> audit(WorkloadContext context, RunTotals totals) {
      return List.of(
          new Finding(
              "transfers",
              "",
              "any",
              Long.toString(totals.committed("transfer")),
              Finding.Verdict.PASS));
    }
  }
}
