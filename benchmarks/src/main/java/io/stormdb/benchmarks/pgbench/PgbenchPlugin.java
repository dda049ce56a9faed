package io.stormdb.benchmarks.pgbench;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;

/**
 * The scripts of pgbench as workloads, on the tables that {@code pgbench -i} has made: one type for
 * each {@link Script}.
 */
final class PgbenchPlugin implements WorkloadPlugin {

  private static final Sql BALANCE =
      Sql.of("balance", "SELECT abalance FROM pgbench_accounts WHERE aid = ?");
  private static final Sql CHANGE =
      Sql.of("change", "UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?");
  private static final Sql LOG =
      Sql.of(
          "log",
          "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)"
              + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");

  private static final int ACCOUNTS_A_BRANCH = 100_000;
  private static final int TELLERS_A_BRANCH = 10;
  private static final int LARGEST_DELTA = 5_000;

  @Override
  public PluginInfo info() {
    return new PluginInfo("pgbench", "1", "Scripts of pgbench.", "StormDB");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(type(Script.SELECT), type(Script.WRITE));
  }

  private static WorkloadType type(Script script) {
    return new WorkloadType(
        script.workload(),
        List.of(),
        "pgbench",
        "What pgbench %s does.".formatted(script.flag()),
        "branches",
        1,
        10_000,
        List.of());
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new OnItsTables(type.equals(Script.SELECT.workload()) ? Script.SELECT : Script.WRITE);
  }

  private record OnItsTables(Script script) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      // the tables are those of pgbench, in public; a schema of ours must not be empty
      db.execute("CREATE TABLE placeholder (nothing int)");
    }

    @Override
    public void load(LoadContext load) {
      // pgbench has done it
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      int branches = context.scale();
      int accounts = branches * ACCOUNTS_A_BRANCH;
      TransactionType type =
          script == Script.SELECT
              ? TransactionType.single(
                  "select",
                  1,
                  tx -> tx.query(BALANCE).bind(tx.random().between(1, accounts)).drain())
              : TransactionType.of("simple_update", 1, tx -> update(tx, branches, accounts));
      return List.of(type);
    }

    private static void update(Tx tx, int branches, int accounts) throws SQLException {
      int account = tx.random().between(1, accounts);
      int branch = tx.random().between(1, branches);
      int teller = tx.random().between(1, branches * TELLERS_A_BRANCH);
      int delta = tx.random().between(-LARGEST_DELTA, LARGEST_DELTA);
      tx.update(CHANGE).bind(delta).bind(account).expectRows(1);
      tx.query(BALANCE).bind(account).drain();
      tx.update(LOG).bind(teller).bind(branch).bind(account).bind(delta).expectRows(1);
    }
  }
}
