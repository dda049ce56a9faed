package io.stormdb.benchmarks.pgbench;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Rng;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
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
      List<ScriptedStatement<Row>> statements =
          script == Script.SELECT
              ? List.of(ScriptedStatement.query(BALANCE, (to, row) -> to.bind(row.account)))
              : List.of(
                  ScriptedStatement.<Row>update(
                          CHANGE, (to, row) -> to.bind(row.delta).bind(row.account))
                      .expectRows(1),
                  ScriptedStatement.query(BALANCE, (to, row) -> to.bind(row.account)),
                  ScriptedStatement.<Row>update(
                          LOG,
                          (to, row) ->
                              to.bind(row.teller)
                                  .bind(row.branch)
                                  .bind(row.account)
                                  .bind(row.delta))
                      .expectRows(1));
      return List.of(
          TransactionType.script(
              script == Script.SELECT ? "select" : "simple_update",
              1,
              Row::new,
              (worker, row) -> row.draw(worker.random(), branches),
              statements));
    }

    /** What one transaction is about. */
    private static final class Row {
      private int account;
      private int branch;
      private int teller;
      private int delta;

      void draw(Rng random, int branches) {
        account = random.between(1, branches * ACCOUNTS_A_BRANCH);
        branch = random.between(1, branches);
        teller = random.between(1, branches * TELLERS_A_BRANCH);
        delta = random.between(-LARGEST_DELTA, LARGEST_DELTA);
      }
    }
  }
}
