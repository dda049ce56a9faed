package io.stormdb.progressive;

import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
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

/** Looks at one row of a small table, or lets the server sleep for 10 ms. */
public final class TallyPlugin implements WorkloadPlugin {

  private static final Sql NAP = Sql.of("nap", "SELECT pg_sleep(0.01)");
  private static final Sql LOOK = Sql.of("look", "SELECT number FROM tally WHERE number = ?");

  @Override
  public PluginInfo info() {
    return new PluginInfo("tally", "1.0", "A table of numbers.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "tally", List.of(), "tally", "Look-ups.", "thousand numbers", 1, 9, List.of()),
        new WorkloadType(
            "astray", List.of(), "tally", "Look-ups.", "thousand numbers", 1, 9, List.of()),
        new WorkloadType("nap", List.of(), "nap", "Naps.", "nothing", 1, 9, List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Workload() {
      @Override
      public void createSchema(SchemaContext db) throws SQLException {
        db.execute("CREATE TABLE tally (number bigint)");
      }

      @Override
      public void load(LoadContext load) throws SQLException {
        load.copy("tally", "number").rows(1_000, (row, number, random) -> row.add(number));
        load.execute("ALTER TABLE tally ADD PRIMARY KEY (number)");
      }

      @Override
      public List<Finding> audit(WorkloadContext context, RunTotals totals) {
        return type.equals("astray")
            ? List.of(new Finding("way", "", "straight", "astray", Finding.Verdict.INVALID))
            : List.of();
      }

      @Override
      public List<TransactionType> transactions(WorkloadContext context) {
        if (type.equals("nap")) {
          return List.of(TransactionType.single("nap", 1, tx -> tx.query(NAP).drain()));
        }
        return List.of(
            TransactionType.single(
                "look", 1, tx -> tx.query(LOOK).bind(tx.random().between(1, 1_000)).firstLong()));
      }
    };
  }
}
