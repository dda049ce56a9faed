package io.stormdb.core;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;

/** A ledger in which every transaction leaves a row, so that the server can count them too. */
public final class LedgerPlugin implements WorkloadPlugin {

  static final long ACCOUNTS = 4;

  private static final Sql ENTER = Sql.of("enter", "INSERT INTO entry (amount) VALUES (?)");
  private static final Sql ADD = Sql.of("add", "UPDATE account SET sum = sum + ? WHERE id = ?");
  private static final Sql FAIL = Sql.of("fail", "SELECT 1 / ?");

  @Override
  public PluginInfo info() {
    return new PluginInfo("ledger", "1.0", "A ledger.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "ledger",
            List.of(),
            "ledger",
            "Entries.",
            "nothing",
            1,
            1,
            List.of(
                Parameter.decimal("failures", 0, 0, 1, "", "share of entries that fail"),
                Parameter.choice("accounts", "none", "which are changed", "none", "two"),
                Parameter.choice("deferred", "no", "whether somebody else enters", "no", "yes"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Ledger(
        parameters.decimal("failures"),
        parameters.text("accounts").equals("two"),
        parameters.text("deferred").equals("yes"));
  }

  private record Ledger(double failures, boolean accounts, boolean deferred) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY, amount bigint)");
      db.execute("CREATE TABLE account (id bigint PRIMARY KEY, sum bigint NOT NULL)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("account", "id", "sum")
          .rows(ACCOUNTS, (row, number, random) -> row.add(number).add(0));
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      TransactionType enter =
          TransactionType.of(
              "enter",
              1,
              tx -> {
                if (tx.random().chance(failures)) {
                  tx.query(FAIL).bind(0).firstLong();
                }
                tx.update(ENTER).bind(1).expectRows(1);
                if (accounts) {
                  // in no order, so that two can wait for each other
                  long first = tx.random().between(1, ACCOUNTS);
                  tx.update(ADD).bind(1).bind(first).expectRows(1);
                  tx.update(ADD).bind(1).bind(first % ACCOUNTS + 1).expectRows(1);
                }
              });
      return List.of(deferred ? enter.deferred() : enter);
    }
  }
}
